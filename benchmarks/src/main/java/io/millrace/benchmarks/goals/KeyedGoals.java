package io.millrace.benchmarks.goals;

import io.millrace.benchmarks.keyed.KeyDistribution;
import io.millrace.benchmarks.keyed.KeyedArm;
import io.millrace.benchmarks.keyed.KeyedArms;
import io.millrace.benchmarks.keyed.KeyedLoad;
import io.millrace.benchmarks.keyed.KeyedTrials;
import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.results.GoalFigure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The goals of tasks with keys. */
final class KeyedGoals {

    private static final int NUMBER = 4;
    private static final int KEYS = 10_000;
    private static final int TASKS = 50_000;
    private static final double SECONDS = 18;
    private static final long COLD_NANOS = TimeUnit.SECONDS.toNanos(2);

    private KeyedGoals() {}

    static void keys(Report report) throws Exception {
        KeyedLoad load = new KeyedLoad(TASKS, KEYS, KeyDistribution.ZIPF, Body.MICROSECOND);
        Map<String, KeyedArm> arms = new LinkedHashMap<>();
        try {
            Contest contest = new Contest(
                    "goal 4, keys", Map.of("keys", Integer.toString(KEYS), "body", Body.MICROSECOND.toString()), TASKS);
            for (String name : KeyedArms.all().keySet()) {
                KeyedArm arm = KeyedArms.open(name, Trials.WORKERS, KEYS);
                arms.put(name, arm);
                contest.arm(name, () -> load.run(arm));
            }
            Outcome outcome = contest.run(report, SECONDS);
            report.goal(GoalFigure.atLeast(
                    NUMBER, "best peer / ours", outcome.leastRatio(peers(), KeyedArms.MILLRACE), 1.25));
            report.goal(GoalFigure.atLeast(
                    NUMBER,
                    "share of the bound",
                    outcome.ratio(KeyedArms.ONE_THREAD, KeyedArms.MILLRACE) / Trials.WORKERS,
                    0.9));
        } finally {
            arms.values().forEach(KeyedArm::close);
        }
        KeyedTrials.run(report, COLD_NANOS);
    }

    private static List<String> peers() {
        List<String> peers = new ArrayList<>(KeyedArms.all().keySet());
        peers.removeAll(List.of(KeyedArms.MILLRACE, KeyedArms.MILLRACE_KEPT_VIEWS, KeyedArms.ONE_THREAD));
        return peers;
    }
}
