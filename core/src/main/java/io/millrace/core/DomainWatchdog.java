package io.millrace.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * Notices what stands still in a domain and tells a listener, once for each case.
 *
 * <p>It is told by {@link #check()} when to look, and has no thread and no clock of its own: time is that of the domain. A case is noticed at the first check
 * after the limit, counted from the first check that saw it. There are two kinds, see {@link Alert}:
 *
 * <ul>
 *   <li>A port holds entries, does not wait in dequeue, and nothing was delivered to it or finished by it, and no dequeue came back empty. There is another
 *       alert only after it has moved.
 *   <li>Finished entries of an ordered flow wait for the same unfinished one. There is another alert only for another entry.
 * </ul>
 *
 * <p><b>Threading.</b> Used by one thread at a time. It only reads the domain, and does so without being noticed by the threads that it watches.
 */
public final class DomainWatchdog {

    private static final PortCounter[] MOVES = {
        PortCounter.DELIVERED,
        PortCounter.FORWARDED,
        PortCounter.RELEASED,
        PortCounter.DETACHED,
        PortCounter.EMPTY_DEQUEUES
    };

    private final SchedulingDomain domain;
    private final long limitNanos;
    private final AlertListener listener;

    /** What stood still at the last check. Each is equal to itself at the next one if it has not moved. */
    private Map<Record, Sighting> sightings = new HashMap<>();

    /**
     * Creates a watchdog.
     *
     * @param limitNanos for how long a thing may stand still
     * @throws IllegalArgumentException if the limit is not positive
     */
    public DomainWatchdog(SchedulingDomain domain, long limitNanos, AlertListener listener) {
        if (limitNanos <= 0) {
            throw new IllegalArgumentException("limit must be positive: limitNanos=" + limitNanos);
        }
        this.domain = Objects.requireNonNull(domain, "domain");
        this.limitNanos = limitNanos;
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Looks once, and tells the listener of what has stood still for too long. */
    public void check() {
        Map<Record, Sighting> before = sightings;
        sightings = new HashMap<>();
        long now = domain.configuration().clock().getAsLong();
        DomainReport report = domain.report();
        for (PortReport port : report.ports()) {
            if (port.held() > 0 && !port.waits()) {
                Record still = new StillPort(port.id(), moves(port.id()));
                see(still, before, now, nanos -> new Alert.PortStuck(port, nanos, report));
            }
        }
        for (StalledFlow flow : report.stalledFlows()) {
            Record still = new StillHead(flow.queue(), flow.flow(), flow.sequenceNumber());
            see(still, before, now, nanos -> new Alert.HeadUnfinished(flow, nanos, report));
        }
    }

    private long moves(int port) {
        long sum = 0;
        for (PortCounter counter : MOVES) {
            sum += domain.counter(port, counter);
        }
        return sum;
    }

    private void see(Record still, Map<Record, Sighting> before, long now, LongFunction<Alert> alert) {
        Sighting seen = before.getOrDefault(still, new Sighting(now, false));
        boolean isDue = !seen.told && now - seen.since >= limitNanos;
        sightings.put(still, new Sighting(seen.since, seen.told || isDue));
        if (isDue) {
            tell(alert.apply(now - seen.since));
        }
    }

    private void tell(Alert alert) {
        try {
            listener.alerted(alert);
        } catch (Throwable failure) {
            Thread thread = Thread.currentThread();
            try {
                thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
            } catch (Throwable ignored) {
                // As the JVM does with what a handler throws.
            }
        }
    }

    private record StillPort(int port, long moves) {}

    private record StillHead(int queue, int flow, long sequenceNumber) {}

    private record Sighting(long since, boolean told) {}
}
