package io.millrace.core.contract.reference;

import io.millrace.core.Burst;
import io.millrace.core.Operation;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A port of a {@link ReferenceDomain}; everything happens under the lock of the domain. */
final class ReferencePort implements Port {

    final PortConfiguration configuration;
    final Map<Long, Entry> held = new LinkedHashMap<>();
    final Map<PortCounter, Long> counters = new EnumMap<>(PortCounter.class);

    /** Only used with {@link Fault#CLAIMS_NOT_TAKEN_BACK}. */
    final ArrayDeque<Entry> claimed = new ArrayDeque<>();

    /** For each queue how many entries were delivered from it, divided by its weight. */
    final Map<Integer, Double> shares = new HashMap<>();

    long turn;
    boolean woken;
    boolean waits;

    @Nullable
    Thread driver;

    private final ReferenceDomain domain;
    private final int id;

    ReferencePort(ReferenceDomain domain, int id, PortConfiguration configuration) {
        this.domain = domain;
        this.id = id;
        this.configuration = configuration;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        domain.lock.lock();
        try {
            driver = Thread.currentThread();
            burst.clear();
            if (configuration.implicitRelease() && !domain.has(Fault.IMPLICIT_RELEASE_MISSING)) {
                for (Entry entry : new ArrayList<>(held.values())) {
                    count(PortCounter.IMPLICITLY_RELEASED);
                    release(entry.handle);
                }
            }
            int count = domain.deliver(this, burst, timeoutNanos);
            if (count == 0 && !domain.has(Fault.EMPTY_DEQUEUES_NOT_COUNTED)) {
                count(PortCounter.EMPTY_DEQUEUES);
            }
            return count;
        } finally {
            domain.lock.unlock();
        }
    }

    @Override
    public Refusal enqueue(long header, Object payload) {
        return domain.enter(header, payload, configuration.newEntryThreshold());
    }

    @Override
    public int enqueue(Burst burst) {
        domain.lock.lock();
        try {
            burst.refusal(Refusal.NONE);
            for (int i = 0; i < burst.count(); i++) {
                Operation operation = burst.operation(i);
                if (operation == Operation.FORWARD) {
                    forward(burst.entry(i), burst.header(i), burst.payload(i));
                } else if (operation == Operation.RELEASE) {
                    release(burst.entry(i));
                } else {
                    Refusal refusal = enqueue(burst.header(i), Objects.requireNonNull(burst.payload(i)));
                    if (!refusal.accepted()) {
                        burst.refusal(refusal);
                        return i;
                    }
                }
            }
            return burst.count();
        } finally {
            domain.lock.unlock();
        }
    }

    @Override
    public void forward(long handle, long header, @Nullable Object payload) {
        domain.lock.lock();
        try {
            Entry entry = find(handle);
            if (entry == null) {
                return;
            }
            StageQueue destination = domain.queue(header);
            held.remove(handle);
            count(PortCounter.FORWARDED);
            domain.finish(entry, destination, header, payload);
        } finally {
            domain.lock.unlock();
        }
    }

    @Override
    public void release(long handle) {
        domain.lock.lock();
        try {
            Entry entry = find(handle);
            if (entry == null) {
                return;
            }
            held.remove(handle);
            count(PortCounter.RELEASED);
            domain.finish(entry, null, 0, null);
        } finally {
            domain.lock.unlock();
        }
    }

    @Override
    public Refusal fragment(long handle, long header, Object payload) {
        domain.lock.lock();
        try {
            StageQueue destination = domain.queue(header);
            Entry entry = find(handle);
            if (entry == null) {
                return Refusal.NONE;
            }
            Refusal refusal = domain.fragment(entry, new Entry.Fragment(destination, header, payload));
            if (refusal.accepted()) {
                count(PortCounter.FRAGMENTS);
            }
            return refusal;
        } finally {
            domain.lock.unlock();
        }
    }

    @Override
    public void detach(long handle) {
        domain.lock.lock();
        try {
            Entry entry = find(handle);
            if (entry == null) {
                return;
            }
            held.remove(handle);
            count(PortCounter.DETACHED);
            entry.state = Entry.State.DETACHED;
            domain.detached.put(handle, entry);
            if (domain.has(Fault.DETACH_ENDS_EXECUTION)) {
                entry.queue.executing--;
            }
            Flow flow = entry.flow;
            if (flow != null && domain.has(Fault.DETACH_FREES_FLOW)) {
                flow.held = 0;
            } else if (flow != null) {
                flow.detached++;
            }
        } finally {
            domain.lock.unlock();
        }
    }

    @Override
    public void wake() {
        domain.lock.lock();
        try {
            woken = waits || !domain.has(Fault.WAKE_NOT_KEPT);
            domain.arrival.signalAll();
        } finally {
            domain.lock.unlock();
        }
    }

    void count(PortCounter counter) {
        counters.merge(counter, 1L, Long::sum);
    }

    /** Returns how many more entries this port may hold. */
    int room() {
        if (domain.has(Fault.HOLD_LIMIT_IGNORED)) {
            return Integer.MAX_VALUE;
        }
        int detached = domain.has(Fault.DETACHED_COUNTS_AS_HELD) ? domain.detached.size() : 0;
        return configuration.holdLimit() - held.size() - detached;
    }

    void hold(Entry entry, Burst burst) {
        entry.state = Entry.State.HELD;
        entry.handle = domain.nextHandle();
        entry.port = id;
        entry.queue.executing++;
        held.put(entry.handle, entry);
        count(PortCounter.DELIVERED);
        domain.countDelivery(entry.queue);
        burst.deliver(entry.handle, entry.header, entry.sequenceNumber, entry.payload);
    }

    private @Nullable Entry find(long handle) {
        Entry entry = held.get(handle);
        if (entry == null && !domain.has(Fault.WRONG_HANDLE_IGNORED)) {
            throw new IllegalStateException("entry is not held by this port: entry=" + handle + ", port=" + id);
        }
        return entry;
    }
}
