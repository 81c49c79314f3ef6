package io.millrace.executor;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A task for which an executor has no room, or that comes after its shutdown, until a {@link RejectedTaskHandler} has
 * settled it by one of the calls below.
 *
 * <p><b>Threading.</b> For the thread that submits, and only until the handler returns.
 *
 * <p><b>Waiting.</b> A thread that runs a task of the same executor never waits here, since room might depend on it: where
 * another one would wait, its task comes in above the limit.
 *
 * <p><b>Failure.</b> Each call that settles throws {@link IllegalStateException} if the task is settled already.
 */
public final class RejectedTask {

    private final Bound bound;
    private final Pending pending;
    private final Runnable command;

    /** Why, if that is not for want of room. */
    private final @Nullable RejectedExecutionException late;

    private boolean settled;

    RejectedTask(Bound bound, Pending pending, Runnable command, @Nullable RejectedExecutionException late) {
        this.bound = bound;
        this.pending = pending;
        this.command = command;
        this.late = late;
    }

    /** Returns the task as it was given to {@code execute}; for a task that was submitted, its future. */
    public Runnable task() {
        return command;
    }

    /** Returns whether it is refused because the executor was shut down. */
    public boolean isShutdown() {
        return late != null;
    }

    /**
     * Refuses the task.
     *
     * @throws RejectedExecutionException always
     */
    public void abort() {
        settle();
        bound.countRejected();
        throw late == null ? bound.rejection() : late;
    }

    /** Refuses the task, after having waited for so long. */
    void abortAfter(Duration waited) {
        settle();
        bound.countRejected();
        throw bound.rejectionAfter(nanos(waited));
    }

    /**
     * Runs the task in this thread, and throws what it throws. After shutdown it is discarded.
     *
     * <p>A task of a key takes its place behind the tasks of its key, and this thread runs it when its turn comes, between
     * two others. A task of an ordered view is run at once, and its future completes in its place. A task of a directed
     * view only its worker can run: this waits for room instead, as {@link #await()} does. So hold no lock here that
     * the tasks before it need.
     */
    public void runHere() {
        if (late != null) {
            discard();
        } else if (pending.needsItsWorker()) {
            await();
        } else {
            settle();
            if (pending.mayWaitForWorkers() && bound.isOwnWorker()) {
                bound.enterAnyway(pending, command);
            } else {
                bound.enterHere(pending.forCaller(), command);
            }
        }
    }

    /** Drops the task. Its future, if it has one, is cancelled. */
    public void discard() {
        settle();
        bound.discarded(command);
    }

    /**
     * Drops the task that waits longest where this one would wait, whose future is cancelled, and lets this one in: among
     * plain tasks, those of the same key, or those of the same view. If none waits there, or so many have been
     * dropped from the middle of lines that the memory of it would grow beyond the limit of tasks, this one is dropped. So
     * it is after shutdown.
     */
    public void discardOldest() {
        settle();
        if (late != null) {
            bound.discarded(command);
            return;
        }
        boolean mayEnter = bound.tryTake();
        if (!mayEnter && bound.mayLeaveGap()) {
            Runnable oldest = pending.takeOldestBefore();
            if (oldest != null) {
                bound.discarded(oldest);
                mayEnter = true;
            }
        }
        if (mayEnter) {
            bound.enter(pending, command);
        } else {
            bound.discarded(command);
        }
    }

    /**
     * Waits until there is room, and lets the task in. A thread that waits is woken when half of the limit is free, or else
     * within 10 ms.
     *
     * @throws RejectedExecutionException if the executor is shut down, or the thread is interrupted, and then stays so
     */
    public void await() {
        awaitNanos(Long.MAX_VALUE);
    }

    /**
     * Waits until there is room, and lets the task in; false if there is none in that time, and the task is not settled.
     *
     * @throws RejectedExecutionException if the executor is shut down, or the thread is interrupted, and then stays so
     */
    public boolean await(Duration atMost) {
        return awaitNanos(nanos(atMost));
    }

    private boolean awaitNanos(long nanos) {
        if (late != null) {
            abort();
        }
        requireUnsettled();
        if (bound.isOwnWorker()) {
            settle();
            bound.enterAnyway(pending, command);
            return true;
        }
        boolean place;
        try {
            place = bound.awaitPlace(nanos);
        } catch (RejectedExecutionException rejection) {
            settled = true;
            throw rejection;
        }
        if (place) {
            settle();
            bound.enter(pending, command);
        }
        return place;
    }

    /** Hands the task to another executor. */
    public void handTo(Executor other) {
        Objects.requireNonNull(other, "other");
        settle();
        bound.countRejected();
        other.execute(command);
    }

    boolean isSettled() {
        return settled;
    }

    private void settle() {
        requireUnsettled();
        settled = true;
    }

    private void requireUnsettled() {
        if (settled) {
            throw new IllegalStateException("the task is settled already: task=" + command);
        }
    }

    static long nanos(Duration atMost) {
        Objects.requireNonNull(atMost, "atMost");
        if (atMost.isNegative()) {
            throw new IllegalArgumentException("time to wait is negative: atMost=" + atMost);
        }
        return TimeUnit.NANOSECONDS.convert(atMost);
    }
}
