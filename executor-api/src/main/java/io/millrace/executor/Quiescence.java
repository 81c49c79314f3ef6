package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.concurrent.TimeUnit;

/** How a thread waits until nothing is left that was forked, and nobody else at work, while it works on what was forked. */
final class Quiescence {

    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Shift shift;
    private final Shifts all;
    private volatile boolean waiting;

    Quiescence(Shift shift, Shifts all) {
        this.shift = shift;
        this.all = all;
    }

    /** Returns whether the thread waits, and so keeps nobody else waiting. */
    boolean isWaiting() {
        return waiting;
    }

    /** Waits. Called by the thread. */
    void await() {
        while (!isQuiet()) {
            ForkJoinTask<?> task = shift.popOrSteal();
            if (task == null) {
                pause();
            } else {
                shift.noteStolen(task);
                task.runClaimed();
            }
        }
    }

    private void pause() {
        waiting = true;
        try (Waiting waits = new Waiting()) {
            Surroundings.parkNanos(this, LOOK_NANOS);
        } finally {
            waiting = false;
        }
    }

    /** Looks twice: between two threads a task may be seen with neither. */
    private boolean isQuiet() {
        waiting = true;
        try {
            if (!isQuietNow()) {
                return false;
            }
            Surroundings.spinWait();
            return isQuietNow();
        } finally {
            waiting = false;
        }
    }

    private boolean isQuietNow() {
        if (!shift.lane().forks().isClear()) {
            return false;
        }
        for (Shift other : all.present()) {
            if (other != shift && other.isActive() && !other.quiescence().isWaiting()) {
                return false;
            }
        }
        return true;
    }
}
