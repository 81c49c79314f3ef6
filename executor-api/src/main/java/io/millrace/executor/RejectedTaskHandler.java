package io.millrace.executor;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Decides what becomes of a task for which an executor has no room, or that comes after its shutdown. The calls of this
 * interface are the usual answers; one that is written by hand settles the {@link RejectedTask} in one of its ways.
 *
 * <dl>
 *   <dt>Threading
 *   <dd>Called by the thread that submits, before {@code execute} or {@code submit} returns.
 *   <dt>Failure
 *   <dd>What it throws the submitter gets. A task that it has not settled when it returns or throws is discarded.
 * </dl>
 */
@FunctionalInterface
public interface RejectedTaskHandler {

    /** Settles a task. */
    void rejected(RejectedTask task);

    /**
     * Throws {@link java.util.concurrent.RejectedExecutionException}, which names the limit and how many tasks there are.
     * What an executor does unless another handler is chosen.
     */
    static RejectedTaskHandler abort() {
        return RejectedTask::abort;
    }

    /** Has the submitter run the task, see {@link RejectedTask#runHere()}; after shutdown discards it. */
    static RejectedTaskHandler callerRuns() {
        return RejectedTask::runHere;
    }

    /** Drops the task and cancels its future. */
    static RejectedTaskHandler discard() {
        return RejectedTask::discard;
    }

    /** Drops the task that waits longest, see {@link RejectedTask#discardOldest()}; after shutdown the new one. */
    static RejectedTaskHandler discardOldest() {
        return RejectedTask::discardOldest;
    }

    /** Has the submitter wait until there is room, see {@link RejectedTask#await()}. */
    static RejectedTaskHandler waiting() {
        return RejectedTask::await;
    }

    /**
     * Has the submitter wait until there is room, and throws {@link java.util.concurrent.RejectedExecutionException}, which says for
     * how long it has waited, if there is none in time.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    static RejectedTaskHandler waiting(Duration atMost) {
        RejectedTask.nanos(atMost);
        return task -> {
            if (!task.await(atMost)) {
                task.abortAfter(atMost);
            }
        };
    }

    /** Hands the task to another executor, after shutdown too. Then it has none of the promises of a view. */
    static RejectedTaskHandler fallback(Executor other) {
        Objects.requireNonNull(other, "other");
        return task -> task.handTo(other);
    }
}
