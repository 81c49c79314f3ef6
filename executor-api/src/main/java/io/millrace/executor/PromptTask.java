package io.millrace.executor;

import io.millrace.core.Surroundings;
import org.jspecify.annotations.Nullable;

/** A task that must start in time or not at all. */
final class PromptTask implements Runnable {

    private final Runnable task;
    private final long latest;
    private final Bound bound;

    PromptTask(Runnable task, long latest, Bound bound) {
        this.task = task;
        this.latest = latest;
        this.bound = bound;
    }

    /** Returns the task if it starts in time; otherwise cancels its future, if it has one, and returns null. */
    @Nullable
    Runnable inTime() {
        if (Surroundings.nanoTime() - latest <= 0) {
            return task;
        }
        bound.overdue(ContextTask.submitted(task));
        return null;
    }

    @Override
    public void run() {
        Runnable inTime = inTime();
        if (inTime != null) {
            inTime.run();
        }
    }

    /** Returns the task as it was submitted. */
    static Runnable submitted(Runnable task) {
        Runnable own = StampedTask.own(task);
        return ContextTask.submitted(own instanceof PromptTask timed ? timed.task : own);
    }
}
