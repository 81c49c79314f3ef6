package io.millrace.executor;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Runs tasks between the hooks of a user. */
final class HookedTasks {

    private final TaskHooks hooks;

    HookedTasks(TaskHooks hooks) {
        this.hooks = hooks;
    }

    /** Runs a task as it was handed in, or one that a view has put into an envelope. */
    void run(Runnable task) {
        if (task instanceof Pending pending) {
            pending.perform(this::runInTime);
        } else {
            runInTime(task);
        }
    }

    /** Runs a task that was taken out of its envelope. */
    void runInTime(Runnable task) {
        Runnable own = task instanceof PromptTask prompt ? prompt.inTime() : task;
        if (own != null) {
            run(ContextTask.submitted(own), own);
        }
    }

    /**
     * Runs a body between the hooks.
     *
     * @param task what the hooks see
     */
    void run(Runnable task, Runnable body) {
        before(task);
        Throwable failure = null;
        try {
            body.run();
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        } finally {
            after(task, failure);
        }
    }

    private void before(Runnable task) {
        try {
            hooks.beforeExecute(Thread.currentThread(), task);
        } catch (Throwable failure) {
            if (task instanceof Future<?> future) {
                ExplainedFuture.drop(future, "not started, the hook beforeExecute has thrown: " + Text.of(failure));
            }
            throw failure;
        }
    }

    /** Reports what the hook throws by itself, so that it does not hide the failure of the task. */
    private void after(Runnable task, @Nullable Throwable failure) {
        try {
            hooks.afterExecute(task, failure);
        } catch (Throwable thrown) {
            Workforce.report(thrown);
        }
    }
}
