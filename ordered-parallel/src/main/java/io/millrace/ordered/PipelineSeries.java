package io.millrace.ordered;

import io.millrace.core.Surroundings;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.Series;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One order among those of an {@link OrderedPipeline}: its items come out in the order in which they were submitted here. Items of different series
 * never wait for each other.
 *
 * <p><b>Lifecycle.</b> Opened by {@link OrderedPipeline#newSeries()}. {@link #close()} lets no more items in and returns at
 * once; what was submitted goes on.
 *
 * <p><b>Threading.</b> All methods may be called by any thread.
 *
 * <p><b>Backpressure.</b> {@link #submit} waits while the series has as many items under way as the executor's reorder window, and while
 * anything of the executor that was there before it waits for a credit; in tasks of that executor it waits for neither.
 *
 * @param <I> what is submitted
 */
public final class PipelineSeries<I> implements AutoCloseable {

    private final MillraceExecutor executor;
    private final Series series;
    private final PipelineWork<I> work;
    private final int longestVector;
    private final VectorLimit limit;
    private final ItemWindow window;

    /** Held by whoever brings a vector, so that vectors enter the series in the order of their places. Nobody waits under it. */
    private final ReentrantLock order = new ReentrantLock();

    private final PipelineWork.JobMaker<I> jobs;

    /** Null if items travel singly. */
    private volatile @Nullable ItemVector<?, I, ?> last;

    PipelineSeries(MillraceExecutor executor, PipelineWork<I> work, int longestVector) {
        this.executor = executor;
        this.work = work;
        this.longestVector = longestVector;
        series = executor.newSeries();
        limit = new VectorLimit(longestVector);
        window = new ItemWindow(executor.reorderWindow());
        jobs = work.jobsOfSeries();
        last = work.beforeFirst(this);
    }

    /**
     * Submits an item.
     *
     * @throws PipelineException if an item has failed
     * @throws IllegalStateException if the pipeline was closed or aborted
     * @throws RejectedExecutionException if the series or the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted
     */
    public void submit(I item) throws InterruptedException {
        submit(item, ItemTicket.of(work.timeout()));
    }

    /**
     * Submits an item that can be cancelled.
     *
     * @throws PipelineException if an item has failed
     * @throws IllegalStateException if the pipeline was closed or aborted, or its items travel in {@linkplain PipelineBuilder#vectors vectors}
     * @throws RejectedExecutionException if the series or the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted
     */
    public SubmittedItem submitCancellable(I item) throws InterruptedException {
        return submitSingly(item, new ItemTicket(work.timeout()));
    }

    /**
     * Submits an item that is left out if the consumer has not got its result within {@code timeout}, which counts from now and in place of that of {@link
     * PipelineBuilder#timeout}. It can be cancelled.
     *
     * @throws IllegalArgumentException if {@code timeout} is not positive
     * @throws PipelineException if an item has failed
     * @throws IllegalStateException if the pipeline was closed or aborted, or its items travel in {@linkplain PipelineBuilder#vectors vectors}
     * @throws RejectedExecutionException if the series or the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted
     */
    public SubmittedItem submit(I item, Duration timeout) throws InterruptedException {
        return submitSingly(item, new ItemTicket(ItemTicket.requirePositive(timeout)));
    }

    private ItemTicket submitSingly(I item, ItemTicket ticket) throws InterruptedException {
        if (longestVector > 1) {
            throw new IllegalStateException(
                    "items travel in vectors, of which none can be cancelled or late by itself: longest vector="
                            + longestVector + "; leave vectors(n) out");
        }
        submit(item, ticket);
        return ticket;
    }

    private void submit(I item, @Nullable ItemTicket ticket) throws InterruptedException {
        Objects.requireNonNull(item, "item");
        work.progress().begin();
        boolean accepted = false;
        try {
            if (longestVector == 1) {
                series.put(jobs.job(item, ticket));
            } else {
                add(item);
            }
            accepted = true;
        } finally {
            if (!accepted) {
                work.progress().reject();
            }
        }
    }

    /**
     * Submits an item and waits until the consumer has taken its result. If the series has no other item, and items are short,
     * the calling thread works on this one and calls the consumer: nobody is woken, so one item at a time takes hardly longer
     * than without a pipeline. {@link Series#invoke(OrderedJob)} tells the rules.
     *
     * <p>The caller must hold no lock that the stage or the consumer takes: in the calling thread that seems to work, and a
     * worker would wait for ever. After an exception other than a rejection the item may or may not have been taken. One that is left out, being late or by a stage, has its turn too and
     * throws nothing.
     *
     * @throws PipelineException if an item has failed, this one or another
     * @throws IllegalStateException if the pipeline was closed or aborted, or the calling thread runs a task of the executor
     * @throws RejectedExecutionException if the series or the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted. Interrupted
     *     later, it goes on waiting, and stays interrupted
     */
    public void invoke(I item) throws InterruptedException {
        Objects.requireNonNull(item, "item");
        work.progress().begin();
        boolean accepted = false;
        try {
            if (longestVector == 1) {
                ItemJob<I> job = jobs.job(item, ItemTicket.of(work.timeout()));
                if (job instanceof TravellingJob<?> travelling) {
                    travelling.hurry();
                }
                series.invoke(job);
            } else {
                invokeVector(item);
            }
            accepted = true;
        } finally {
            if (!accepted) {
                work.progress().reject();
            }
        }
        work.progress().requireNotSkipping();
    }

    private void invokeVector(I item) throws InterruptedException {
        ItemVector<?, I, ?> open;
        do {
            open = awaitWindow();
            series.awaitRoom();
        } while (!tryInvoke(open, item));
    }

    /** Invokes a vector of one item behind another vector; false if that is the last one no more. */
    @SuppressWarnings("ReferenceEquality") // The same vector, not an equal one.
    private boolean tryInvoke(ItemVector<?, I, ?> open, I item) {
        Surroundings.lock(order);
        try {
            if (last != open) {
                return false;
            }
            ItemVector<?, I, ?> fresh = open.successor(item, 1);
            series.invoke(fresh, () -> {
                last = fresh;
                // What follows is the user's code, or waiting.
                order.unlock();
            });
            return true;
        } finally {
            if (order.isHeldByCurrentThread()) {
                order.unlock();
            }
        }
    }

    private void add(I item) throws InterruptedException {
        ItemVector<?, I, ?> open;
        do {
            open = awaitWindow();
        } while (!open.tryAdd(item) && !extend(open, item));
    }

    /** Waits until the next item has room, and returns the vector that it may go into. */
    private ItemVector<?, I, ?> awaitWindow() throws InterruptedException {
        ItemVector<?, I, ?> open = Objects.requireNonNull(last);
        long place = open.nextPlace();
        if (window.isFull(place) && !executor.isWorkerThread()) {
            window.await(place);
        }
        return open;
    }

    /** Begins a vector behind one whose size is fixed; false if another thread was faster. */
    private boolean extend(ItemVector<?, I, ?> open, I item) throws InterruptedException {
        series.awaitRoom();
        return tryExtend(open, item);
    }

    @SuppressWarnings("ReferenceEquality") // The same vector, not an equal one.
    private boolean tryExtend(ItemVector<?, I, ?> open, I item) {
        Surroundings.lock(order);
        try {
            if (last != open) {
                return false;
            }
            ItemVector<?, I, ?> fresh = open.successor(item, limit.now());
            series.submit(fresh);
            last = fresh;
            return true;
        } finally {
            order.unlock();
        }
    }

    @Override
    public String toString() {
        return series.toString();
    }

    VectorLimit limit() {
        return limit;
    }

    /** Called by the worker that ends a vector. */
    void ended(int items) {
        window.ended(items);
    }

    /** Lets no more items in. */
    @Override
    public void close() {
        series.close();
    }
}
