package io.millrace.core;

import java.util.Objects;

/**
 * The configuration of a queue.
 *
 * @param name what people call it
 * @param type what it promises
 * @param flowLimit how many flow ids it has, 0 to {@code flowLimit - 1}; 1 for the types that have no flows, where the id is only carried along
 * @param reorderWindow for {@link SchedulingType#ORDERED}: how many entries of one flow may lie between its oldest unfinished one and its newest, both
 *     included; 0 for the other types
 * @param deliveryDepth how many entries of this queue one dequeue delivers at most. What is delivered counts as started and cannot be taken back, so a queue
 *     whose entries may run long is best left at 1
 * @param executionCredits how many entries of this queue may be delivered and unfinished at once, detached ones among them; {@link #NO_LIMIT} for as many as
 *     there are. What is beyond waits in the queue and holds up no other queue. An ordered entry that is finished and waits for its turn counts no more: so
 *     a long window and few execution credits go together
 * @param weight how large its share of deliveries is among the queues whose links at a port have the same priority, while all of them have entries: with
 *     weights 1 and 3 the second gets three entries delivered for each one of the first. 1 unless asked for; {@link #MAX_WEIGHT} at most
 */
public record QueueConfiguration(
        String name,
        SchedulingType type,
        int flowLimit,
        int reorderWindow,
        int deliveryDepth,
        int executionCredits,
        int weight) {

    /** No limit but the capacity of the burst. */
    public static final int WHOLE_BURST = Integer.MAX_VALUE;

    /** No limit of entries that are delivered and unfinished. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** The greatest weight. */
    public static final int MAX_WEIGHT = 255;

    /** Checks for null; the device checks the figures. */
    public QueueConfiguration {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** Returns an unordered queue. */
    public static QueueConfiguration unordered(String name) {
        return new QueueConfiguration(name, SchedulingType.UNORDERED, 1, 0, WHOLE_BURST, NO_LIMIT, 1);
    }

    /** Returns an atomic queue of {@code flowLimit} flows. */
    public static QueueConfiguration atomic(String name, int flowLimit) {
        return new QueueConfiguration(name, SchedulingType.ATOMIC, flowLimit, 0, WHOLE_BURST, NO_LIMIT, 1);
    }

    /** Returns an ordered queue of {@code flowLimit} flows, each with a window of {@code reorderWindow} entries. */
    public static QueueConfiguration ordered(String name, int flowLimit, int reorderWindow) {
        return new QueueConfiguration(name, SchedulingType.ORDERED, flowLimit, reorderWindow, WHOLE_BURST, NO_LIMIT, 1);
    }

    /** Returns a directed queue. */
    public static QueueConfiguration directed(String name) {
        return new QueueConfiguration(name, SchedulingType.DIRECTED, 1, 0, WHOLE_BURST, NO_LIMIT, 1);
    }

    /** Returns this configuration with another delivery depth. */
    public QueueConfiguration withDeliveryDepth(int depth) {
        return new QueueConfiguration(name, type, flowLimit, reorderWindow, depth, executionCredits, weight);
    }

    /** Returns this configuration with a limit of entries that are delivered and unfinished. */
    public QueueConfiguration withExecutionCredits(int credits) {
        return new QueueConfiguration(name, type, flowLimit, reorderWindow, deliveryDepth, credits, weight);
    }

    /** Returns this configuration with another weight. */
    public QueueConfiguration withWeight(int share) {
        return new QueueConfiguration(name, type, flowLimit, reorderWindow, deliveryDepth, executionCredits, share);
    }
}
