package io.millrace.benchmarks.measure;

import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the tasks of one producer that are not completed; the same in every arm. When the window is full the producer parks until
 * half of it is free, so that it is not woken for each task.
 */
public final class Window {

    /** Workers look at most this seldom, in tasks of their own, whether they should wake the producer. */
    private static final int MOST_BATCH = 32;

    /** With as many workers, half a window makes one of them look. */
    private static final int MOST_WORKERS = 128;

    private static final long DRAIN_NANOS = 100_000;
    private static final int LIMIT_SECONDS = 60;
    private static final long NOTHING = Long.MAX_VALUE;

    private final int size;
    private final int batch;
    private final Completions completions;
    private final int limitSeconds;

    /** How many tasks must be completed for the producer to go on. */
    private final AtomicLong wanted = new AtomicLong(NOTHING);

    private volatile @Nullable Thread producer;
    private long submitted;
    private long completed;

    /** For tasks that are completed by a few workers. */
    public Window(int size) {
        this(size, Completions.ofWorkers());
    }

    public Window(int size, Completions completions) {
        this(size, completions, LIMIT_SECONDS);
    }

    /** Waits for tasks for no longer than this. */
    Window(int size, Completions completions, int limitSeconds) {
        this.size = size;
        this.completions = completions;
        this.limitSeconds = limitSeconds;
        batch = Math.max(1, Math.min(MOST_BATCH, size / 2 / MOST_WORKERS));
    }

    /**
     * Waits for room for one more task. Called by the producer.
     *
     * @return the number of the task, from 0 on
     * @throws IllegalStateException if there is no room for too long, since tasks were lost
     */
    public long enter() {
        if (submitted - completed == size) {
            completed = completions.count();
            if (submitted - completed == size) {
                awaitHalf();
            }
        }
        return submitted++;
    }

    /** A worker comes to look: the other half is still to be completed when the wish is fulfilled, or each of a small window looks. */
    private void awaitHalf() {
        long goal = submitted - size / 2;
        producer = Thread.currentThread();
        wanted.set(goal);
        awaitCount(goal, TimeUnit.SECONDS.toNanos(limitSeconds));
        wanted.set(NOTHING);
        completed = completions.count();
    }

    private void awaitCount(long goal, long lookNanos) {
        long begin = System.nanoTime();
        while (completions.count() < goal) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(limitSeconds)) {
                throw new IllegalStateException("tasks not completed within " + limitSeconds + " s: expected=" + goal
                        + ", came=" + completions.count());
            }
            LockSupport.parkNanos(this, lookNanos);
        }
    }

    /** Says that a task is completed whose number does not matter. Called by workers. */
    public void completed() {
        completed(0);
    }

    /** Says that the task of a number is completed. Called by workers. */
    public void completed(long number) {
        if (completions.add(number) % batch == 0) {
            // Either this thread sees the wish, or the producer sees the count before it parks.
            VarHandle.fullFence();
            long goal = wanted.get();
            // Only one worker wakes the producer, and never for a wish that has been fulfilled.
            if (goal != NOTHING && completions.count() >= goal && wanted.compareAndSet(goal, NOTHING)) {
                LockSupport.unpark(producer);
            }
        }
    }

    /**
     * Waits until all tasks are completed. Called by the producer.
     *
     * @throws IllegalStateException if they do not come in time, or more come
     */
    public void drain() {
        awaitCount(submitted, DRAIN_NANOS);
        completed = completions.count();
        if (completed != submitted) {
            throw new IllegalStateException("tasks repeated: expected=" + submitted + ", came=" + completed);
        }
    }

    /**
     * Makes sure, behind a {@link #drain}, that each task was completed once. Called by the producer.
     *
     * @throws IllegalStateException if one came in the place of another
     */
    public void requireEachOnce() {
        long expected = submitted * (submitted - 1) / 2;
        long came = completions.numbers();
        if (came != expected) {
            throw new IllegalStateException(
                    "tasks repeated and others lost: expected numbers that add up to " + expected + ", found " + came);
        }
    }
}
