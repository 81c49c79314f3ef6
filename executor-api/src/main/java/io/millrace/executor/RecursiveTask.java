package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/**
 * A task that forks parts of its work and has a result; see {@link ForkJoinTask}. In place of {@link
 * java.util.concurrent.RecursiveTask}.
 *
 * @param <V> the result
 */
public abstract class RecursiveTask<V extends @Nullable Object> extends ForkJoinTask<V> {

    private @Nullable V result;

    /** For use by subclasses. */
    protected RecursiveTask() {}

    /** Computes the result. */
    protected abstract V compute();

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
    protected final boolean exec() {
        result = compute();
        return true;
    }
}
