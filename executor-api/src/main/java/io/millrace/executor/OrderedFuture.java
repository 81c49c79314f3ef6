package io.millrace.executor;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A future that keeps its outcome to itself until its turn comes.
 *
 * <p>Cancelled before its turn it is cancelled at once, and what it computed is dropped. Run by other means than its
 * view, such as by a user who got it from {@code shutdownNow}, it completes at once.
 */
final class OrderedFuture<T extends @Nullable Object> extends SubmittedTask<T> {

    /** Written by the parallel part; read by the serial part, and by others who wait. */
    private volatile @Nullable Runnable outcome;

    private boolean deferred;

    OrderedFuture(Callable<T> callable, Lifecycle home) {
        super(callable, home, false, null);
    }

    /** Runs the task and keeps the outcome. */
    void runDeferred() {
        deferred = true;
        run();
    }

    @Override
    boolean awaitsTurn() {
        return outcome != null;
    }

    /** Completes with the outcome, if it has not been cancelled. */
    void publish() {
        Runnable kept = outcome;
        if (kept != null) {
            outcome = null;
            kept.run();
        }
    }

    @Override
    protected void set(T value) {
        if (deferred) {
            outcome = () -> super.set(value);
        } else {
            super.set(value);
        }
    }

    @Override
    protected void setException(Throwable failure) {
        if (deferred) {
            outcome = () -> super.setException(failure);
        } else {
            super.setException(failure);
        }
    }
}
