package io.millrace.executor;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A task of a view until it starts. Whoever takes the task out has it: the worker that runs it, or the {@code
 * shutdownNow} that returns it. What stays behind keeps its place and does nothing.
 */
abstract class Pending extends AtomicReference<@Nullable Runnable> {

    private static final long serialVersionUID = 1L;

    private final transient TaskView view;

    /** The next older one in the roll. Written before this one is published there. */
    @Nullable
    transient Pending older;

    /** How many were added since the last clearing, this one included. Written before this one is published. */
    transient int additions;

    Pending(TaskView view, Runnable task) {
        super(task);
        this.view = view;
    }

    /** Hands itself to the executor; false if that takes no more, and the task was taken out. */
    abstract boolean submit();

    /** Takes the task; null if it was taken before. One of all that call it gets the task. */
    final @Nullable Runnable take() {
        // Pairs with itself: the worker or shutdownNow gets the task.
        return getAndSet(null);
    }

    /** Runs the task, unless it was taken before. */
    final void perform() {
        Runnable task = take();
        if (task != null) {
            try {
                task.run();
            } finally {
                ended();
            }
        }
    }

    /** Takes the task in order to return it unrun; null if it was taken before. */
    final @Nullable Runnable surrender() {
        Runnable task = take();
        if (task != null) {
            ended();
        }
        return task;
    }

    final boolean isTaken() {
        return get() == null;
    }

    /** Tells the view that a task that was taken has ended. */
    final void ended() {
        view.ended();
    }
}
