package io.millrace.executor;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A callable as a task that can be forked. */
class AdaptedTask<V extends @Nullable Object> extends ForkJoinTask<V> {

    private final Callable<? extends V> callable;
    private @Nullable V result;

    AdaptedTask(Callable<? extends V> callable) {
        this.callable = callable;
    }

    @Override
    @SuppressWarnings("NullAway") // Null until the task is done, as the contract says.
    public final V getRawResult() {
        return result;
    }

    @Override
    protected final void setRawResult(V value) {
        result = value;
    }

    @Override
    protected boolean exec() throws Exception {
        result = callable.call();
        return true;
    }
}
