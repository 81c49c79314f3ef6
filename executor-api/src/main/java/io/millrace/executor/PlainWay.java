package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/**
 * The way of tasks that ask for nothing and may be taken out of their line: into an executor that has a {@link Bound}, or
 * where who waits for a task and runs it early must do what its worker would have done.
 */
final class PlainWay implements Way {

    private final Entrance entrance;
    private final TaskLane lane;
    private final @Nullable Bound bound;
    private final Capture capture;
    private final @Nullable HookedTasks hooked;

    PlainWay(Entrance entrance, TaskLane lane, @Nullable Bound bound, Capture capture, @Nullable HookedTasks hooked) {
        this.entrance = entrance;
        this.lane = lane;
        this.bound = bound;
        this.capture = capture;
        this.hooked = hooked;
    }

    /** Returns whether all tasks have to come by this way. */
    boolean isForAll() {
        return bound != null || hooked != null;
    }

    /** Returns whether a task has to come by this way. */
    boolean isFor(Runnable command) {
        return isForAll() || (command instanceof ForkJoinTask && (capture.isOn() || entrance.recorder() != null));
    }

    /** Takes a task, as {@link MillraceExecutor#execute} does. */
    void execute(Runnable command) {
        if (bound == null) {
            enter(task(command));
        } else {
            bound.submit(task(command), command);
        }
    }

    PlainTask task(Runnable command) {
        Runnable captured = capture.around(command);
        Runnable timed = bound == null ? captured : bound.timed(captured);
        return new PlainTask(this, entrance.stamped(timed), entrance, hooked);
    }

    @Override
    public void enter(Pending task) {
        boolean entered = false;
        try {
            task.submit();
            entered = true;
        } finally {
            if (!entered) {
                task.surrender();
            }
        }
    }

    @Override
    public boolean enterHere(Pending task) {
        return task.submitHere();
    }

    @Override
    public void ended() {}

    @Override
    public @Nullable Runnable takeOldest() {
        return lane.takeOldest();
    }

    @Override
    public @Nullable Bound bound() {
        return bound;
    }
}
