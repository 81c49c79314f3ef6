package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.concurrent.TimeUnit;

/**
 * How a thread works on what it waits for although another has begun it: it runs what was forked in that task, and nothing else
 * (leapfrogging, Wagner and Calder 1993).
 */
final class Leapfrog {

    /** How long a thread looks for a part of what it waits for, before it sleeps; a sleep and a wake-up take as long. */
    private static final long PATIENCE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** After so many looks it offers its core. */
    private static final int LOOKS_BEFORE_YIELDING = 8;

    private Leapfrog() {}

    /** Runs parts of a task until it has ended, or none was to be found for a while. */
    static void help(Shift shift, ForkJoinTask<?> task) {
        long since = Surroundings.nanoTime();
        int looks = 0;
        while (!task.isDone() && Surroundings.nanoTime() - since < PATIENCE_NANOS) {
            ForkJoinTask<?> part = task.findForked(shift);
            if (part != null && tryRun(shift, part)) {
                looks = 0;
                since = Surroundings.nanoTime();
            } else if (looks++ < LOOKS_BEFORE_YIELDING) {
                Surroundings.spinWait();
            } else {
                Surroundings.giveWay();
            }
        }
    }

    /** Runs a task that was found, on top of the one that waits for it; false if another has claimed it. */
    static boolean tryRun(Shift shift, ForkJoinTask<?> part) {
        if (!part.tryClaim()) {
            return false;
        }
        shift.noteStolen(part);
        part.runClaimed();
        return true;
    }
}
