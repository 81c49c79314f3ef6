package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A task of an atomic view that its submitter runs, when its turn comes: the worker that has the turn of the lane leaves
 * it to the submitter, who runs this task alone and brings the turn back.
 *
 * <pre>
 *   WAITING -> HOLDS  the turn was left to the submitter
 *   WAITING -> GONE   the task was taken out, and the submitter waits no more
 * </pre>
 */
final class CallersTask extends KeyedTask {

    private static final long serialVersionUID = 1L;

    private static final int WAITING = 0;
    private static final int HOLDS = 1;
    private static final int GONE = 2;

    /** How long the submitter may take to see that shutdownNow has taken the task out. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final transient Entrance entrance;
    private final transient Thread caller = Thread.currentThread();

    /** Written by the worker before it leaves the turn. */
    private transient @Nullable KeyLane lane;

    private final AtomicInteger turn = new AtomicInteger(WAITING);

    CallersTask(Way way, Runnable task, KeyAddress address, Entrance entrance) {
        super(way, task, address, entrance);
        this.entrance = entrance;
    }

    @Override
    boolean submitHere() {
        return entrance.submitHere(this);
    }

    /** Leaves the turn of the lane to the submitter; false if that waits no more. Called by the worker that has it. */
    boolean leaveTurn(KeyLane of) {
        lane = of;
        // Pairs with awaitTurn(): one of the two wins. The submitter sees what tasks before it have done.
        boolean left = turn.compareAndSet(WAITING, HOLDS);
        if (left) {
            Surroundings.unpark(caller);
        }
        return left;
    }

    /** Waits until this thread has the turn, and returns the lane; null if the task was taken out before. */
    @Nullable
    KeyLane awaitTurn() {
        boolean interrupted = false;
        while (turn.get() == WAITING && !(isTaken() && turn.compareAndSet(WAITING, GONE))) {
            Surroundings.parkNanos(this, LOOK_NANOS);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            caller.interrupt();
        }
        return turn.get() == HOLDS ? lane : null;
    }
}
