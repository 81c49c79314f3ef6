package io.millrace.ordered;

import io.millrace.executor.MillraceExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that works on items in parallel and delivers the results in order.
 *
 * <p><b>Lifecycle.</b> {@link #on} collects the parts, {@link PipelineBuilder#start()} starts. {@link #close()} waits
 * until all items have ended; the executor is the user's and stays open.
 *
 * <p><b>Threading.</b> All methods may be called by any thread. {@link #close()} must not be called by a task of the
 * same executor, which it might wait for.
 *
 * <p><b>Ordering.</b> The consumer gets the results of a series one at a time, in the order of submission. Two series
 * never wait for each other, so the consumer may be called for both at once.
 *
 * <p><b>Backpressure.</b> {@code submit} waits while the series is full, and while anything of the executor that was
 * there before it waits for a credit; in tasks of that executor it waits for neither. A series is full when it has as
 * many unfinished items as the reorder window of the executor holds.
 *
 * <p><b>Failure.</b> The first item that fails, in the order of its series, fails the pipeline: later items are
 * skipped, submitting throws, and so does {@link #close()}. An item that is cancelled or late fails nothing.
 *
 * <p><b>Once.</b> Each item that was submitted ends in one of three ways: the consumer gets its result; a stage leaves it out by {@link
 * PipelineBuilder#skipFailed} or {@link PipelineBuilder#deadLetter}; or {@link PipelineBuilder#onLeftOut} is told of it.
 *
 * @param <I> what is submitted
 */
public final class OrderedPipeline<I> implements AutoCloseable {

    private final MillraceExecutor executor;
    private final PipelineWork<I> work;
    private final PipelineProgress progress;
    private final int longestVector;
    private final PipelineSeries<I> usual;
    private boolean released;

    OrderedPipeline(MillraceExecutor executor, PipelineWork<I> work, int longestVector) {
        this.executor = executor;
        this.work = work;
        this.longestVector = longestVector;
        progress = work.progress();
        usual = newSeries();
    }

    /** Returns a builder of a pipeline whose items are worked on by {@code executor}. */
    public static <I> PipelineBuilder<I, I> on(MillraceExecutor executor) {
        return PipelineBuilder.on(executor);
    }

    /**
     * Opens a series besides the one that every pipeline has. The caller closes it.
     *
     * @throws RejectedExecutionException if the executor has too many series open, or has been shut down
     */
    public PipelineSeries<I> newSeries() {
        return new PipelineSeries<>(executor, work, longestVector);
    }

    /**
     * Submits an item to the series that every pipeline has.
     *
     * @throws PipelineException if an item has failed
     * @throws IllegalStateException if the pipeline was closed or aborted
     * @throws RejectedExecutionException if the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted
     */
    public void submit(I item) throws InterruptedException {
        usual.submit(item);
    }

    /**
     * Submits an item to the series that every pipeline has, as {@link #submit(Object)} does, that can be cancelled.
     *
     * @throws PipelineException if an item has failed
     * @throws IllegalStateException if the pipeline was closed or aborted, or its items travel in {@linkplain PipelineBuilder#vectors vectors}
     * @throws RejectedExecutionException if the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted
     */
    public SubmittedItem submitCancellable(I item) throws InterruptedException {
        return usual.submitCancellable(item);
    }

    /**
     * Submits an item to the series that every pipeline has, which is left out if the consumer has not got its result within {@code timeout}. It can be cancelled.
     *
     * @throws IllegalArgumentException if {@code timeout} is not positive
     * @throws PipelineException if an item has failed
     * @throws IllegalStateException if the pipeline was closed or aborted, or its items travel in {@linkplain PipelineBuilder#vectors vectors}
     * @throws RejectedExecutionException if the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted
     */
    public SubmittedItem submit(I item, Duration timeout) throws InterruptedException {
        return usual.submit(item, timeout);
    }

    /**
     * Submits an item to the series that every pipeline has and waits until the consumer has taken its result. If the series has no
     * other item, and items are short, the calling thread does both itself, see {@link PipelineSeries#invoke}.
     *
     * <p>The caller must hold no lock that the stage or the consumer takes: in the calling thread that seems to work, and a
     * worker would wait for ever. After an exception other than a rejection the item may or may not have been taken. One that is left out, being late or by a stage, has its turn too and
     * throws nothing.
     *
     * @throws PipelineException if an item has failed, this one or another
     * @throws IllegalStateException if the pipeline was closed or aborted, or the calling thread runs a task of the executor
     * @throws RejectedExecutionException if the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted. Interrupted
     *     later, it goes on waiting, and stays interrupted
     */
    public void invoke(I item) throws InterruptedException {
        usual.invoke(item);
    }

    PipelineSeries<I> usual() {
        return usual;
    }

    /**
     * Lets batches go that are not complete, see {@link PipelineBuilder#batched(int, Duration, java.util.function.Function)}: items that wait for others
     * there now wait no longer. Those that have not come as far are not meant.
     */
    public void flush() {
        work.flush();
    }

    /**
     * Skips every item that has not had its turn, and takes no more. {@link #close()} is still to be called. {@link PipelineBuilder#onLeftOut} is told of each.
     *
     * @return what was under way
     */
    public PipelineReport abort() {
        PipelineReport report = report();
        progress.abort();
        work.giveUp();
        return report;
    }

    /**
     * Waits until nothing is under way, or the time is over. The pipeline takes items all the while, so others should have stopped submitting.
     *
     * @return what is under way then: nothing, if it {@linkplain PipelineReport#isDrained() is drained}
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public PipelineReport drain(Duration timeout) throws InterruptedException {
        progress.awaitIdle(ItemTicket.nanos(timeout));
        return report();
    }

    /** Returns what is under way. */
    public PipelineReport report() {
        // In this order: what a stage works on has been submitted.
        List<PipelineReport.Item> running = work.running().now();
        List<PipelineReport.Item> awaiting = work.awaitingResults();
        return new PipelineReport(
                progress.state(),
                progress.submittedCount(),
                progress.completedCount(),
                progress.leftOutCount(),
                progress.inFlightCount(),
                running,
                awaiting);
    }

    /**
     * Takes no more items, waits until all have ended, and closes the states of the workers. Interrupted, it aborts,
     * goes on waiting, and leaves the thread interrupted. The place that it had among the open series of the executor may
     * be taken for a moment longer.
     *
     * @throws PipelineException if an item has failed
     */
    @Override
    public void close() {
        progress.close();
        awaitEnd();
        Throwable failure = release();
        progress.throwFailure();
        if (failure != null) {
            throw new IllegalStateException("the state of a worker could not be closed", failure);
        }
    }

    private void awaitEnd() {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = progress.awaitIdle(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                interrupted = true;
                abort();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Throwable release() {
        if (released) {
            return null;
        }
        released = true;
        usual.close();
        return work.closeStates();
    }

    @Override
    public String toString() {
        return "pipeline[" + progress + ", " + usual + "]";
    }

    /** Returns what the pipeline has done so far. */
    public PipelineStatistics statistics() {
        LatencyRecorder recorder = work.latency();
        LatencyHistograms latency = recorder == null ? new LatencyHistograms() : recorder.total();
        return new PipelineStatistics(
                progress.submittedCount(),
                progress.completedCount(),
                progress.leftOutCount(),
                progress.highMark(),
                latency.queueWait(),
                latency.service(),
                latency.reorderWait());
    }
}
