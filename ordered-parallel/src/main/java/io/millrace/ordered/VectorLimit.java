package io.millrace.ordered;

import java.util.concurrent.TimeUnit;

/**
 * How many items of a series may travel together at present: as many as take {@link #BUDGET_NANOS}, so that what an
 * entry costs is small beside its items, and an item that is done does not wait long for those it travels with.
 *
 * <p>Measured by the workers, read by submitters; a stale value does no harm. It grows to at most the double at a time
 * and falls at once.
 */
final class VectorLimit {

    static final long BUDGET_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final int most;
    private volatile int now = 1;

    VectorLimit(int most) {
        this.most = most;
    }

    int now() {
        return now;
    }

    /** Says how long the parallel part of a vector has taken. */
    void measured(int items, long nanos) {
        long affordable = items * BUDGET_NANOS / Math.max(1, nanos);
        int next = (int) Math.max(1, Math.min(affordable, Math.min(most, 2L * now)));
        if (next != now) {
            now = next;
        }
    }
}
