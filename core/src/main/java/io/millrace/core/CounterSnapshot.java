package io.millrace.core;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * All counters of a domain at about one moment, by name.
 *
 * <p>The names are stable: those of the domain are the labels of {@link DomainCounter}, as {@code new_accepted}; those of a queue and of a port have its number,
 * as {@code queue.0.waiting} and {@code port.3.held}.
 *
 * <p>Nothing resets the counters of a domain, so several readers never disturb each other. Whoever wants to count from now on keeps a snapshot and asks a
 * later one what has happened {@linkplain #since since}.
 */
public final class CounterSnapshot {

    private final Map<String, Long> values;
    private final Set<String> gauges;

    private CounterSnapshot(Map<String, Long> values, Set<String> gauges) {
        this.values = values;
        this.gauges = gauges;
    }

    /** Reads the counters of a domain. */
    public static CounterSnapshot of(SchedulingDomain domain) {
        CounterSnapshot snapshot = new CounterSnapshot(new LinkedHashMap<>(), new HashSet<>());
        for (DomainCounter counter : DomainCounter.values()) {
            snapshot.put(counter.label(), counter.isGauge(), domain.counter(counter));
        }
        DomainReport report = domain.report();
        for (QueueReport queue : report.queues()) {
            for (QueueCounter counter : QueueCounter.values()) {
                snapshot.put("queue." + queue.id() + "." + counter.label(), counter.isGauge(), queue.value(counter));
            }
        }
        for (PortReport port : report.ports()) {
            for (PortCounter counter : PortCounter.values()) {
                long value = domain.counter(port.id(), counter);
                snapshot.put("port." + port.id() + "." + counter.label(), counter.isGauge(), value);
            }
        }
        return snapshot;
    }

    private void put(String name, boolean gauge, long value) {
        values.put(name, value);
        if (gauge) {
            gauges.add(name);
        }
    }

    /** Returns the names of all counters. */
    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    /**
     * Returns the value of a counter.
     *
     * @throws IllegalArgumentException if no counter has the name
     */
    public long value(String name) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no such counter: name=" + name);
        }
        return value;
    }

    /**
     * Returns what has happened between an earlier snapshot and this one. What says how much there is now, such as {@code in_flight}, keeps its value.
     *
     * @throws IllegalArgumentException if the earlier snapshot is that of a domain with other queues or ports
     */
    public CounterSnapshot since(CounterSnapshot earlier) {
        if (!values.keySet().equals(earlier.values.keySet())) {
            throw new IllegalArgumentException(
                    "snapshots of different domains: counters=" + values.size() + ", earlier=" + earlier.values.size());
        }
        CounterSnapshot difference = new CounterSnapshot(new LinkedHashMap<>(), gauges);
        values.forEach((name, value) ->
                difference.values.put(name, gauges.contains(name) ? value : value - earlier.value(name)));
        return difference;
    }
}
