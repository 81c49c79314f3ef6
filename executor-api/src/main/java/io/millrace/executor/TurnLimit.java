package io.millrace.executor;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many tasks a worker runs in one turn: as many as take {@link #BUDGET_NANOS}, and {@link #MOST} at most, so that
 * the turn costs little beside them, and whatever else waits for this worker does not wait long.
 *
 * <p>The clock is looked at when the number of tasks has doubled. So a turn runs at most as many again as it had run
 * within its time, and one alone if that is longer.
 */
final class TurnLimit {

    static final int MOST = 32;

    static final long BUDGET_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final LongSupplier clock;
    private long begun;

    /** A limit by a clock that tells nanoseconds. */
    TurnLimit(LongSupplier clock) {
        this.clock = clock;
    }

    /** Returns whether one task more may run after so many. Asked before each task of a turn. */
    boolean allows(int ran) {
        if (ran == 0) {
            begun = clock.getAsLong();
            return true;
        }
        return ran < MOST && (!hasDoubled(ran) || clock.getAsLong() - begun < BUDGET_NANOS);
    }

    private static boolean hasDoubled(int ran) {
        return (ran & ran - 1) == 0;
    }
}
