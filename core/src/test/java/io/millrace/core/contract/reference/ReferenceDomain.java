package io.millrace.core.contract.reference;

import io.millrace.core.Burst;
import io.millrace.core.DeviceLimits;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.DomainReport;
import io.millrace.core.DomainState;
import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.FlushCallback;
import io.millrace.core.Ingress;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import io.millrace.core.WaitProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A domain under one lock. */
final class ReferenceDomain implements SchedulingDomain {

    private static final int FAULT_INTERVAL = 16;
    private static final AtomicLong DOMAINS = new AtomicLong();

    final ReentrantLock lock = new ReentrantLock();
    final Condition arrival = lock.newCondition();
    final Condition change = lock.newCondition();
    final Map<Long, Entry> detached = new HashMap<>();

    private final DomainConfiguration configuration;
    private final DeviceLimits limits;
    private final Set<Fault> faults;
    private final List<StageQueue> queues = new ArrayList<>();
    private final List<ReferencePort> ports = new ArrayList<>();
    private final List<@Nullable Object> kept = new ArrayList<>();
    private final Map<DomainCounter, Long> counters = new EnumMap<>(DomainCounter.class);
    private final Selection selection;
    private final ReferenceReport report = new ReferenceReport(this, queues, ports);
    private final Ingress ingress = new ReferenceIngress(this);
    private DomainState state = DomainState.OPEN;
    private int inFlight;
    private int stopping;
    private long handles;
    private long faultClock;

    ReferenceDomain(DomainConfiguration configuration, DeviceLimits limits, Set<Fault> faults) {
        this.configuration = configuration;
        this.limits = limits;
        this.faults = faults;
        for (int i = 0; i < configuration.queues().size(); i++) {
            queues.add(new StageQueue(i, configuration.queues().get(i)));
        }
        for (int i = 0; i < configuration.ports().size(); i++) {
            ports.add(new ReferencePort(this, i, configuration.ports().get(i)));
        }
        selection = new Selection(this, queues);
        handles = has(Fault.HANDLES_OF_EVERY_DOMAIN_ALIKE) ? 0 : DOMAINS.getAndIncrement() << Integer.SIZE;
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    /** For faults that strike now and then. */
    private boolean strikes(Fault fault) {
        return has(fault) && ++faultClock % FAULT_INTERVAL == 0;
    }

    long nextHandle() {
        return ++handles;
    }

    @Override
    public DomainConfiguration configuration() {
        return configuration;
    }

    @Override
    public DomainState state() {
        return locked(() -> state);
    }

    @Override
    public void start() {
        locked(() -> {
            expect(state == DomainState.OPEN, "start");
            state = DomainState.STARTED;
            arrival.signalAll();
            return state;
        });
    }

    @Override
    public Ingress ingress() {
        return ingress;
    }

    @Override
    public Port port(int id) {
        return ports.get(id);
    }

    @Override
    public void drain() {
        locked(() -> {
            expect(state != DomainState.OPEN, "drain");
            state = state == DomainState.STARTED ? DomainState.DRAINING : state;
            change.signalAll();
            return state;
        });
    }

    @Override
    public int inFlight() {
        return locked(() -> inFlight);
    }

    @Override
    public boolean isIdle() {
        return inFlight() == 0;
    }

    @Override
    public int flush(int queue, FlushCallback callback) {
        return locked(() -> flushLocked(queues.get(queue), callback));
    }

    @Override
    public boolean stop(FlushCallback callback, long timeoutNanos) throws InterruptedException {
        lock.lock();
        try {
            stopping++;
            expect(state != DomainState.OPEN, "stop");
            state = state == DomainState.CLOSED ? state : DomainState.STOPPED;
            arrival.signalAll();
            change.signalAll();
            long start = configuration.clock().getAsLong();
            while (true) {
                queues.forEach(queue -> flushLocked(queue, callback));
                long left = timeoutNanos - (configuration.clock().getAsLong() - start);
                if (inFlight == 0 || has(Fault.STOP_DOES_NOT_WAIT)) {
                    return true;
                } else if (left <= 0 || state == DomainState.CLOSED) {
                    return false;
                }
                change.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            stopping--;
            lock.unlock();
        }
    }

    @Override
    public void reset() {
        locked(() -> {
            boolean stops = stopping > 0 && !has(Fault.RESET_WHILE_STOPPING);
            expect(state == DomainState.STOPPED && !stops, "reset");
            if (!has(Fault.RESET_UNVERIFIED)) {
                report().requireEmpty();
            }
            if (!has(Fault.RESET_KEEPS_PLACES)) {
                queues.forEach(queue -> queue.flows.clear());
            }
            ports.forEach(ReferencePort::reset);
            state = DomainState.OPEN;
            return state;
        });
    }

    @Override
    public void close() {
        locked(() -> {
            if (state != DomainState.CLOSED) {
                state = DomainState.CLOSED;
                queues.forEach(queue -> flushLocked(queue, (header, payload) -> {}));
                if (!has(Fault.CLOSE_WAKES_NOBODY)) {
                    arrival.signalAll();
                    change.signalAll();
                }
            }
            return state;
        });
    }

    @Override
    public int weight(int queue) {
        return locked(() -> queues.get(queue).weight);
    }

    @Override
    public void weight(int queue, int weight) {
        locked(() -> {
            StageQueue changed = queues.get(queue);
            if (weight < 1 || weight > QueueConfiguration.MAX_WEIGHT) {
                throw new IllegalArgumentException("weight out of range: weight=" + weight);
            }
            changed.weight = weight;
            return changed;
        });
    }

    @Override
    public long counter(DomainCounter counter) {
        return locked(
                () -> counter == DomainCounter.IN_FLIGHT ? Long.valueOf(inFlight) : counters.getOrDefault(counter, 0L));
    }

    @Override
    public long counter(int port, PortCounter counter) {
        ReferencePort which = ports.get(port);
        return locked(() -> counter == PortCounter.HELD
                ? Long.valueOf(which.held.size())
                : which.counters.getOrDefault(counter, Long.valueOf(0)));
    }

    @Override
    public DomainReport report() {
        return locked(() -> report.of(state, inFlight));
    }

    void countDelivery(StageQueue queue) {
        (has(Fault.DELIVERIES_COUNTED_TOGETHER) ? queues.get(0) : queue).delivered++;
    }

    /** Lets a NEW entry in or says why not. */
    Refusal enter(long header, Object payload, int threshold) {
        return locked(() -> {
            StageQueue queue = queue(header);
            Refusal refusal = refusal(queue, header, threshold);
            if (refusal.accepted()) {
                count(DomainCounter.NEW_ACCEPTED);
                inFlight++;
                if (strikes(Fault.ENTRY_LOST)) {
                    returnCredit();
                } else {
                    append(queue, header, payload);
                }
            } else if (!has(Fault.REFUSALS_NOT_COUNTED)) {
                count(DomainCounter.valueOf("REFUSED_" + refusal));
            }
            return refusal;
        });
    }

    private Refusal refusal(StageQueue queue, long header, int threshold) {
        boolean drains = state == DomainState.DRAINING && has(Fault.DRAIN_IGNORED);
        if (state != DomainState.STARTED && !drains) {
            return Refusal.STOPPED;
        }
        Refusal full = inFlight >= configuration.creditLimit() + (has(Fault.CREDIT_TOO_MANY) ? 1 : 0)
                ? Refusal.NO_CREDIT
                : Refusal.NONE;
        if (has(Fault.CREDIT_TOLD_FIRST) && !full.accepted()) {
            return full;
        }
        if (inFlight >= threshold && !has(Fault.THRESHOLD_IGNORED)) {
            return Refusal.NEW_ENTRY_THRESHOLD;
        }
        Flow flow = queue.flow(header);
        if (flow != null && queue.type() == SchedulingType.ORDERED) {
            int used = has(Fault.WINDOW_SHARED)
                    ? queue.flows.values().stream()
                            .mapToInt(each -> each.window.size())
                            .sum()
                    : flow.window.size();
            int window = queue.configuration.reorderWindow() + (has(Fault.WINDOW_OFF_BY_ONE) ? 1 : 0);
            int left = configuration.creditLimit() - ordered();
            int share = left == 0 || has(Fault.SHARE_UNLIMITED) ? window : 8 * left;
            return used >= Math.min(window, share) ? Refusal.REORDER_WINDOW : full;
        }
        return full;
    }

    private int ordered() {
        return queues.stream()
                .filter(queue -> queue.type() == SchedulingType.ORDERED)
                .flatMap(queue -> queue.flows.values().stream())
                .mapToInt(flow -> flow.window.size())
                .sum();
    }

    /** Returns the queue that the header names, after checking queue and flow. */
    StageQueue queue(long header) {
        int id = EntryHeader.queue(header);
        if (id >= queues.size()) {
            throw new IllegalArgumentException("no such queue: queue=" + id + ", limit=" + (queues.size() - 1));
        }
        StageQueue queue = queues.get(id);
        int flow = EntryHeader.flow(header);
        int limit = queue.configuration.flowLimit();
        if (queue.hasFlows() && (flow < 0 || flow >= limit)) {
            throw new IllegalArgumentException(
                    "no such flow: queue=" + id + ", flow=" + flow + ", limit=" + (limit - 1));
        }
        return queue;
    }

    void checkQueue(int id) {
        Objects.checkIndex(id, queues.size());
    }

    /** Checks a link that a port would get besides those of the others. */
    void checkLinks(ReferencePort port, List<LinkConfiguration> links, int queue) {
        long others = ports.stream()
                .filter(other -> other != port && !has(Fault.DIRECTED_SHARED))
                .flatMap(other -> other.links.stream())
                .filter(link -> link.queue() == queue)
                .count();
        PortConfiguration next = port.configuration.withLinks(links);
        ConfigurationCheck.checkLink(configuration, next, queue, (int) others + 1, limits);
    }

    private void append(StageQueue queue, long header, @Nullable Object payload) {
        if (state == DomainState.CLOSED) {
            returnCredit();
            return;
        }
        boolean together = has(Fault.FLOWS_WAIT_FOR_EACH_OTHER) && queue.type() == SchedulingType.ORDERED;
        Flow flow = queue.flow(together ? EntryHeader.of(queue.id, 0) : header);
        long sequenceNumber = 0;
        if (flow != null) {
            sequenceNumber = has(Fault.SEQUENCE_OF_QUEUE) ? queue.appended++ : flow.nextSequenceNumber++;
        }
        Entry entry = new Entry(queue, flow, header, payload, sequenceNumber);
        queue.entered++;
        queue.level(header).add(entry);
        if (flow != null) {
            (queue.type() == SchedulingType.ATOMIC ? flow.waiting : flow.window).add(entry);
        }
        if (state == DomainState.STOPPED) {
            change.signalAll();
        }
        if (!strikes(Fault.WAKE_UP_LOST)) {
            arrival.signalAll();
        }
    }

    /** Fills the burst for a port, waiting for the first entry. */
    int deliver(ReferencePort port, Burst burst, long timeoutNanos) {
        long start = configuration.clock().getAsLong();
        port.waits = true;
        boolean waited = false;
        try {
            boolean isDue = true;
            while (state != DomainState.STOPPED && state != DomainState.CLOSED && port.room() > 0) {
                if (state != DomainState.OPEN && isDue && fill(port, burst) > 0) {
                    port.woken &= !waited;
                    return burst.count();
                }
                if (timeoutNanos == 0 && !has(Fault.LOOK_USES_UP_WAKE)) {
                    return 0;
                }
                long left = timeoutNanos - (configuration.clock().getAsLong() - start);
                if (port.woken || left <= 0) {
                    port.woken = false;
                    return 0;
                }
                waited = true;
                await(port, left);
                isDue = isWorthWaking(port)
                        || timeoutNanos <= configuration.clock().getAsLong() - start;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            port.waits = false;
        }
        return 0;
    }

    private void await(ReferencePort port, long nanos) throws InterruptedException {
        WaitProfile profile = port.configuration.waitProfile();
        boolean spins = profile == WaitProfile.SPIN ? !has(Fault.SPINNER_PARKS) : has(Fault.SLEEPER_SPINS);
        if (spins) {
            lock.unlock();
            Surroundings.giveWay();
            lock.lock();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while spinning");
            }
        } else {
            port.count(PortCounter.PARKED);
            arrival.await(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private boolean isWorthWaking(ReferencePort port) {
        int waiting = port.links.stream()
                .flatMap(link -> queues.get(link.queue()).levels.stream())
                .mapToInt(List::size)
                .sum();
        return waiting >= port.configuration.wakeThreshold()
                || has(Fault.WAKE_THRESHOLD_IGNORED)
                || port.configuration.wakeThreshold() == 1;
    }

    private int fill(ReferencePort port, Burst burst) {
        Flow flow = null;
        int limit = Math.min(Math.min(burst.capacity(), limits.dequeueDepth()), port.room());
        queues.forEach(queue -> queue.deliverable = queue.configuration.deliveryDepth());
        while (burst.count() < limit) {
            Entry entry = selection.next(port, flow);
            if (entry == null) {
                break;
            }
            if (entry.queue.type() == SchedulingType.ATOMIC) {
                flow = entry.flow;
            }
            port.hold(entry, burst);
            entry.queue.deliverable--;
            if (entry.queue.type() != SchedulingType.ATOMIC && strikes(Fault.DELIVERED_TWICE)) {
                entry.queue.level(entry.header).add(entry);
            }
        }
        return burst.count();
    }

    Refusal fragment(Entry entry, Entry.Fragment fragment) {
        if (entry.queue.type() != SchedulingType.ORDERED || entry.fragments.size() == Port.FRAGMENT_LIMIT) {
            throw new IllegalStateException("entry can have no fragment: queue=" + entry.queue.id + ", fragments="
                    + entry.fragments.size() + ", limit=" + Port.FRAGMENT_LIMIT);
        }
        boolean delivers = state == DomainState.STARTED || state == DomainState.DRAINING;
        if (!delivers || inFlight >= configuration.creditLimit()) {
            Refusal refusal = delivers ? Refusal.NO_CREDIT : Refusal.STOPPED;
            count(DomainCounter.valueOf("REFUSED_" + refusal));
            return refusal;
        }
        count(DomainCounter.NEW_ACCEPTED);
        inFlight++;
        if (has(Fault.FRAGMENT_SENT_AT_ONCE)) {
            append(fragment.queue(), fragment.header(), fragment.payload());
        } else {
            entry.fragments.add(fragment);
        }
        return Refusal.NONE;
    }

    /** Ends the holding of an entry, with a destination for a FORWARD and without one for a RELEASE. */
    void finish(Entry entry, @Nullable StageQueue destination, long header, @Nullable Object payload) {
        if (has(Fault.PAYLOAD_KEPT)) {
            kept.add(entry.payload);
        }
        entry.destination = destination;
        entry.destinationHeader = has(Fault.FLOW_CUT_SHORT) ? header & ~0xFFF0_0000L : header;
        entry.payload = payload;
        Flow flow = entry.flow;
        boolean reorders = entry.queue.type() == SchedulingType.ORDERED && flow != null;
        if (!reorders || !has(Fault.EXECUTION_UNTIL_TURN)) {
            endExecution(entry);
        }
        if (destination == null) {
            if (!reorders) {
                returnCredit();
            }
            entry.state = has(Fault.RELEASED_PLACE_KEPT) ? Entry.State.HELD : Entry.State.FINISHED;
        } else if (reorders && !has(Fault.REORDER_SKIPPED)) {
            entry.state = Entry.State.PARKED;
        } else {
            entry.state = Entry.State.FINISHED;
            append(destination, header, payload);
        }
        if (reorders && flow != null) {
            advance(flow);
        } else if (flow != null) {
            flow.held = has(Fault.FLOW_FREED_EARLY) ? 0 : Math.max(0, flow.held - 1);
            arrival.signalAll();
        }
    }

    private void endExecution(Entry entry) {
        entry.queue.executing--;
        if (!has(Fault.EXECUTION_WAITER_FORGOTTEN)) {
            arrival.signalAll();
        }
    }

    /** Lets the finished entries at the front of an ordered flow go on. */
    private void advance(Flow flow) {
        Entry head = flow.window.peek();
        while (head != null && (head.state == Entry.State.PARKED || head.state == Entry.State.FINISHED)) {
            flow.window.remove();
            head.fragments.forEach(fragment -> append(fragment.queue(), fragment.header(), fragment.payload()));
            head.fragments.clear();
            if (has(Fault.EXECUTION_UNTIL_TURN)) {
                endExecution(head);
            }
            if (head.state == Entry.State.PARKED && head.destination != null) {
                head.state = Entry.State.FINISHED;
                append(head.destination, head.destinationHeader, head.payload);
                if (strikes(Fault.TOUCHED_AFTER_HAND_OVER)) {
                    head.destination.level(head.destinationHeader).getLast().payload = null;
                }
            } else if (head.destination == null) {
                returnCredit();
            }
            head = strikes(Fault.STRAGGLER_LEFT) ? null : flow.window.peek();
        }
    }

    private int flushLocked(StageQueue queue, FlushCallback callback) {
        int taken = 0;
        if (has(Fault.FLUSH_DISTURBS_OTHERS)) {
            queues.stream()
                    .filter(other -> other != queue)
                    .forEach(other -> Collections.rotate(other.levels.get(EntryPriority.NORMAL), -1));
        }
        Entry entry = firstFlushable(queue);
        while (entry != null) {
            queue.level(entry.header).remove(entry);
            callback.flushed(entry.header, entry.payload);
            taken++;
            count(DomainCounter.FLUSHED);
            queue.flushed++;
            entry.state = Entry.State.FINISHED;
            boolean reorders = queue.type() == SchedulingType.ORDERED;
            if (!reorders && !has(Fault.FLUSH_KEEPS_CREDITS)) {
                returnCredit();
            }
            if (entry.flow != null) {
                entry.flow.waiting.remove(entry);
                advance(entry.flow);
            }
            entry = firstFlushable(queue);
        }
        return taken;
    }

    private @Nullable Entry firstFlushable(StageQueue queue) {
        boolean misses = has(Fault.FLUSH_MISSES_HELD_FLOWS) && state != DomainState.CLOSED;
        return queue.levels.stream()
                .flatMap(List::stream)
                .filter(entry -> !misses || entry.flow == null || entry.flow.held == 0)
                .findFirst()
                .orElse(null);
    }

    private void returnCredit() {
        count(DomainCounter.RELEASED);
        if (!strikes(Fault.CREDIT_LEAKED)) {
            inFlight--;
            if (!has(Fault.CREDIT_WAITER_FORGOTTEN)) {
                change.signalAll();
            }
        }
    }

    boolean awaitCredit(long timeoutNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long start = configuration.clock().getAsLong();
            while (state == DomainState.STARTED) {
                if (inFlight < configuration.creditLimit()) {
                    return true;
                }
                long left = timeoutNanos - (configuration.clock().getAsLong() - start);
                if (left <= 0) {
                    return false;
                }
                change.await(left, TimeUnit.NANOSECONDS);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void count(DomainCounter counter) {
        counters.merge(counter, 1L, Long::sum);
    }

    private void expect(boolean fits, String call) {
        if (!fits) {
            throw new IllegalStateException("call does not fit the state: call=" + call + ", state=" + state);
        }
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
