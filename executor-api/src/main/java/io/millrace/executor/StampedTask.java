package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** A task, and when it was submitted. A worker that begins it takes it out; nobody else runs it as this. */
record StampedTask(Runnable task, long submittedNanos) implements Runnable {

    /** Returns the task without its stamp. */
    static Runnable own(Runnable task) {
        return task instanceof StampedTask stamped ? stamped.task : task;
    }

    /** Returns how long a task waits, if it was stamped, be it in the envelope of a view; 0 otherwise. */
    static long waitNanos(@Nullable Runnable task, long now) {
        Runnable content = task instanceof Pending pending ? pending.get() : task;
        if (content instanceof SubmittedTask<?> future && future.isStamped()) {
            return now - future.submittedNanos();
        }
        return content instanceof StampedTask stamped ? now - stamped.submittedNanos : 0;
    }

    @Override
    public void run() {
        task.run();
    }
}
