package io.millrace.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The times at which tasks are to be handed in, in nanoseconds from the beginning, fixed beforehand. */
final class Schedule {

    private final long[] nanos;

    private Schedule(long[] nanos) {
        this.nanos = nanos;
    }

    /** Independent arrivals at a mean rate; at least one. */
    static Schedule poisson(double perSecond, long durationNanos, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long[] nanos = new long[Math.max(1, (int) (durationNanos / gapNanos))];
        double at = 0;
        for (int i = 0; i < nanos.length; i++) {
            at -= Math.log1p(-random.nextDouble()) * gapNanos;
            nanos[i] = (long) at;
        }
        return new Schedule(nanos);
    }

    /** So many at once, again and again; at least once. */
    static Schedule bursts(int size, long everyNanos, long durationNanos) {
        long[] nanos = new long[size * (int) Math.max(1, durationNanos / everyNanos)];
        Arrays.setAll(nanos, task -> task / size * everyNanos);
        return new Schedule(nanos);
    }

    int length() {
        return nanos.length;
    }

    long nanosOf(int task) {
        return nanos[task];
    }

    long lastNanos() {
        return nanos[nanos.length - 1];
    }
}
