package io.millrace.executor;

/** A task of a driven view. */
final class DrivenTask extends Pending implements Runnable {

    private static final long serialVersionUID = 1L;

    private final transient DrivenLane lane;
    private final transient Entrance entrance;

    DrivenTask(Way way, Runnable task, DrivenLane lane, Entrance entrance) {
        super(way, task);
        this.lane = lane;
        this.entrance = entrance;
    }

    @Override
    boolean submit() {
        if (!lane.add(this)) {
            throw entrance.rejectedLate();
        }
        entrance.advanceIfShutDown();
        return true;
    }

    @Override
    boolean needsItsWorker() {
        return true;
    }

    @Override
    public void run() {
        perform();
    }
}
