package io.millrace.executor;

import io.millrace.executor.TaskContext.Captured;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a future of ours calls, with what was captured when it was submitted. So whoever runs the future opens the scope. */
final class ContextCall<V extends @Nullable Object> implements Callable<V> {

    private final Callable<V> callable;
    private final Captured captured;

    ContextCall(Callable<V> callable, Captured captured) {
        this.callable = callable;
        this.captured = captured;
    }

    @Override
    public V call() throws Exception {
        try (TaskContext.Scope scope = captured.open()) {
            return callable.call();
        }
    }

    @Override
    public String toString() {
        return callable.toString();
    }
}
