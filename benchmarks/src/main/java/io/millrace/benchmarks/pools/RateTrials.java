package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.results.GoalFigure;
import java.util.ArrayList;
import java.util.List;

/** Tasks without work that come independently of each other, at several rates. */
public final class RateTrials {

    private static final int HIGHEST = 100_000;
    private static final int[] PER_SECOND = {1_000, 10_000, HIGHEST};

    private RateTrials() {}

    public static void run(Report report, long nanos) {
        long roundNanos = nanos / Trials.ROUNDS;
        try (PoolTrials pools = new PoolTrials(report, "rates")) {
            pools.measure("warm-up", round -> Schedule.poisson(HIGHEST, roundNanos, -1 - round));
            pools.heading("tasks");
            List<Runnable> goals = new ArrayList<>();
            for (int rate : PER_SECOND) {
                PoolTrials.Result result = pools.run(rate + "/s", round -> Schedule.poisson(rate, roundNanos, round));
                goals.add(() -> judge(report, rate, result));
            }
            goals.forEach(Runnable::run);
        }
    }

    private static void judge(Report report, int rate, PoolTrials.Result result) {
        String at = " at " + rate + "/s" + PoolTrials.RATIO;
        if (rate < HIGHEST) {
            report.goal(GoalFigure.atMost(6, "p50" + at, result.latencyRatio(50), 1));
        }
        report.goal(GoalFigure.atMost(6, "p99" + at, result.latencyRatio(99), rate < HIGHEST ? 1 : 0.5));
        report.goal(GoalFigure.atMost(5, "CPU" + at, result.costRatio(), 1));
    }
}
