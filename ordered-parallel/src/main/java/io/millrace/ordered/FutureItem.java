package io.millrace.ordered;

import io.millrace.executor.OrderedJob;
import io.millrace.executor.Worker;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An item of {@link OrderedFutures}. The result is written by the parallel part and read by the serial one, which the series puts after it. */
final class FutureItem<I extends @Nullable Object, O extends @Nullable Object> implements OrderedJob {

    private final Function<? super I, ? extends O> function;
    private final CompletableFuture<O> future = new CompletableFuture<>();
    private @Nullable I item;
    private @Nullable O result;

    FutureItem(Function<? super I, ? extends O> function, I item) {
        this.function = function;
        this.item = item;
    }

    CompletableFuture<O> future() {
        return future;
    }

    @Override
    @SuppressWarnings("NullAway") // Null only if I allows it: taken once.
    public void parallel(Worker worker, long place) {
        I taken = item;
        item = null;
        if (!future.isDone()) {
            result = function.apply(taken);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Null only if O allows it, or the future is done.
    public void serial(Worker worker) {
        future.complete(result);
    }

    @Override
    public void failed(Throwable failure) {
        future.completeExceptionally(failure);
    }

    @Override
    public void abandoned() {
        item = null;
        future.completeExceptionally(new CancellationException("the executor was stopped before the item began"));
    }
}
