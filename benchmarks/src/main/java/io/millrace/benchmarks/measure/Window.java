package io.millrace.benchmarks.measure;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the tasks of one producer that are not completed; the same in every arm. When the window is full the producer parks until
 * half of it is free, so that it is not woken for each task.
 */
public final class Window {

    /** A worker looks whether it should wake the producer after so many of its tasks. */
    private static final int BATCH = 32;

    private static final long DRAIN_NANOS = 100_000;
    private static final long NOTHING = Long.MAX_VALUE;

    private final int size;
    private final Completions completions = new Completions();

    /** How many tasks must be completed for the producer to go on. */
    private final AtomicLong wanted = new AtomicLong(NOTHING);

    private volatile @Nullable Thread producer;
    private long submitted;
    private long completed;

    public Window(int size) {
        this.size = size;
    }

    /** Waits for room for one more task. Called by the producer. */
    public void enter() {
        if (submitted - completed == size) {
            completed = completions.sum();
            if (submitted - completed == size) {
                awaitHalf();
            }
        }
        submitted++;
    }

    /** The other half of the window is still to be completed when the wish is fulfilled, so that a worker comes to look. */
    private void awaitHalf() {
        long goal = submitted - size / 2;
        producer = Thread.currentThread();
        wanted.set(goal);
        while (completions.sum() < goal) {
            LockSupport.park(this);
        }
        wanted.set(NOTHING);
        completed = completions.sum();
    }

    /** Says that a task is completed. Called by workers. */
    public void completed() {
        if (completions.add() % BATCH == 0) {
            long goal = wanted.get();
            // Only one worker wakes the producer, and never for a wish that has been fulfilled.
            if (goal != NOTHING && completions.sum() >= goal && wanted.compareAndSet(goal, NOTHING)) {
                LockSupport.unpark(producer);
            }
        }
    }

    /** Waits until all tasks are completed. Called by the producer. */
    public void drain() {
        while (completions.sum() < submitted) {
            LockSupport.parkNanos(this, DRAIN_NANOS);
        }
        completed = submitted;
    }
}
