package io.millrace.executor;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Finds threads that wait for something where the executor cannot see it, in {@code CompletableFuture.join}, for locks or for
 * input, while there is work and nobody to do it; and gives their places to spares.
 *
 * <p>On a daemon thread that lives while there are workers. It looks every {@link #LOOK_NANOS}, and seldom while nothing is to be done.
 * A thread that was found asleep in the same task twice is replaced.
 */
final class Sentinel {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Workforce workforce;
    private final Shifts shifts;
    private final Timers timers;

    /** The threads that were asleep at the last look, and how many tasks they had ended. */
    private Map<Shift, Long> asleep = new HashMap<>();

    Sentinel(Workforce workforce, Shifts shifts, Timers timers) {
        this.timers = timers;
        this.workforce = workforce;
        this.shifts = shifts;
    }

    /** Looks once. Returns how long to wait until the next time. */
    long look() {
        if (workforce.isPaused()) {
            asleep.clear();
            return REST_NANOS;
        }
        boolean idle = workforce.hasIdle();
        if (!idle) {
            // Those who would look between tasks may all be asleep in one.
            timers.lookBetweenTasks();
        }
        if (!workforce.hasWork()) {
            asleep.clear();
            return idle ? REST_NANOS : LOOK_NANOS;
        }
        if (!idle && workforce.isUnderused()) {
            workforce.reinforce(Workforce.ANY);
        }
        Map<Shift, Long> now = new HashMap<>();
        for (Shift shift : shifts.present()) {
            // While somebody is idle the work can only be for this one.
            if ((!idle || workforce.isServedAlways(shift.place())) && shift.seemsToWait()) {
                Long before = asleep.get(shift);
                if (before == null || before != shift.completed() || !workforce.replace(shift)) {
                    now.put(shift, shift.completed());
                }
            }
        }
        asleep = now;
        return LOOK_NANOS;
    }
}
