package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** The way of tasks that ask for nothing, into an executor that has a {@link Bound}. */
final class PlainWay implements Way {

    private final Entrance entrance;
    private final TaskLane lane;
    private final Bound bound;
    private final Capture capture;

    PlainWay(Entrance entrance, TaskLane lane, Bound bound, Capture capture) {
        this.entrance = entrance;
        this.lane = lane;
        this.bound = bound;
        this.capture = capture;
    }

    /** Takes a task, as {@link MillraceExecutor#execute} does. */
    void execute(Runnable command) {
        bound.submit(task(command), command);
    }

    PlainTask task(Runnable command) {
        return new PlainTask(this, entrance.stamped(bound.timed(capture.around(command))), entrance);
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
    public Bound bound() {
        return bound;
    }
}
