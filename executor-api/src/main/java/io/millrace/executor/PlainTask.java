package io.millrace.executor;

/** A task that asks for nothing, in an executor that counts what waits. */
final class PlainTask extends Pending implements Runnable {

    private static final long serialVersionUID = 1L;

    private final transient Entrance entrance;

    PlainTask(Way way, Runnable task, Entrance entrance) {
        super(way, task);
        this.entrance = entrance;
    }

    @Override
    boolean submit() {
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
