package io.millrace.executor;

/**
 * When a timer is due. Never changed, since what stands in a sorted set must not move: a task that repeats has a new one each time.
 *
 * @param nanos on the clock of {@link Timers}, which begins with the executor at 0 and ends with {@link #LATEST}
 * @param sequence decides among those of one nanosecond, in the order of their scheduling
 */
record Expiry(long nanos, long sequence) implements Comparable<Expiry> {

    /** As good as never: 292 years after the executor was made. */
    static final long LATEST = Long.MAX_VALUE - 1;

    /** Returns the one that is due so much later; a sum that is too large is {@link #LATEST}. */
    Expiry later(long delayNanos) {
        return at(nanos, delayNanos, sequence);
    }

    /** Returns the one that is due so long after a moment, or at it if the delay is negative. */
    static Expiry at(long fromNanos, long delayNanos, long sequence) {
        long sum = fromNanos + Math.max(0, delayNanos);
        return new Expiry(sum < 0 ? LATEST : Math.min(sum, LATEST), sequence);
    }

    @Override
    public int compareTo(Expiry other) {
        int byTime = Long.compare(nanos, other.nanos);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
}
