package io.millrace.device.monitor;

import java.util.concurrent.locks.LockSupport;

/** Work of so many nanoseconds of processor time, for measuring. */
final class Spinning implements Runnable {

    private static final long STEPS = 100_000;

    private final long steps;
    private volatile long sink;

    Spinning(long nanos) {
        steps = nanos * STEPS / best();
    }

    @Override
    public void run() {
        spin(steps);
    }

    private void spin(long times) {
        long state = times;
        for (long i = 0; i < times; i++) {
            state = state * 0x5851_F42D_4C95_7F2DL + 1;
        }
        if (state == 42) {
            sink = state;
        }
    }

    /** Returns the nanoseconds of {@link #STEPS} where nobody takes the core away: the best of many. */
    private long best() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 300; i++) {
            long start = System.nanoTime();
            spin(STEPS);
            best = Math.min(best, System.nanoTime() - start);
            LockSupport.parkNanos(1000);
        }
        return best;
    }
}
