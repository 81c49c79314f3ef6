package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/**
 * A task that forks parts of its work and has no result; see {@link ForkJoinTask}. In place of {@link
 * java.util.concurrent.RecursiveAction}.
 */
public abstract class RecursiveAction extends ForkJoinTask<@Nullable Void> {

    /** For use by subclasses. */
    protected RecursiveAction() {}

    /** Does the work. */
    protected abstract void compute();

    @Override
    @SuppressWarnings("NullAway") // There is none.
    public final Void getRawResult() {
        return null;
    }

    @Override
    protected final void setRawResult(@Nullable Void value) {}

    @Override
    protected final boolean exec() {
        compute();
        return true;
    }
}
