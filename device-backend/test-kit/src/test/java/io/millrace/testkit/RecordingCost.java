package io.millrace.testkit;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.Arrays;

/** Measures what it costs to record a run with real threads: tasks of a microsecond, recorded and not, in turns. Arguments: rounds, tasks of each. */
final class RecordingCost {

    private static final int WARM_UPS = 2;
    private static final int WORKERS = 2;
    private static final long WORK_NANOS = 1_000;

    private RecordingCost() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 11;
        int tasks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200_000;
        double[] without = new double[rounds];
        double[] with = new double[rounds];
        for (int round = -WARM_UPS; round < rounds; round++) {
            int at = Math.max(0, round);
            without[at] = run(false, tasks);
            with[at] = run(true, tasks);
        }
        Arrays.sort(without);
        Arrays.sort(with);
        int middle = rounds / 2;
        System.out.printf(
                "tasks of %d ns, %d workers, ns by the clock for each task: median %.0f, recorded %.0f%n",
                WORK_NANOS, WORKERS, without[middle], with[middle]);
    }

    private static double run(boolean recorded, int tasks) {
        Recording run = new Recording();
        long start = System.nanoTime();
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(WORKERS)) {
            for (int i = 0; i < tasks; i++) {
                executor.execute(recorded ? run.task("task " + i, RecordingCost::work) : RecordingCost::work);
            }
        }
        return (double) (System.nanoTime() - start) / tasks;
    }

    private static void work() {
        long end = System.nanoTime() + WORK_NANOS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
