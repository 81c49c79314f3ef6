package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** A task that asks for nothing, in an executor that counts what waits, or tells a hook what runs. */
final class PlainTask extends Pending implements Runnable {

    private static final long serialVersionUID = 1L;

    private final transient Entrance entrance;
    private final transient @Nullable HookedTasks hooked;

    PlainTask(Way way, Runnable task, Entrance entrance, @Nullable HookedTasks hooked) {
        super(way, task);
        this.entrance = entrance;
        this.hooked = hooked;
    }

    /** Lets those who wait for the task find it here. */
    private void tellTask() {
        Runnable task = get();
        Runnable submitted = task == null ? null : PromptTask.submitted(task);
        if (submitted instanceof SubmittedTask<?> future) {
            future.standsIn(this);
        } else if (submitted instanceof ForkJoinTask<?> forking) {
            forking.belongTo(entrance.lifecycle(), this);
        }
    }

    @SuppressWarnings("ReferenceEquality") // There is one of each executor.
    boolean isOf(Lifecycle executor) {
        return entrance.lifecycle() == executor;
    }

    /** Runs the task for one who waits for it, if it is there still, as its worker would have done. */
    void runEarly(Serving waiter) {
        performEarly(waiter, hooked == null ? Runnable::run : hooked::runInTime);
    }

    @Override
    boolean submit() {
        // Not before it has its place, which who waits for it and runs it early gives back.
        tellTask();
        entrance.line(this);
        return true;
    }

    /** The line closes it. */
    @Override
    boolean leavesGap() {
        return false;
    }

    @Override
    public void run() {
        perform();
    }
}
