package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A future of the JDK whose {@code get} waits in the {@link Surroundings} of the thread. */
class PlainFuture<V extends @Nullable Object> extends FutureTask<V> {

    PlainFuture(Callable<V> callable) {
        super(callable);
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        if (!isDone()) {
            // A thread of the system waits in the get of the JDK.
            Surroundings.await(this::isDone, Long.MAX_VALUE, forEver -> true);
        }
        return super.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = unit.toNanos(timeout);
        if (!isDone() && !Surroundings.await(this::isDone, nanos, atMost -> true)) {
            throw new TimeoutException();
        }
        return super.get(timeout, unit);
    }
}
