package io.millrace.device.monitor;

import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import org.jspecify.annotations.Nullable;

/** Looks at each entry of a domain as it is handed in, delivered and finished. */
final class Inspection {

    private final Sampling sampling;
    private final Monitor monitor;
    private final CreditAccount credits;
    private final QueueConfiguration[] queues;
    private final SchedulingType[] types;
    private final long[] flowLimits;
    private final WatchedFlows[] flows;

    Inspection(DomainConfiguration configuration, Sampling sampling, Monitor monitor) {
        this.sampling = sampling;
        this.monitor = monitor;
        credits = new CreditAccount(configuration.ports().size());
        queues = configuration.queues().toArray(QueueConfiguration[]::new);
        types = configuration.queues().stream().map(QueueConfiguration::type).toArray(SchedulingType[]::new);
        flowLimits = configuration.queues().stream()
                .mapToLong(queue -> queue.type().hasFlows() ? queue.flowLimit() : Long.MAX_VALUE)
                .toArray();
        flows = configuration.queues().stream().map(WatchedFlows::new).toArray(WatchedFlows[]::new);
    }

    CreditAccount credits() {
        return credits;
    }

    boolean isFull() {
        return sampling.isFull();
    }

    /** Returns whether there is such a queue and flow. */
    boolean exists(long header) {
        int queue = EntryHeader.queue(header);
        return queue < types.length && EntryHeader.flow(header) < flowLimits[queue];
    }

    boolean isOrdered(long header) {
        return types[EntryHeader.queue(header)] == SchedulingType.ORDERED;
    }

    /** Returns whether an entry has another guard than its state against being delivered to two ports at once. */
    boolean isGuarded(long header) {
        SchedulingType type = types[EntryHeader.queue(header)];
        return type == SchedulingType.ATOMIC || type == SchedulingType.DIRECTED;
    }

    /** Returns what the device is to carry for an entry that nobody watches yet. */
    @Nullable
    Object wrap(long number, long header, @Nullable Object payload, long series, long rank) {
        return watches(number, header) ? new Watched(number, payload, false).in(series, rank) : payload;
    }

    /** Returns whether an entry is watched from now on, if it goes there. */
    boolean watches(long number, long header) {
        int queue = EntryHeader.queue(header);
        return queue < types.length && sampling.takes(types[queue].hasFlows() ? EntryHeader.flow(header) : number);
    }

    /**
     * Notes that an entry was delivered to a port, and looks at it. Called by the thread of the port.
     *
     * @param directed the series that have come to the port from directed queues
     */
    void arrived(Watched entry, long header, long place, int port, SeriesTable directed) {
        long holding = Holding.of(port, entry.number);
        int queue = EntryHeader.queue(header);
        entry.header = header;
        entry.fragments = 0;
        if (types[queue] == SchedulingType.ATOMIC) {
            arrivedInFlow(entry, place, port, holding);
        } else if (types[queue] == SchedulingType.DIRECTED && entry.series != Series.NONE) {
            long other = directed.pass(Series.inDirected(entry.series, entry.header), entry.rank, holding);
            if (other != Holding.NOBODY) {
                reportOrder(entry, other, holding, Promise.DIRECTED);
            }
        }
        entry.rank = place;
    }

    private void arrivedInFlow(Watched entry, long place, int port, long holding) {
        WatchedFlow flow = flows[EntryHeader.queue(entry.header)].at(EntryHeader.flow(entry.header));
        long holder = flow.take(port, holding);
        if (holder != Holding.NOBODY) {
            String how = Holding.port(holder) == port
                    ? "atomic flow delivered while an entry is detached"
                    : "atomic flow held by two ports";
            report(Promise.ATOMIC, how, entry.header, holder, holding);
            return;
        }
        entry.flow = flow;
        long later = flow.pass(place, holding);
        if (later != Holding.NOBODY) {
            report(Promise.ATOMIC, "atomic flow delivered out of order", entry.header, later, holding);
        } else if (entry.series != Series.NONE) {
            long other = flow.series().pass(entry.series, entry.rank, holding);
            if (other != Holding.NOBODY) {
                reportOrder(entry, other, holding, Promise.ATOMIC);
            }
        }
    }

    private void reportOrder(Watched entry, long first, long second, Promise ofProducer) {
        long series = entry.series;
        if (Series.isOfFlow(series)) {
            String from = ", from=" + queues[Series.queue(series)].name() + ", originFlow=" + Series.flow(series);
            report(Promise.ORDERED, "ordered flow left out of order", entry.header, from, first, second);
        } else {
            String from = ", producer=" + Series.producer(series);
            report(ofProducer, "entries of one producer overtook each other", entry.header, from, first, second);
        }
    }

    /** Tells of an entry that was delivered before, by its state. */
    void reportDelivery(Watched entry, int before, long header, int port) {
        long first = Holding.of(Math.max(-1, before - Watched.HELD), entry.number);
        report(Promise.EXACTLY_ONCE, wasBefore("delivered", before), header, first, Holding.of(port, entry.number));
    }

    /** Tells of an entry that was taken back by a flush, though it was delivered or taken back before. */
    void reportFlush(Watched entry, int before, long header) {
        long first = Holding.of(Math.max(-1, before - Watched.HELD), entry.number);
        report(Promise.EXACTLY_ONCE, wasBefore("flushed", before), header, first, Holding.of(-1, entry.number));
    }

    private static String wasBefore(String call, int before) {
        return switch (before) {
            case Watched.FINISHED -> "entry " + call + " after its end";
            case Watched.DETACHED -> "entry " + call + " while it is detached";
            default -> call.equals("flushed") ? "entry flushed while it is held" : "entry delivered twice";
        };
    }

    /** Tells of an entry that does not carry what was handed in. */
    void reportStranger(int port, long header, long handle) {
        monitor.report(new OrderViolation(
                Promise.EXACTLY_ONCE,
                "entry delivered that nobody has handed in: queue=" + queues[EntryHeader.queue(header)].name()
                        + ", flow=" + EntryHeader.flow(header) + ", port=" + port + ", handle=" + handle,
                OrderViolation.Entry.NONE,
                OrderViolation.Entry.NONE));
    }

    /** Tells of a handle by which something was finished that the port does not hold. */
    void reportHandle(int port, long handle) {
        monitor.report(new OrderViolation(
                Promise.EXACTLY_ONCE,
                "entry finished that the port does not hold: port=" + port + ", handle=" + handle,
                OrderViolation.Entry.NONE,
                OrderViolation.Entry.NONE));
    }

    private void report(Promise promise, String what, long header, long first, long second) {
        report(promise, what, header, "", first, second);
    }

    private void report(Promise promise, String what, long header, String more, long first, long second) {
        int queue = EntryHeader.queue(header);
        OrderViolation.Entry one = Holding.entry(first);
        OrderViolation.Entry other = Holding.entry(second);
        String where = ": queue=" + queues[queue].name() + ", flow=" + EntryHeader.flow(header) + more;
        monitor.report(new OrderViolation(promise, what + where + ", first=" + one + ", second=" + other, one, other));
    }

    /** Forgets all flows, of which nothing is in flight any more. */
    void reset() {
        for (WatchedFlows each : flows) {
            each.clear();
        }
    }
}
