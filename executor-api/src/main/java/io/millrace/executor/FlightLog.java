package io.millrace.executor;

import io.millrace.core.Alert;
import io.millrace.core.Surroundings;
import io.millrace.executor.TaskContext.Captured;
import io.millrace.executor.TaskContext.Scope;

/**
 * Where executors tell the flight recorder of the JDK what happens to them. In a JVM without the module {@code jdk.jfr}, or where no
 * named module of the program requires it, it is told nothing.
 *
 * <p>All that names a class of the flight recorder stands in {@link FlightEvents} and {@link FlightDepths}, which are not loaded
 * there.
 */
final class FlightLog {

    private static final boolean PRESENT = isPresent();

    private static final Scope NOTHING = () -> {};

    private FlightLog() {}

    private static boolean isPresent() {
        Module module = FlightLog.class.getModule();
        return ModuleLayer.boot().findModule("jdk.jfr").map(module::canRead).orElse(false);
    }

    /** Has the depths of an executor recorded now and then until it terminates. Does not keep it alive. */
    static void observe(MillraceExecutor executor) {
        if (PRESENT) {
            FlightDepths.add(executor);
            executor.lifecycle().beforeEnd(() -> FlightDepths.remove(executor));
        }
    }

    /** Tells of a task that was not taken, or is dropped. */
    static void rejected(String by, String reason) {
        if (PRESENT) {
            FlightEvents.Rejection.tell(by, reason);
        }
    }

    /** Tells of a thread that takes the place of one that waits. */
    static void spareStarted(String executor, int worker, int threads) {
        if (PRESENT) {
            FlightEvents.SpareStarted.tell(executor, worker, threads);
        }
    }

    /** Tells of what a watchdog has noticed. */
    static void alert(String executor, Alert alert) {
        if (PRESENT) {
            FlightEvents.Stuck.tell(executor, alert);
        }
    }

    /** Returns what tells of tasks that have waited for longer than a limit when they start. */
    static TaskContext slowWaits(String executor, long limitNanos) {
        return () -> {
            long submitted = Surroundings.nanoTime();
            Captured captured = () -> {
                long waited = Surroundings.nanoTime() - submitted;
                if (waited > limitNanos && PRESENT) {
                    FlightEvents.SlowWait.tell(executor, waited);
                }
                return NOTHING;
            };
            return captured;
        };
    }
}
