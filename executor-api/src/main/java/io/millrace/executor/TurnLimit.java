package io.millrace.executor;

import java.util.concurrent.TimeUnit;

/**
 * How many tasks a worker runs in one turn: as many as take {@link #BUDGET_NANOS}, so that the turn costs little beside
 * them, and whatever else waits for this worker does not wait long. Grows to the double at most and falls at once.
 */
final class TurnLimit {

    static final int MOST = 32;

    static final long BUDGET_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private int now = 1;
    private long begun;

    /** Begins a turn. Returns how many tasks it may run. */
    int begin() {
        begun = System.nanoTime();
        return now;
    }

    /** Ends a turn that has run as many as it might. */
    void end() {
        long nanos = System.nanoTime() - begun;
        long affordable = now * BUDGET_NANOS / Math.max(1, nanos);
        now = (int) Math.max(1, Math.min(affordable, Math.min(MOST, 2L * now)));
    }
}
