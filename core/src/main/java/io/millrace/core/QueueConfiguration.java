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
 */
public record QueueConfiguration(String name, SchedulingType type, int flowLimit, int reorderWindow) {

    /** Checks for null; the device checks the figures. */
    public QueueConfiguration {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** Returns an unordered queue. */
    public static QueueConfiguration unordered(String name) {
        return new QueueConfiguration(name, SchedulingType.UNORDERED, 1, 0);
    }

    /** Returns an atomic queue of {@code flowLimit} flows. */
    public static QueueConfiguration atomic(String name, int flowLimit) {
        return new QueueConfiguration(name, SchedulingType.ATOMIC, flowLimit, 0);
    }

    /** Returns an ordered queue of {@code flowLimit} flows, each with a window of {@code reorderWindow} entries. */
    public static QueueConfiguration ordered(String name, int flowLimit, int reorderWindow) {
        return new QueueConfiguration(name, SchedulingType.ORDERED, flowLimit, reorderWindow);
    }

    /** Returns a directed queue. */
    public static QueueConfiguration directed(String name) {
        return new QueueConfiguration(name, SchedulingType.DIRECTED, 1, 0);
    }
}
