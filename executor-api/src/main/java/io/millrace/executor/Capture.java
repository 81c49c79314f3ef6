package io.millrace.executor;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What an executor does when a task is submitted, so that its {@link TaskContext} comes along. */
final class Capture {

    /** Takes nothing along. */
    static final Capture NONE = new Capture(null, null);

    private final @Nullable TaskContext atOnce;
    private final @Nullable TaskContext later;

    /**
     * Creates what takes a context along.
     *
     * @param atOnce for tasks that may start now
     * @param later for those that wait for their time
     */
    Capture(@Nullable TaskContext atOnce, @Nullable TaskContext later) {
        this.atOnce = atOnce;
        this.later = later;
    }

    boolean isOn() {
        return atOnce != null;
    }

    /** Returns a task with what it takes along; itself, if it is a future that has got that. */
    Runnable around(Runnable command) {
        if (atOnce == null || command instanceof SubmittedTask || command instanceof ContextFuture) {
            return command;
        }
        return new ContextTask(command, captured(atOnce));
    }

    /** Returns what a future will call, with what that takes along. */
    <V extends @Nullable Object> Callable<V> around(Callable<V> callable) {
        return around(atOnce, callable);
    }

    /** Returns what a future will call in its time, with what that takes along. */
    <V extends @Nullable Object> Callable<V> aroundLater(Callable<V> callable) {
        return around(later, callable);
    }

    private static <V extends @Nullable Object> Callable<V> around(
            @Nullable TaskContext context, Callable<V> callable) {
        // The future refuses null, as it does without a context.
        return context == null || callable == null ? callable : new ContextCall<>(callable, captured(context));
    }

    private static TaskContext.Captured captured(TaskContext context) {
        return Objects.requireNonNull(context.capture(), "capture() of the context returned null");
    }
}
