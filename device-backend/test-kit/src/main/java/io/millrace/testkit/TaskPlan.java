package io.millrace.testkit;

import java.util.Objects;

/**
 * What a task of a generated workload is to do.
 *
 * @param id its place in the workload, from 0 on
 * @param key which key it has, of few
 * @param series which series it belongs to, of few
 * @param costNanos how long it takes
 * @param outcome how it ends
 */
public record TaskPlan(int id, int key, int series, long costNanos, Outcome outcome) {

    /** How a task ends. */
    public enum Outcome {
        /** It returns. */
        SUCCEEDS,
        /** It throws. */
        THROWS,
        /** It returns with its thread interrupted. */
        INTERRUPTS_ITSELF,
        /** Whoever submits it cancels it, whether it has begun or not. */
        IS_CANCELLED
    }

    /** Checks what it is made of. */
    public TaskPlan {
        Objects.requireNonNull(outcome, "outcome");
        if (id < 0 || key < 0 || series < 0 || costNanos < 0) {
            throw new IllegalArgumentException(
                    "number below 0: id=" + id + ", key=" + key + ", series=" + series + ", costNanos=" + costNanos);
        }
    }

    /** Returns one like this at another place. */
    TaskPlan at(int place) {
        return new TaskPlan(place, key, series, costNanos, outcome);
    }
}
