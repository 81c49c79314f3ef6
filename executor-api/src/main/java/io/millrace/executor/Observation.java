package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/**
 * What a builder has collected about what comes along with tasks and what is told of them.
 *
 * @param slowWaitNanos how long a task may wait until the flight recorder is told; {@link Bound#UNTIMED} for any time
 */
record Observation(@Nullable TaskContext context, long slowWaitNanos) {

    /** Returns what is to be done at each submission. */
    Capture capture(String executor) {
        if (slowWaitNanos == Bound.UNTIMED) {
            return context == null ? Capture.NONE : new Capture(context, context);
        }
        TaskContext wait = FlightLog.slowWaits(executor, slowWaitNanos);
        return new Capture(context == null ? wait : wait.and(context), context);
    }
}
