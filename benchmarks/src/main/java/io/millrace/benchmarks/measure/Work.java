package io.millrace.benchmarks.measure;

import org.openjdk.jmh.infra.Blackhole;

/** Work of a given length that the compiler cannot leave out. */
public final class Work {

    private static final int CALIBRATION_TOKENS = 100_000;
    private static final int CALIBRATION_ROUNDS = 50;
    private static final int RARE = 100;

    private final long usualTokens;
    private final long rareTokens;

    private Work(long usualTokens, long rareTokens) {
        this.usualTokens = usualTokens;
        this.rareTokens = rareTokens;
    }

    /** Returns the work of a body; of many trials the fastest counts, since others may want the core too. */
    public static Work of(Body body) {
        if (body == Body.NONE) {
            return new Work(0, 0);
        }
        long fastest = Long.MAX_VALUE;
        for (int round = 0; round < CALIBRATION_ROUNDS; round++) {
            long begin = System.nanoTime();
            Blackhole.consumeCPU(CALIBRATION_TOKENS);
            fastest = Math.min(fastest, System.nanoTime() - begin);
        }
        return new Work(tokens(body.usualNanos(), fastest), tokens(body.rareNanos(), fastest));
    }

    private static long tokens(long nanos, long nanosOfCalibration) {
        return Math.max(1, nanos * CALIBRATION_TOKENS / nanosOfCalibration);
    }

    /** Does the work and returns what it was given. */
    public Long on(Long item) {
        spend(item);
        return item;
    }

    /** Does the work on the item of a number, which tells the rare ones. */
    public void spend(long item) {
        long tokens = item % RARE == RARE - 1 ? rareTokens : usualTokens;
        if (tokens > 0) {
            Blackhole.consumeCPU(tokens);
        }
    }
}
