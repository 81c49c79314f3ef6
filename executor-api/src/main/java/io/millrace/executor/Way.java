package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** A way by which tasks come into an executor: that of plain tasks, or a view. */
interface Way {

    /** Lets a task in. It has its place in the bound, if there is one, and gives it back when it has gone. */
    void enter(Pending task);

    /** Runs a task in the calling thread, in its place in the order; false if it came too late and did not run. */
    boolean enterHere(Pending task);

    /** Tells that a task that was taken out has ended, or never will begin. */
    void ended();

    /** Takes out the task that waits longest, which leaves its place in the bound to the caller; null if none waits. */
    @Nullable
    Runnable takeOldest();

    /** Returns the bound that tasks of this way have places in; null if the executor has none. */
    @Nullable
    Bound bound();
}
