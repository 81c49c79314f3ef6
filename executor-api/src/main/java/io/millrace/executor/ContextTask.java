package io.millrace.executor;

import io.millrace.executor.TaskContext.Captured;

/** A task that was handed to {@code execute}, with what was captured then. */
final class ContextTask implements Runnable {

    private final Runnable task;
    private final Captured captured;

    ContextTask(Runnable task, Captured captured) {
        this.task = task;
        this.captured = captured;
    }

    /** Returns a task as it was submitted. */
    static Runnable submitted(Runnable task) {
        return task instanceof ContextTask own ? own.task : task;
    }

    @Override
    public void run() {
        try (TaskContext.Scope scope = captured.open()) {
            task.run();
        } catch (Throwable failure) {
            // A future that has not run would be waited for, for ever.
            if (task instanceof ForkJoinTask<?> forking) {
                forking.completeExceptionally(failure);
            }
            throw failure;
        }
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
