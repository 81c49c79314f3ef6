package io.millrace.benchmarks.scale;

import io.millrace.benchmarks.measure.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What it costs to change a word, in nanoseconds.
 *
 * @param local of a cache line that this core has changed last
 * @param transfer of one that another core has, which includes its transfer
 */
public record LineCosts(double local, double transfer) {

    private static final int LINES = 128;

    private static final int WARM_UP_TURNS = 3000;
    private static final int TURNS = 500;
    private static final int PAIRS = 9;

    /** Longs of two cache lines, since some processors fetch two at a time. */
    private static final int STRIDE = 16;

    /** Prime to the number of lines, so that all are met, and far enough that nothing is fetched ahead. */
    private static final int LEAP = 37;

    private static final long COUNT = 1L << Integer.SIZE;

    /** Long enough not to yield to a thread that runs: two that yield may share a core from then on. With one core they do. */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() == 1 ? 1 : 10_000;

    /**
     * Measures with two threads that take turns to change the same lines, twice each. Where the next line is stands in the one before, so that no transfer
     * overlaps another: what is measured is the most that a transfer costs. Two threads that happen to share a core transfer nothing, so of several pairs of
     * threads the one counts that shows the most; the first is there for the compiler.
     */
    public static LineCosts measure() throws InterruptedException {
        measurePair(WARM_UP_TURNS);
        LineCosts most = measurePair(TURNS);
        for (int pair = 1; pair < PAIRS; pair++) {
            LineCosts next = measurePair(TURNS);
            most = new LineCosts(Math.min(most.local, next.local), Math.max(most.transfer, next.transfer));
        }
        return most;
    }

    private static LineCosts measurePair(int turns) throws InterruptedException {
        AtomicLongArray lines = new AtomicLongArray(LINES * STRIDE);
        for (int line = 0; line < LINES; line++) {
            lines.set(line * STRIDE, (line + LEAP) % LINES);
        }
        AtomicInteger turn = new AtomicInteger();
        Thread other = new Thread(() -> takeTurns(lines, turn, 1, turns, new ArrayList<>(), new ArrayList<>()));
        other.start();
        List<Double> transfers = new ArrayList<>();
        List<Double> locals = new ArrayList<>();
        takeTurns(lines, turn, 0, turns, transfers, locals);
        other.join();
        return new LineCosts(Median.of(locals), Median.of(transfers));
    }

    private static void takeTurns(
            AtomicLongArray lines, AtomicInteger turn, int me, int turns, List<Double> first, List<Double> second) {
        for (int due = me; due < 2 * turns; due += 2) {
            for (int spins = 1; turn.get() != due; spins++) {
                if (spins % SPINS == 0) {
                    // The other may need this core.
                    Thread.yield();
                } else {
                    Thread.onSpinWait();
                }
            }
            first.add(walk(lines));
            second.add(walk(lines));
            turn.set(due + 1);
        }
    }

    private static double walk(AtomicLongArray lines) {
        long begin = System.nanoTime();
        int at = 0;
        for (int step = 0; step < LINES; step++) {
            at = (int) lines.getAndAdd(at * STRIDE, COUNT);
        }
        return (double) (System.nanoTime() - begin) / LINES;
    }
}
