package io.millrace.benchmarks;

import org.openjdk.jmh.infra.Blackhole;

/** A piece of work of a given length that the compiler cannot leave out. */
final class Work {

    private static final int CALIBRATION_TOKENS = 100_000;
    private static final int CALIBRATION_ROUNDS = 50;

    private final long tokens;

    Work(long tokens) {
        this.tokens = tokens;
    }

    /** Returns work that takes about so long on an idle core; the fastest of many trials counts, since others may want the core too. */
    static Work ofNanos(int nanos) {
        if (nanos == 0) {
            return new Work(0);
        }
        long fastest = Long.MAX_VALUE;
        for (int round = 0; round < CALIBRATION_ROUNDS; round++) {
            long begin = System.nanoTime();
            Blackhole.consumeCPU(CALIBRATION_TOKENS);
            fastest = Math.min(fastest, System.nanoTime() - begin);
        }
        return new Work(Math.max(1, (long) nanos * CALIBRATION_TOKENS / fastest));
    }

    /** Does the work and returns what it was given. */
    Long on(Long item) {
        if (tokens > 0) {
            Blackhole.consumeCPU(tokens);
        }
        return item;
    }
}
