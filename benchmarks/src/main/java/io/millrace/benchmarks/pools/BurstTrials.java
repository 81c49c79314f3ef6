package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.results.GoalFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tasks without work that come many at once, with nothing to do in between. */
public final class BurstTrials {

    private static final int LARGEST = 10_000;
    private static final int[] SIZES = {1, 80, LARGEST};
    private static final int[] EVERY_MILLIS = {10, 100};
    private static final double MOST_SLEEPS = 0.05;

    private BurstTrials() {}

    public static void run(Report report, long nanos) {
        long roundNanos = nanos / Trials.ROUNDS;
        try (PoolTrials pools = new PoolTrials(report, "bursts")) {
            pools.measure("warm-up", round -> bursts(LARGEST, EVERY_MILLIS[0], roundNanos));
            pools.heading("tasks at once");
            List<Runnable> goals = new ArrayList<>();
            for (int everyMillis : EVERY_MILLIS) {
                for (int size : SIZES) {
                    String title = size + " every " + everyMillis + " ms";
                    PoolTrials.Result result = pools.run(title, round -> bursts(size, everyMillis, roundNanos));
                    goals.add(() -> judge(report, title, size, result));
                }
            }
            goals.forEach(Runnable::run);
        }
    }

    private static Schedule bursts(int size, int everyMillis, long roundNanos) {
        return Schedule.bursts(size, TimeUnit.MILLISECONDS.toNanos(everyMillis), roundNanos);
    }

    private static void judge(Report report, String title, int size, PoolTrials.Result result) {
        report.goal(GoalFigure.atMost(5, "CPU, " + title + PoolTrials.RATIO, result.costRatio(), size == 1 ? 1 : 0.5));
        if (size == LARGEST) {
            report.goal(GoalFigure.atMost(
                    6, "sleeps a task, " + title, result.ours().switchesPerTask(), MOST_SLEEPS));
        }
    }
}
