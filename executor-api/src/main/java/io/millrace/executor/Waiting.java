package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** That the current thread waits for something, for as long as this is open: another may have its place meanwhile. */
final class Waiting implements AutoCloseable {

    private final @Nullable Serving serving;

    /** Begins to wait for something that the executor cannot see into. */
    Waiting() {
        serving = Serving.current();
        if (serving != null) {
            serving.beginWaiting();
        }
    }

    /**
     * Begins to wait for a task.
     *
     * @throws IllegalStateException if it cannot end before the current thread goes on
     */
    Waiting(Serving current, SubmittedTask<?> awaited) {
        serving = current;
        current.beginWaiting(awaited);
    }

    @Override
    public void close() {
        if (serving != null) {
            serving.endWaiting();
        }
    }
}
