package io.millrace.benchmarks.measure;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts completed tasks, and adds up their numbers, which tells whether each was completed once. A counter that all threads share would
 * cost more than many a task, so each worker has a cache line of its own.
 */
public final class Completions {

    /** How many lines threads share that are no workers. */
    private static final int SHARED_LINES = 8;

    private static final int MOST_WORKERS = 256;
    private static final int STRIDE = 16;

    /** Where the sum of the numbers stands, behind the count. */
    private static final int NUMBERS = 1;

    private final boolean isShared;
    private final AtomicLongArray counts;
    private final AtomicInteger lines;
    private final ThreadLocal<Integer> ofThisWorker;

    private Completions(boolean isShared, int mostLines, int lines) {
        this.isShared = isShared;
        this.counts = new AtomicLongArray(mostLines * STRIDE);
        this.lines = new AtomicInteger(lines);
        this.ofThisWorker = ThreadLocal.withInitial(() -> this.lines.getAndIncrement() * STRIDE);
    }

    /** Returns a count for tasks of a few threads. */
    public static Completions ofWorkers() {
        return new Completions(false, MOST_WORKERS, 0);
    }

    /** Returns a count for tasks that have a thread each. A line is then chosen by the number of the task. */
    public static Completions ofThreads() {
        return new Completions(true, SHARED_LINES, SHARED_LINES);
    }

    /** Counts the task of a number and returns the count in the same line. */
    long add(long number) {
        if (isShared) {
            int line = (int) (number % SHARED_LINES) * STRIDE;
            counts.getAndAdd(line + NUMBERS, number);
            return counts.incrementAndGet(line);
        }
        int line = ofThisWorker.get();
        counts.setPlain(line + NUMBERS, counts.getPlain(line + NUMBERS) + number);
        long count = counts.getPlain(line) + 1;
        // Pairs with the read in count: who has seen the count sees the sum and what the task has written.
        counts.setRelease(line, count);
        return count;
    }

    /** Returns how many tasks are completed. */
    long count() {
        long sum = 0;
        for (int line = lines.get() - 1; line >= 0; line--) {
            sum += counts.getAcquire(line * STRIDE);
        }
        return sum;
    }

    /** Returns the sum of the numbers of tasks, those at least that were counted when {@link #count} was called before. */
    long numbers() {
        long sum = 0;
        for (int line = lines.get() - 1; line >= 0; line--) {
            sum += counts.getPlain(line * STRIDE + NUMBERS);
        }
        return sum;
    }
}
