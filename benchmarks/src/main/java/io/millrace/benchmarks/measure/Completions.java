package io.millrace.benchmarks.measure;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts completed tasks, each thread in a cache line of its own: a shared counter would cost more than many a task. */
final class Completions {

    private static final int MOST_THREADS = 256;
    private static final int STRIDE = 16;

    private final AtomicLongArray counts = new AtomicLongArray(MOST_THREADS * STRIDE);
    private final AtomicInteger threads = new AtomicInteger();
    private final ThreadLocal<Integer> place = ThreadLocal.withInitial(() -> threads.getAndIncrement() * STRIDE);

    /** Counts one and returns the count of this thread. */
    public long add() {
        int mine = place.get();
        long count = counts.getPlain(mine) + 1;
        // Pairs with the read in sum: who has seen the count sees what the task has written.
        counts.setRelease(mine, count);
        return count;
    }

    /** Returns the count of all threads. */
    public long sum() {
        long sum = 0;
        for (int thread = threads.get() - 1; thread >= 0; thread--) {
            sum += counts.getAcquire(thread * STRIDE);
        }
        return sum;
    }
}
