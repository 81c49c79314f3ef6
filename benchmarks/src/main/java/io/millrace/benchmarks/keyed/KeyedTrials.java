package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Latencies;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.measure.Work;
import io.millrace.benchmarks.results.GoalFigure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How late tasks of cold keys start while hot keys have much to do: an open loop at several shares of what two workers can do at most. */
public final class KeyedTrials {

    private static final int KEYS = 10_000;

    /** Shares of the bound. The goal is judged at the last; the producer takes a part of the two cores as well. */
    private static final int[] LOAD_PERCENTS = {30, 50, 70};

    private static final double MOST_OF_STRIPE = 0.2;
    private static final String OURS = "millrace";
    private static final String STRIPE = "stripe";

    private final Report report;
    private final Latencies latencies;
    private final long roundNanos;
    private final Work work = Work.of(Body.MICROSECOND);
    private final Map<String, KeyedArm> arms = new LinkedHashMap<>();

    private KeyedTrials(Report report, long roundNanos) {
        this.report = report;
        latencies = new Latencies(report, "keyed", "load");
        this.roundNanos = roundNanos;
    }

    public static void run(Report report, long nanos) {
        new KeyedTrials(report, nanos / Trials.ROUNDS).run();
    }

    private void run() {
        arms.put(OURS, KeyedArms.open(KeyedArms.MILLRACE, Trials.WORKERS, KEYS));
        arms.put("sequentialExecutor", KeyedArms.open(KeyedArms.SEQUENTIAL_EXECUTOR, Trials.WORKERS, KEYS));
        arms.put(STRIPE, KeyedArms.open(KeyedArms.STRIPE, Trials.WORKERS, KEYS));
        try {
            measure("warm-up", LOAD_PERCENTS[0]);
            latencies.heading("cold keys", "on time %");
            Map<String, KeyedTrial> last = Map.of();
            for (int percent : LOAD_PERCENTS) {
                String title = percent + " % of the bound";
                Map<String, KeyedTrial> trials = measure(title, percent);
                trials.forEach((arm, trial) ->
                        latencies.row(title, arm, trial.coldLatencies(), Map.of("on time %", trial.onTimePercent())));
                last = trials;
            }
            report.goal(GoalFigure.atMost(
                    4,
                    "p99 of cold keys at " + LOAD_PERCENTS[LOAD_PERCENTS.length - 1]
                            + " % of the bound, ours / the stripe's",
                    p99(last, OURS) / p99(last, STRIPE),
                    MOST_OF_STRIPE));
        } finally {
            arms.values().forEach(KeyedArm::close);
        }
    }

    private static double p99(Map<String, KeyedTrial> trials, String arm) {
        KeyedTrial trial = Objects.requireNonNull(trials.get(arm), "every arm has a trial");
        return Latencies.micros(trial.coldLatencies(), 99);
    }

    private Map<String, KeyedTrial> measure(String title, int percent) {
        double perSecond =
                (double) Trials.WORKERS * TimeUnit.SECONDS.toNanos(1) / Body.MICROSECOND.meanNanos() * percent / 100;
        Map<String, KeyedTrial> trials = new LinkedHashMap<>();
        arms.forEach((name, arm) -> trials.put(name, new KeyedTrial(arm, work)));
        for (int round = 0; round < Trials.ROUNDS; round++) {
            report.progress(title, round, Trials.ROUNDS);
            Schedule schedule = Schedule.poisson(perSecond, roundNanos, round);
            KeySequence sequence = new KeySequence(KeyDistribution.ZIPF, KEYS, schedule.length(), round);
            trials.values().forEach(trial -> trial.run(schedule, sequence));
        }
        return trials;
    }
}
