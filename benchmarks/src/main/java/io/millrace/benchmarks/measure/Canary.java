package io.millrace.benchmarks.measure;

/** Work of one thread that knows nothing of what is measured. When its times vary, so does the machine. */
public final class Canary {

    public static final String NAME = "canary";

    private static final int STEPS = 5_000_000;

    private long state = 1;

    /** Steps of a linear congruential generator, each of which needs the one before. */
    public void sing() {
        long last = state;
        for (int step = 0; step < STEPS; step++) {
            last = last * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        }
        state = last;
    }
}
