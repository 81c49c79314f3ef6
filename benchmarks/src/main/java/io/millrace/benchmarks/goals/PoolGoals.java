package io.millrace.benchmarks.goals;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Median;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.measure.Work;
import io.millrace.benchmarks.pools.BurstTrials;
import io.millrace.benchmarks.pools.IdleTrials;
import io.millrace.benchmarks.pools.PoolArm;
import io.millrace.benchmarks.pools.PoolArms;
import io.millrace.benchmarks.pools.RateTrials;
import io.millrace.benchmarks.pools.SubmitCall;
import io.millrace.benchmarks.pools.SubmitTrial;
import io.millrace.benchmarks.results.GoalFigure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The goals of tasks that ask for nothing but a worker. */
final class PoolGoals {

    private static final int SUBMIT = 5;
    private static final double CELL_SECONDS = 1;
    private static final double TURN_NANOS = 15_000_000;

    /** What a task costs beside its work, about. */
    private static final double TASK_NANOS = 300;

    private static final List<String> POOLS = List.of(PoolArms.MILLRACE, PoolArms.FORK_JOIN, PoolArms.THREAD_POOL);
    private static final long RATE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private PoolGoals() {}

    static void submit(Report report) throws Exception {
        List<Double> forkJoin = new ArrayList<>();
        List<Double> threadPool = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        Map<String, PoolArm> pools = new LinkedHashMap<>();
        try {
            POOLS.forEach(name -> pools.put(name, PoolArms.open(name, Trials.WORKERS)));
            for (SubmitCall call : SubmitCall.values()) {
                for (Body body : List.of(Body.NONE, Body.TENTH, Body.MICROSECOND)) {
                    for (int producers : new int[] {1, 2, 4}) {
                        Outcome outcome = cell(report, pools, call, body, producers);
                        forkJoin.add(outcome.ratio(PoolArms.FORK_JOIN, PoolArms.MILLRACE));
                        threadPool.add(outcome.ratio(PoolArms.THREAD_POOL, PoolArms.MILLRACE));
                        processor.add(outcome.processorRatio(PoolArms.MILLRACE, PoolArms.FORK_JOIN));
                    }
                }
            }
        } finally {
            pools.values().forEach(PoolArm::close);
        }
        judge(report, forkJoin, threadPool, processor);
        BurstTrials.run(report, BURST_NANOS);
    }

    private static void judge(Report report, List<Double> forkJoin, List<Double> threadPool, List<Double> processor) {
        String grid = ", median of " + forkJoin.size() + " cells";
        report.goal(GoalFigure.atLeast(SUBMIT, "ForkJoinPool / ours" + grid, Median.of(forkJoin), 1));
        report.goal(GoalFigure.atLeast(
                SUBMIT,
                "ForkJoinPool / ours, worst cell",
                forkJoin.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
                0.9));
        report.goal(GoalFigure.atLeast(SUBMIT, "ThreadPoolExecutor / ours" + grid, Median.of(threadPool), 2));
        report.goal(GoalFigure.atMost(SUBMIT, "processor time, ours / ForkJoinPool's" + grid, Median.of(processor), 1));
    }

    private static Outcome cell(Report report, Map<String, PoolArm> pools, SubmitCall call, Body body, int producers)
            throws Exception {
        int tasks = (int) (TURN_NANOS / (body.meanNanos() / Trials.WORKERS + TASK_NANOS));
        Work work = Work.of(body);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("call", call.toString());
        parameters.put("body", body.toString());
        parameters.put("producers", Integer.toString(producers));
        Contest contest = new Contest("goal 5, submit", parameters, tasks);
        List<SubmitTrial> trials = new ArrayList<>();
        try {
            pools.forEach((name, pool) -> {
                SubmitTrial trial = new SubmitTrial(pool, producers, work, call);
                trials.add(trial);
                contest.arm(name, () -> trial.run(tasks));
            });
            return contest.run(report, CELL_SECONDS);
        } finally {
            trials.forEach(SubmitTrial::close);
        }
    }

    /** The same runs tell of processor time too, which belongs to the goal before. */
    static void start(Report report) {
        RateTrials.run(report, RATE_NANOS);
        BurstTrials.run(report, BURST_NANOS);
        IdleTrials.run(report, IDLE_NANOS);
    }
}
