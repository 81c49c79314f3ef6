package io.millrace.executor;

import java.time.Duration;
import java.util.concurrent.ExecutorService;

/**
 * A view whose tasks run in a thread of the user's, whenever that drives it: the loop of a game or of a window, one that waits in a selector, a thread
 * that owns a native handle, a test. Made by {@link MillraceExecutor#driven(String)}.
 *
 * <dl>
 *   <dt>Lifecycle
 *   <dd>The executor keeps the view until that has terminated, so shut it down when it is of no use any more. What it has accepted
 *       is work of the executor like any other: after {@code shutdown} it is run as it is driven, and neither the view nor the executor terminates before.
 * If no thread
 *       will drive any more, {@code shutdownNow} of one of the two returns what has not started. It interrupts the task that runs, and lets the thread go.
 *   <dt>Threading
 *   <dd>Any thread may submit, and any may drive, one at a time, and not always the same. A second one is refused with {@link
 *       IllegalStateException}, and so is a task of the view that drives it. A task counts as one of the executor, see {@link
 *       MillraceExecutor#isWorkerThread()}.
 *   <dt>Ordering
 *   <dd>One task at a time, those of one submitter in the order of submission.
 *   <dt>Backpressure
 *   <dd>What waits has a place within the {@linkplain MillraceExecutorBuilder#queueLimit limit} of the executor until it has run. Where a policy has the
 * submitter run
 *       the task, it waits for room instead, as with a {@linkplain MillraceExecutor#directed() directed} view. Room that only the driving thread can make
 * it must not       wait for; its tasks do not, they go above the limit.
 *   <dt>Memory consistency effects
 *   <dd>As for {@link ExecutorService}; and what one task does happens before the next one, whoever drives.
 *   <dt>Failure
 *   <dd>What a task thrown in by {@code execute} throws goes to the uncaught exception handler of the driving thread, and driving goes on. An interrupt of the
 *       driving thread stays its own: tasks start without it, and get it only if it comes while they run. One that comes from {@code cancel(true)} or {@code
 *       shutdownNow} ends with the task.
 *   <dt>Waiting
 *   <dd>A task may wait for tasks of the executor, and blocks the thread meanwhile; not for a later one of its own view. {@code awaitTermination}
 *       and {@code close} in the driving thread wait for what only it can do: {@link #driveUntilShutdown()} comes first.
 * </dl>
 */
public interface DrivenExecutor extends ExecutorService {

    /**
     * Runs what waits, and does not wait: no more tasks than there were at the call, so that one that submits itself again does
     * not keep the thread.
     *
     * @return how many were run, those included that came too late to start
     * @throws IllegalStateException if a thread drives already; the message names both
     */
    int drive();

    /**
     * Runs what waits, as {@link #drive()} does, but no more than so many tasks.
     *
     * @throws IllegalArgumentException if {@code limit} is not positive
     * @throws IllegalStateException if a thread drives already; the message names both
     */
    int drive(int limit);

    /**
     * Waits for a task, parked, and runs it.
     *
     * @return false if none has come in that time, or none will come any more
     * @throws IllegalArgumentException if the time is negative
     * @throws IllegalStateException if a thread drives already; the message names both
     * @throws InterruptedException if the thread is interrupted before a task begins; no task was taken
     */
    boolean driveNext(Duration atMost) throws InterruptedException;

    /**
     * Runs tasks as they come, until the view or the executor has been shut down and all that it had accepted has run.
     *
     * @throws IllegalStateException if a thread drives already; the message names both
     * @throws InterruptedException if the thread is interrupted between two tasks; those that wait can be driven later
     */
    void driveUntilShutdown() throws InterruptedException;
}
