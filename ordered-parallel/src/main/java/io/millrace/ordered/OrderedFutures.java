package io.millrace.ordered;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.Series;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Applies a function to items in parallel and gives a {@link CompletableFuture} for each, completed in the order of submission.
 *
 * <p><b>Lifecycle.</b> Opened by {@link #mapOrdered}; takes one place among the open series of the executor. {@link #close()} lets no more items in and
 * returns at once; what was submitted goes on. It ends with its executor.
 *
 * <p><b>Threading.</b> All methods may be called by any thread. Workers call the function, for many items at once, and complete the futures one at a time: what
 * depends on a future without an executor of its own runs there, in order, and keeps the later futures waiting as long.
 *
 * <p><b>Ordering.</b> The futures complete in the order in which their items were submitted. One that is cancelled, or completed by somebody else, is done at
 * once and keeps its place; its item is left out if it has not begun.
 *
 * <p><b>Backpressure.</b> {@link #submit} waits as {@link Series#put} does, while the series has as many unfinished items as the {@linkplain
 * MillraceExecutor#reorderWindow() reorder window} of the executor, or anything waits for a credit; in tasks of that executor it waits for neither.
 *
 * <p><b>Memory consistency effects.</b> Submitting an item happens before the function is called with it, and that before its future completes.
 *
 * <p><b>Failure.</b> A future fails with what the function threw for its item, and with a {@link CancellationException} if the executor was {@linkplain
 * MillraceExecutor#shutdownNow() stopped} before the item began. The other items go on.
 *
 * @param <I> what is submitted
 * @param <O> what the futures complete with
 */
public final class OrderedFutures<I extends @Nullable Object, O extends @Nullable Object> implements AutoCloseable {

    private final Function<? super I, ? extends O> function;
    private final Series series;

    private OrderedFutures(Function<? super I, ? extends O> function, Series series) {
        this.function = function;
        this.series = series;
    }

    /**
     * Returns one that has {@code executor} apply {@code function}. The caller closes it.
     *
     * @throws RejectedExecutionException if the executor has too many series open, or has been shut down
     */
    public static <I extends @Nullable Object, O extends @Nullable Object> OrderedFutures<I, O> mapOrdered(
            Function<? super I, ? extends O> function, MillraceExecutor executor) {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(executor, "executor");
        return new OrderedFutures<>(function, executor.newSeries());
    }

    /**
     * Submits an item.
     *
     * @throws RejectedExecutionException if this is closed, or the executor takes no more
     * @throws InterruptedException if the thread is interrupted while it waits for room; nothing was submitted
     */
    public CompletableFuture<O> submit(I item) throws InterruptedException {
        FutureItem<I, O> job = new FutureItem<>(function, item);
        series.put(job);
        return job.future();
    }

    /** Lets no more items in. */
    @Override
    public void close() {
        series.close();
    }

    @Override
    public String toString() {
        return "futures[" + series + "]";
    }
}
