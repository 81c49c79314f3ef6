package io.millrace.executor;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A future that tells why the executor has cancelled it. One that its owner cancels throws what that of the JDK throws. */
class ExplainedFuture<V extends @Nullable Object> extends PlainFuture<V> {

    /** Written before the executor cancels, so that who finds it cancelled finds the reason. Wrong for a moment if the owner was faster. */
    private volatile @Nullable String reason;

    ExplainedFuture(Callable<V> callable) {
        super(callable);
    }

    /** Cancels what will not run; a future of others without a reason. Returns whether that is what ends it. */
    static boolean drop(Future<?> future, String why) {
        return future instanceof ExplainedFuture<?> own ? own.drop(why) : future.cancel(false);
    }

    private boolean drop(String why) {
        reason = why;
        boolean dropped = cancel(false);
        if (!dropped) {
            reason = null;
        }
        return dropped;
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        try {
            return super.get();
        } catch (CancellationException bare) {
            throw explained(bare);
        }
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return super.get(timeout, unit);
        } catch (CancellationException bare) {
            throw explained(bare);
        }
    }

    private CancellationException explained(CancellationException bare) {
        String why = reason;
        return why == null ? bare : new CancellationException(why);
    }
}
