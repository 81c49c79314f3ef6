package io.millrace.core.contract.reference;

import io.millrace.core.Burst;
import io.millrace.core.FlushCallback;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.Operation;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A port of a {@link ReferenceDomain}; everything happens under the lock of the domain. */
final class ReferencePort implements Port {

    final PortConfiguration configuration;
    final Map<Long, Entry> held = new LinkedHashMap<>();
    final List<LinkConfiguration> links;
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
    private final Set<Integer> leaving = new HashSet<>();
    private final int id;

    ReferencePort(ReferenceDomain domain, int id, PortConfiguration configuration) {
        this.domain = domain;
        this.id = id;
        this.configuration = configuration;
        this.links = new ArrayList<>(configuration.links());
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        domain.lock.lock();
        try {
            expectNobodyWaits();
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

    @Override
    public List<LinkConfiguration> links() {
        return domain.locked(() -> List.copyOf(links));
    }

    @Override
    public void link(LinkConfiguration link) {
        domain.locked(() -> {
            List<LinkConfiguration> next = new ArrayList<>(links);
            boolean isNew = !next.removeIf(each -> each.queue() == link.queue());
            next.add(link);
            domain.checkLinks(this, next, link.queue());
            if (isNew || !domain.has(Fault.LINK_PRIORITY_KEPT)) {
                links.clear();
                links.addAll(next);
            }
            if (isNew && !domain.has(Fault.IDLE_QUEUE_SAVES_UP)) {
                double reached = shares.values().stream()
                        .mapToDouble(share -> share)
                        .max()
                        .orElse(0);
                shares.merge(link.queue(), reached, Math::max);
            }
            leaving.remove(link.queue());
            if (!domain.has(Fault.LINK_WAKES_NOBODY)) {
                domain.arrival.signalAll();
            }
            return links;
        });
    }

    @Override
    public boolean unlink(int queue) {
        return domain.locked(() -> {
            domain.checkQueue(queue);
            boolean isLinked = links.stream().anyMatch(link -> link.queue() == queue);
            if (isLinked && !domain.has(Fault.UNLINK_IGNORED)) {
                links.removeIf(link -> link.queue() == queue);
                leaving.add(queue);
            }
            return isLinked;
        });
    }

    @Override
    public int unlinksInProgress() {
        return domain.locked(() -> {
            if (!domain.has(Fault.UNLINK_WITHOUT_END)) {
                leaving.removeIf(queue -> held.values().stream().noneMatch(entry -> entry.queue.id == queue));
            }
            return domain.has(Fault.UNLINK_AT_ONCE) ? 0 : leaving.size();
        });
    }

    @Override
    public int quiesce(FlushCallback callback) {
        return domain.locked(() -> {
            expectNobodyWaits();
            if (domain.has(Fault.QUIESCE_KEEPS_HELD)) {
                return 0;
            }
            List<Entry> entries = List.copyOf(held.values());
            for (Entry entry : entries) {
                if (!domain.has(Fault.QUIESCE_IS_SILENT)) {
                    callback.flushed(entry.header, entry.payload);
                }
                release(entry.handle);
            }
            return entries.size();
        });
    }

    void reset() {
        woken = false;
        leaving.clear();
        if (!domain.has(Fault.LINKS_SURVIVE_A_RESET)) {
            links.clear();
            links.addAll(configuration.links());
        }
    }

    private void expectNobodyWaits() {
        if (waits && !domain.has(Fault.SECOND_THREAD_IGNORED)) {
            throw new IllegalStateException(
                    "port is in use: port=" + id + ", driver=" + driver + ", caller=" + Thread.currentThread());
        }
        driver = Thread.currentThread();
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
