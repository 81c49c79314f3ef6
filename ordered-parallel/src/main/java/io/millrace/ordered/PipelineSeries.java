package io.millrace.ordered;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.Series;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

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
    private final PipelineWork<?, I, ?> work;
    private final int longestVector;
    private final VectorLimit limit;
    private final ItemWindow window;
    private volatile ItemVector<?, I, ?> last;

    PipelineSeries(MillraceExecutor executor, PipelineWork<?, I, ?> work, int longestVector) {
        this.executor = executor;
        this.work = work;
        this.longestVector = longestVector;
        series = executor.newSeries();
        limit = new VectorLimit(longestVector);
        window = new ItemWindow(executor.reorderWindow());
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
        Objects.requireNonNull(item, "item");
        work.progress().begin();
        boolean accepted = false;
        try {
            if (longestVector == 1) {
                series.put(work.job(item));
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

    private void add(I item) throws InterruptedException {
        for (; ; ) {
            ItemVector<?, I, ?> open = last;
            long place = open.nextPlace();
            if (window.isFull(place) && !executor.isWorkerThread()) {
                window.await(place);
            }
            if (open.tryAdd(item) || extend(open, item)) {
                return;
            }
        }
    }

    /** Begins a vector behind one whose size is fixed; false if another thread was faster. */
    private boolean extend(ItemVector<?, I, ?> open, I item) throws InterruptedException {
        series.awaitRoom();
        return tryExtend(open, item);
    }

    @SuppressWarnings("ReferenceEquality") // The same vector, not an equal one.
    private synchronized boolean tryExtend(ItemVector<?, I, ?> open, I item) {
        if (last != open) {
            return false;
        }
        ItemVector<?, I, ?> fresh = open.successor(item, limit.now());
        // Under the lock, so that vectors enter the series in the order of their places. It never waits.
        series.submit(fresh);
        last = fresh;
        return true;
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
