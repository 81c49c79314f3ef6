package io.millrace.ordered;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What each worker has for itself, made when the worker first needs it.
 *
 * <p>An element is touched by the worker of its index only, and by the closing thread after the last item has ended,
 * which orders the two.
 */
final class WorkerStates<S extends @Nullable Object> {

    private final Supplier<? extends S> maker;
    private final Object[] states;
    private final boolean[] made;

    WorkerStates(int workers, Supplier<? extends S> maker) {
        this.maker = maker;
        states = new Object[workers];
        made = new boolean[workers];
    }

    @SuppressWarnings("unchecked") // Only what the maker made is stored.
    S of(int worker) {
        if (!made[worker]) {
            states[worker] = maker.get();
            made[worker] = true;
        }
        return (S) states[worker];
    }

    /** Closes what can be closed, and forgets all, such as the keys of ciphers; returns what went wrong first, with the rest suppressed. */
    @Nullable
    Throwable close() {
        Throwable first = null;
        for (Object state : states) {
            if (state instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Throwable failure) {
                    if (first == null) {
                        first = failure;
                    } else {
                        first.addSuppressed(failure);
                    }
                }
            }
        }
        Arrays.fill(states, null);
        return first;
    }
}
