package io.millrace.benchmarks.measure;

import java.lang.invoke.VarHandle;
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
    private static final long NOTHING = Long.MAX_VALUE;

    private final int size;
    private final int batch;
    private final Completions completions = new Completions();

    /** How many tasks must be completed for the producer to go on. */
    private final AtomicLong wanted = new AtomicLong(NOTHING);

    private volatile @Nullable Thread producer;
    private long submitted;
    private long completed;

    public Window(int size) {
        this.size = size;
        batch = Math.max(1, Math.min(MOST_BATCH, size / 2 / MOST_WORKERS));
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

    /** A worker comes to look: the other half is still to be completed when the wish is fulfilled, or each of a small window looks. */
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
        if (completions.add() % batch == 0) {
            // Either this thread sees the wish, or the producer sees the count before it parks.
            VarHandle.fullFence();
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
