package io.millrace.executor;

import java.util.concurrent.TimeUnit;

/**
 * How many jobs of a series may travel together at present: as many as take {@link #BUDGET_NANOS}, so that what an
 * entry costs is small beside its jobs, and a job that is done does not wait long for those it travels with.
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

    /** Returns whether it can rise above 1. */
    boolean isAboveOne() {
        return most > 1;
    }

    int now() {
        return now;
    }

    /** Says how long the parallel parts of a vector have taken. */
    void measured(int jobs, long nanos) {
        long affordable = jobs * BUDGET_NANOS / Math.max(1, nanos);
        int next = (int) Math.max(1, Math.min(affordable, Math.min(most, 2L * now)));
        if (next != now) {
            now = next;
        }
    }
}
