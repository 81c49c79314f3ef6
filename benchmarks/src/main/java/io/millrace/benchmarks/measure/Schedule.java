package io.millrace.benchmarks.measure;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The times at which tasks are to be handed in, in nanoseconds from the beginning, fixed beforehand. */
public final class Schedule {

    private final long[] nanos;

    private Schedule(long[] nanos) {
        this.nanos = nanos;
    }

    /** Independent arrivals at a mean rate; at least one. */
    public static Schedule poisson(double perSecond, long durationNanos, long seed) {
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
    public static Schedule bursts(int size, long everyNanos, long durationNanos) {
        long[] nanos = new long[size * (int) Math.max(1, durationNanos / everyNanos)];
        Arrays.setAll(nanos, task -> task / size * everyNanos);
        return new Schedule(nanos);
    }

    public int length() {
        return nanos.length;
    }

    public long nanosOf(int task) {
        return nanos[task];
    }

    public long lastNanos() {
        return nanos[nanos.length - 1];
    }
}
