package io.millrace.benchmarks.measure;

import org.openjdk.jmh.infra.Blackhole;

/** Work of a given length that the compiler cannot leave out. */
public final class Work {

    private static final int CALIBRATION_TOKENS = 100_000;
    private static final int CALIBRATION_ROUNDS = 50;

    /** What items take in turn, in units of JMH's black hole. */
    private final long[] tokens;

    private Work(long... tokens) {
        this.tokens = tokens;
    }

    /** Returns the work of a body; of many trials the fastest counts, since others may want the core too. */
    public static Work of(Body body) {
        if (body == Body.NONE) {
            return new Work();
        }
        long fastest = Long.MAX_VALUE;
        for (int round = 0; round < CALIBRATION_ROUNDS; round++) {
            long begin = System.nanoTime();
            Blackhole.consumeCPU(CALIBRATION_TOKENS);
            fastest = Math.min(fastest, System.nanoTime() - begin);
        }
        long nanosOfCalibration = fastest;
        return new Work(body.nanos()
                .map(nanos -> Math.max(1, nanos * CALIBRATION_TOKENS / nanosOfCalibration))
                .toArray());
    }

    /** Does the work and returns what it was given. */
    public Long on(Long item) {
        spend(item);
        return item;
    }

    /** Does the work on the item of a number, which tells how long it takes. */
    public void spend(long item) {
        if (tokens.length > 0) {
            Blackhole.consumeCPU(tokens[(int) (item % tokens.length)]);
        }
    }
}
