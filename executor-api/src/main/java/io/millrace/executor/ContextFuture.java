package io.millrace.executor;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What {@code submit} returns where no worker may wait: known by its class as a future that has what was captured. */
final class ContextFuture<V extends @Nullable Object> extends ExplainedFuture<V> {

    ContextFuture(Callable<V> callable) {
        super(callable);
    }
}
