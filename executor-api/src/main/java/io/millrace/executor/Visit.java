package io.millrace.executor;

/**
 * That a thread which is no worker of an executor does a part of its work, and may fork as a worker does: what it forks lies in a deque of its own, from
 * which the workers steal.
 */
final class Visit extends Serving {

    private final Entrance entrance;
    private final ForkDeque deque;

    /** Begins. Called by the thread. */
    Visit(Entrance entrance) {
        super(entrance.lifecycle(), entrance.lane());
        this.entrance = entrance;
        deque = lane().forks().open();
    }

    @Override
    boolean hasDeque() {
        return true;
    }

    @Override
    void fork(ForkJoinTask<?> task) {
        if (!executor().isRunning()) {
            // Nobody should have to wait for it to be found.
            task.run();
            return;
        }
        deque.push(task);
        // The workers that come for it may have to be started.
        entrance.workforce().reinforce(Workforce.ANY);
        lane().attract();
    }

    @Override
    void helpBriefly(ForkJoinTask<?> task) {
        if (task.tryClaimPart()) {
            deque.drop(task);
            task.runClaimed();
        }
    }

    @Override
    void help(ForkJoinTask<?> task) {
        helpBriefly(task);
        if (task.isHandedInTo(executor())) {
            task.runEarly(this);
        }
    }

    @Override
    int forked() {
        return deque.size();
    }

    @Override
    int others() {
        return entrance.workforce().number();
    }

    /** Leaves nothing behind that was forked and not joined. */
    private void settle() {
        for (ForkJoinTask<?> task = deque.pop(); task != null; task = deque.pop()) {
            if (executor().isStopping()) {
                task.cancel(false);
            } else {
                task.runClaimed();
            }
        }
    }

    @Override
    public void close() {
        try {
            settle();
        } finally {
            lane().forks().close(deque);
            super.close();
            // What lay there may have been what the end waits for.
            entrance.advanceIfShutDown();
        }
    }
}
