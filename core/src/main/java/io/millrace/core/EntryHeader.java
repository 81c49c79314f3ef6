package io.millrace.core;

/**
 * The addressing part of an entry, packed into one {@code long} so that the data path neither allocates nor copies field by field.
 *
 * <table>
 * <caption>Layout, from the lowest bit</caption>
 * <tr><th>Bits</th><th>Field</th><th>Range</th></tr>
 * <tr><td>0 to 31</td><td>flow id</td><td>0 to {@link Integer#MAX_VALUE}; what atomicity and order are about, carried untouched by the other types</td></tr>
 * <tr><td>32 to 43</td><td>queue</td><td>0 to {@value #MAX_QUEUE}</td></tr>
 * <tr><td>44 to 46</td><td>priority</td><td>see {@link EntryPriority}</td></tr>
 * <tr><td>47 to 54</td><td>stage</td><td>0 to {@value #MAX_STAGE}; a mark for the user, carried untouched</td></tr>
 * </table>
 *
 * <p>The factories and withers check their arguments; reading a field does not.
 */
public final class EntryHeader {

    /** The greatest queue number. */
    public static final int MAX_QUEUE = (1 << 12) - 1;

    /** The greatest stage. */
    public static final int MAX_STAGE = (1 << 8) - 1;

    private static final int QUEUE_SHIFT = 32;
    private static final int PRIORITY_SHIFT = 44;
    private static final int STAGE_SHIFT = 47;
    private static final long FLOW_MASK = 0xFFFF_FFFFL;

    private EntryHeader() {}

    /**
     * Returns the header of an entry of normal priority and stage 0.
     *
     * @throws IllegalArgumentException if {@code queue} or {@code flow} is out of range
     */
    public static long of(int queue, int flow) {
        require("queue", queue, MAX_QUEUE);
        require("flow", flow, Integer.MAX_VALUE);
        return (long) EntryPriority.NORMAL << PRIORITY_SHIFT | (long) queue << QUEUE_SHIFT | flow;
    }

    /**
     * Returns {@code header} with another priority.
     *
     * @throws IllegalArgumentException if {@code priority} is out of range
     */
    public static long withPriority(long header, int priority) {
        require("priority", priority, EntryPriority.LOWEST);
        return (header & ~((long) EntryPriority.LOWEST << PRIORITY_SHIFT)) | (long) priority << PRIORITY_SHIFT;
    }

    /**
     * Returns {@code header} with another stage.
     *
     * @throws IllegalArgumentException if {@code stage} is out of range
     */
    public static long withStage(long header, int stage) {
        require("stage", stage, MAX_STAGE);
        return (header & ~((long) MAX_STAGE << STAGE_SHIFT)) | (long) stage << STAGE_SHIFT;
    }

    /** Returns the queue. */
    public static int queue(long header) {
        return (int) (header >>> QUEUE_SHIFT) & MAX_QUEUE;
    }

    /** Returns the flow id. */
    public static int flow(long header) {
        return (int) (header & FLOW_MASK);
    }

    /** Returns the priority. */
    public static int priority(long header) {
        return (int) (header >>> PRIORITY_SHIFT) & EntryPriority.LOWEST;
    }

    /** Returns the stage. */
    public static int stage(long header) {
        return (int) (header >>> STAGE_SHIFT) & MAX_STAGE;
    }

    private static void require(String field, int value, int maximum) {
        if (value < 0 || value > maximum) {
            throw new IllegalArgumentException(
                    "entry field out of range: field=" + field + ", value=" + value + ", limit=" + maximum);
        }
    }
}
