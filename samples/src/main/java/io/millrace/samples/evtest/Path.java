package io.millrace.samples.evtest;

import io.millrace.core.SchedulingType;
import java.util.Arrays;
import java.util.List;

/** The steps of an entry, and what may be asked of its arrival at each. */
final class Path {
    private final Step[] steps;
    private final boolean[] ordered;

    /**
     * One step.
     *
     * @param queue the queue it leads to
     * @param type how the entry is scheduled there
     */
    record Step(int queue, SchedulingType type) {}

    Path(List<Step> steps) {
        this.steps = steps.toArray(Step[]::new);
        ordered = new boolean[this.steps.length];
        boolean kept = true;
        for (int step = 0; step < ordered.length; step++) {
            SchedulingType type = type(step);
            ordered[step] = kept && (type == SchedulingType.ATOMIC || type == SchedulingType.DIRECTED);
            kept &= type != SchedulingType.UNORDERED;
        }
    }

    int length() {
        return steps.length;
    }

    int queue(int step) {
        return steps[step].queue();
    }

    SchedulingType type(int step) {
        return steps[step].type();
    }

    boolean isLast(int step) {
        return step == steps.length - 1;
    }

    /**
     * Whether the entries of one producer and flow arrive one after the other and in order: the queue serialises them, and every step before has kept or
     * restored the order.
     */
    boolean isOrdered(int step) {
        return ordered[step];
    }

    /** Whether it is the sender who appends the entry. From an ordered queue it is whoever lets it leave. */
    boolean isAppendedBySender(int step) {
        return step == 0 || type(step - 1) != SchedulingType.ORDERED;
    }

    @Override
    public String toString() {
        return Arrays.toString(steps);
    }
}
