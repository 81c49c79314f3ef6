package io.millrace.benchmarks.measure;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** Work of a given length that the compiler cannot leave out. */
public final class Work {

    private static final int CALIBRATION_TOKENS = 100_000;

    /** On a busy machine the compiler may be late. What was measured before it is done would make the work too short. */
    private static final long CALIBRATION_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** What items take in turn, in units of JMH's black hole. */
    private final long[] tokens;

    private Work(long... tokens) {
        this.tokens = tokens;
    }

    /** Returns the work of a body. */
    public static Work of(Body body) {
        return new Work(body.nanos()
                .map(nanos -> Math.max(1, nanos * CALIBRATION_TOKENS / Calibration.NANOS))
                .toArray());
    }

    /** Made once, so that all arms of a process have the same work; of many trials the fastest counts, since others may want the core too. */
    private static final class Calibration {

        static final long NANOS = fastest();

        private static long fastest() {
            long fastest = Long.MAX_VALUE;
            long first = System.nanoTime();
            long begin = first;
            while (begin - first < CALIBRATION_NANOS) {
                Blackhole.consumeCPU(CALIBRATION_TOKENS);
                long end = System.nanoTime();
                fastest = Math.min(fastest, end - begin);
                begin = end;
            }
            return fastest;
        }
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
