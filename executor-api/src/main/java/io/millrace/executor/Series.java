package io.millrace.executor;

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

/**
 * A stream of jobs whose parallel parts overlap and whose serial parts follow one another in the order of submission.
 * Two series never wait for each other.
 *
 * <p><b>Lifecycle.</b> Opened by {@link MillraceExecutor#newSeries()}. {@link #close()} lets no more jobs in and
 * returns at once; what was submitted goes on. The number of open series is limited, so one that is no longer needed
 * should be closed. A series ends with its executor.
 *
 * <p><b>Threading.</b> All methods may be called by any thread. The order of submission is that of each thread's calls,
 * interleaved somehow.
 *
 * <p><b>Backpressure.</b> {@link #submit} never waits: what does not fit waits in a backlog of the series. {@link #put}
 * waits while the series is full, and while anything of the executor that was there before it waits for a credit; in
 * tasks of that executor it waits for neither. A series is full when it has as many unfinished jobs as the reorder
 * window holds. So what many series hold together is bounded too, to within the number of submitters.
 *
 * <p><b>Failure.</b> See {@link OrderedJob}.
 */
public final class Series implements AutoCloseable {

    /** The place of a job whose parallel part is run by its submitter in {@link #putOrRun}, before it has one. */
    public static final long NO_PLACE = -1;

    private final SeriesFlow flow;
    private final MillraceExecutor executor;

    Series(SeriesFlow flow, MillraceExecutor executor) {
        this.flow = flow;
        this.executor = executor;
    }

    /**
     * Submits a job.
     *
     * @throws RejectedExecutionException if the series or its executor takes no more, or no worker can be started
     */
    public void submit(OrderedJob job) {
        flow.submit(Objects.requireNonNull(job, "job"));
    }

    /**
     * Submits a job if the series is not full, nothing of the executor waits for a credit, and no submitter runs a job of
     * the series itself, whoever calls it.
     *
     * @return false if there is no room at present
     * @throws RejectedExecutionException if the series or its executor takes no more, or no worker can be started
     */
    public boolean trySubmit(OrderedJob job) {
        return flow.trySubmit(Objects.requireNonNull(job, "job"));
    }

    /**
     * Submits a job after waiting while the series is full, and while anything of the executor that was there before it
     * waits for a credit. In tasks of that executor it waits for neither: the room might depend on that worker. A thread
     * that has found the series full goes on when half of the window is free.
     *
     * @throws RejectedExecutionException if the series or its executor takes no more, or no worker can be started
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was submitted
     */
    public void put(OrderedJob job) throws InterruptedException {
        flow.put(Objects.requireNonNull(job, "job"));
    }

    /**
     * Submits a job as {@link #put} does, but where that would begin to wait for room the calling thread runs the parallel part of the job, and waits
     * only if there is still no room afterwards. So a producer that is faster than the workers works with them. The order is that of the calls, as ever, and no more jobs
     * come in than by {@link #put}. This is what padata of Linux does when nothing is left, and what {@code CallerRunsPolicy} is to an executor.
     *
     * <p>One thread of each executor runs a job in this way or by {@link #invoke} at a time; others wait. Nor does a thread run a job that {@linkplain OrderedJob#makesStops
     * makes stops}, or while the series or the executor is paused, or if it is interrupted. In the calling thread the parallel part finds
     * {@link MillraceExecutor#workerLimit()} as the number of its worker, {@link #NO_PLACE} as its place, and an interrupt of that thread. It must not
     * need a lock that the caller holds for others.
     *
     * @throws RejectedExecutionException if the series or its executor takes no more, or no worker can be started; the parallel part may have run
     * @throws InterruptedException if the thread is interrupted while it waits, and has not run the parallel part; nothing was submitted. Interrupted
     *     later, it submits the job without waiting, and stays interrupted
     */
    public void putOrRun(OrderedJob job) throws InterruptedException {
        flow.putOrRun(Objects.requireNonNull(job, "job"));
    }

    /**
     * Submits a job as {@link #put} does, and waits until it has ended: the way for whoever needs the outcome before it goes
     * on. A job that fails or is {@linkplain OrderedJob#abandoned() abandoned} has ended too; it knows itself.
     *
     * <p>A job that is alone in its series is run by the calling thread, if the last one that was invoked took no more than 50
     * us, and no other thread does the same in this executor: nobody is woken, and the device does not see it. What is
     * submitted to the series meanwhile waits for it, with its parallel part too; so the job
     * must wait for nothing that a thread does after it has submitted to the series. Any other job is run by the workers: so hold
     * no lock that the job takes, which a worker would wait for for ever.
     *
     * <p>In the calling thread the job finds {@link MillraceExecutor#workerLimit()} as the number of its worker, and an
     * interrupt of that thread reaches the job. {@link MillraceExecutor#shutdown()} waits for the job, and {@link
     * MillraceExecutor#shutdownNow()} does not interrupt it.
     *
     * @throws IllegalStateException if the calling thread runs a task or job of this executor, which the job might have to
     *     wait for
     * @throws RejectedExecutionException if the series or its executor takes no more, or no worker can be started
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted. Interrupted
     *     later, it goes on waiting, and stays interrupted
     */
    public void invoke(OrderedJob job) throws InterruptedException {
        Objects.requireNonNull(job, "job");
        flow.awaitRoom();
        invoke(job, () -> {});
    }

    /**
     * Submits a job and waits until it has ended, as {@link #invoke(OrderedJob)} does, but does not wait for room. For who has
     * to know when the job has its place in the order.
     *
     * @param placed called once by the calling thread, as soon as jobs that are submitted come behind this one, and before the
     *     thread runs the job or waits for it; not if this job is rejected. It must not throw
     * @throws IllegalStateException as {@link #invoke(OrderedJob)} does
     * @throws RejectedExecutionException as {@link #invoke(OrderedJob)} does
     */
    public void invoke(OrderedJob job, Runnable placed) {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(placed, "placed");
        if (executor.isWorkerThread()) {
            throw new IllegalStateException(
                    "invoke called by a task or job of the same executor, which it might wait for; call submit there");
        }
        flow.invoke(job, placed);
    }

    /**
     * Waits as {@link #put} does and submits nothing, for who has more to do before it submits without waiting.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void awaitRoom() throws InterruptedException {
        flow.awaitRoom();
    }

    /**
     * Lets jobs wait until {@link #resume}: those that are submitted are taken and wait, {@link #put} and what waits for room like it
     * waits, and {@link #trySubmit} says false. What the device has already goes on. Nothing happens if the series is
     * paused, or the executor was shut down.
     */
    public void pause() {
        flow.pause();
    }

    /** Lets the jobs go on that wait because of {@link #pause}. Shutting down the executor does so too. */
    public void resume() {
        flow.resume();
    }

    /** Returns how many jobs have been submitted and have not ended. */
    public int outstanding() {
        return flow.outstanding();
    }

    /** Lets no more jobs in. */
    @Override
    public void close() {
        flow.close();
    }

    @Override
    public String toString() {
        return executor.name() + "/series-" + flow.id() + "[" + flow + "]";
    }

    SeriesFlow flow() {
        return flow;
    }

    boolean isOf(MillraceExecutor other) {
        return executor == other;
    }
}
