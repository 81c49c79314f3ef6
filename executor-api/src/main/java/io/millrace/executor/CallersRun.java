package io.millrace.executor;

/** That a submitter runs a task itself, for which there was no room. */
final class CallersRun extends Serving {

    private final Entrance entrance;

    /** Begins. Called by the thread. */
    CallersRun(Entrance entrance) {
        super(entrance.lifecycle(), entrance.lane());
        this.entrance = entrance;
    }

    @Override
    public void close() {
        super.close();
        // What the task was about to fork may have been what the end waited for.
        entrance.advanceIfShutDown();
    }
}
