package io.millrace.benchmarks.goals;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.measure.Work;
import io.millrace.benchmarks.ordered.Numbers;
import io.millrace.benchmarks.ordered.OrderedArm;
import io.millrace.benchmarks.ordered.OrderedArms;
import io.millrace.benchmarks.ordered.SeriesLoad;
import io.millrace.benchmarks.results.GoalFigure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The goals of ordered pipelines: what order costs beside peers, in many series, and with skewed work. */
final class OrderedGoals {

    private static final int PIPELINES = 1;
    private static final int SKEW = 3;
    private static final int STATISTICS = 10;
    private static final int WINDOW = 4096;
    private static final double SECONDS = 5;
    private static final double TURN_NANOS = 30_000_000;

    /** What an item costs beside its work, about. */
    private static final double ITEM_NANOS = 150;

    private static final int BURST = 1000;
    private static final int BURSTS = 100;
    private static final int JOBS = 100_000;
    private static final double MOST_OF_ONE_SERIES = 1.5;
    private static final double SHARE_OF_BOUND = 0.9;
    private static final double SHARE_OF_SKEWED_BOUND = 0.95;
    private static final int SKEWED_ITEMS = 10_000;

    private OrderedGoals() {}

    /** Peers by body, and how many times as long as ours they are wanted to take. */
    private record Wanted(Body body, double forkJoin, double padata, double disruptor) {}

    static void pipelines(Report report) throws Exception {
        for (Wanted wanted : List.of(
                new Wanted(Body.NONE, 3, 7, 1),
                new Wanted(Body.TENTH, 2.4, 2.8, 1.2),
                new Wanted(Body.MICROSECOND, 1.45, 2, 1.4))) {
            steadyFlow(report, wanted);
        }
        bursts(report);
        series(report);
    }

    private static void steadyFlow(Report report, Wanted wanted) throws Exception {
        Body body = wanted.body;
        int items = (int) (TURN_NANOS / (body.meanNanos() / Trials.WORKERS + ITEM_NANOS));
        Outcome outcome = contest(
                "goal 1, steady flow",
                body,
                new Numbers(items, Work.of(body)),
                1,
                List.of(
                        OrderedArms.MILLRACE,
                        OrderedArms.FORK_JOIN,
                        OrderedArms.PADATA_FORK_JOIN,
                        OrderedArms.PADATA_THREAD_POOL,
                        OrderedArms.DISRUPTOR_YIELDING,
                        OrderedArms.ONE_THREAD),
                report);
        String of = " / ours, body " + body;
        report.goal(GoalFigure.atLeast(
                PIPELINES,
                "futures in order" + of,
                outcome.ratio(OrderedArms.FORK_JOIN, OrderedArms.MILLRACE),
                wanted.forkJoin));
        report.goal(GoalFigure.atLeast(
                PIPELINES, "padata" + of, outcome.leastRatio(OrderedArms.PADATA, OrderedArms.MILLRACE), wanted.padata));
        report.goal(GoalFigure.atLeast(
                PIPELINES,
                "Disruptor" + of,
                outcome.ratio(OrderedArms.DISRUPTOR_YIELDING, OrderedArms.MILLRACE),
                wanted.disruptor));
        if (body == Body.MICROSECOND) {
            report.goal(GoalFigure.atLeast(
                    PIPELINES,
                    "share of the bound, body " + body,
                    outcome.ratio(OrderedArms.ONE_THREAD, OrderedArms.MILLRACE) / Trials.WORKERS,
                    SHARE_OF_BOUND));
        }
    }

    private static void bursts(Report report) throws Exception {
        Outcome outcome = contest(
                "goal 1, bursts of " + BURST,
                Body.NONE,
                new Numbers(BURST, Work.of(Body.NONE)),
                BURSTS,
                List.of(OrderedArms.MILLRACE, OrderedArms.DISRUPTOR_YIELDING),
                report);
        report.goal(GoalFigure.atLeast(
                PIPELINES,
                "Disruptor / ours, bursts of " + BURST,
                outcome.ratio(OrderedArms.DISRUPTOR_YIELDING, OrderedArms.MILLRACE),
                1.3));
    }

    /** Each of so many runs in a turn ends before the next begins. */
    private static Outcome contest(
            String group, Body body, Numbers numbers, int runs, List<String> names, Report report) throws Exception {
        Map<String, OrderedArm> arms = new LinkedHashMap<>();
        try {
            Contest contest = new Contest(
                    group,
                    Map.of("body", body.toString(), "window", Integer.toString(WINDOW)),
                    numbers.length() * runs);
            for (String name : names) {
                if (name.equals(OrderedArms.DISRUPTOR_YIELDING)) {
                    // Its threads yield for as long as it is open, and so take from whoever else has something to do.
                    contest.armApart(
                            name, () -> OrderedArms.open(name, Trials.WORKERS, WINDOW), arm -> run(arm, numbers, runs));
                    continue;
                }
                OrderedArm arm = OrderedArms.open(name, Trials.WORKERS, WINDOW);
                arms.put(name, arm);
                contest.arm(name, () -> run(arm, numbers, runs));
            }
            return contest.run(report, SECONDS);
        } finally {
            arms.values().forEach(OrderedArm::close);
        }
    }

    private static void series(Report report) throws Exception {
        try (SeriesLoad one = new SeriesLoad(JOBS, 1);
                SeriesLoad some = new SeriesLoad(JOBS, 64);
                SeriesLoad many = new SeriesLoad(JOBS, 10_000)) {
            Outcome outcome = new Contest("goal 1, series", Map.of(), JOBS)
                    .arm("1 series", one::run)
                    .arm("64 series", some::run)
                    .arm("10000 series", many::run)
                    .run(report, SECONDS);
            for (String series : List.of("64 series", "10000 series")) {
                report.goal(GoalFigure.atMost(
                        PIPELINES,
                        "job of one of " + series + " / job of a single one",
                        outcome.ratio(series, "1 series"),
                        MOST_OF_ONE_SERIES));
            }
        }
    }

    static void skew(Report report) throws Exception {
        Outcome outcome = contest(
                "goal 3, skewed work",
                Body.SKEWED,
                new Numbers(SKEWED_ITEMS, Work.of(Body.SKEWED)),
                1,
                List.of(
                        OrderedArms.MILLRACE_ONE_BY_ONE,
                        OrderedArms.MILLRACE,
                        OrderedArms.FORK_JOIN,
                        OrderedArms.THREAD_POOL,
                        OrderedArms.DISRUPTOR_YIELDING,
                        OrderedArms.ONE_THREAD),
                report);
        report.goal(GoalFigure.atLeast(
                SKEW,
                "share of the bound, each item on its own",
                outcome.ratio(OrderedArms.ONE_THREAD, OrderedArms.MILLRACE_ONE_BY_ONE) / Trials.WORKERS,
                SHARE_OF_SKEWED_BOUND));
    }

    static void statistics(Report report) throws Exception {
        int items = (int) (TURN_NANOS / (Body.MICROSECOND.meanNanos() / Trials.WORKERS + ITEM_NANOS));
        Numbers numbers = new Numbers(items, Work.of(Body.MICROSECOND));
        try (OrderedArm off = OrderedArms.open(OrderedArms.MILLRACE, Trials.WORKERS, WINDOW);
                OrderedArm on = OrderedArms.recordingLatency(Trials.WORKERS, WINDOW)) {
            Outcome outcome = new Contest("goal 10, statistics", Map.of("body", Body.MICROSECOND.toString()), items)
                    .arm("off", () -> run(off, numbers, 1))
                    .arm("on", () -> run(on, numbers, 1))
                    .run(report, 2 * SECONDS);
            report.goal(GoalFigure.atMost(
                    STATISTICS, "with statistics of each item / without", outcome.ratio("on", "off"), 1.03));
        }
    }

    private static void run(OrderedArm arm, Numbers numbers, int runs) throws Exception {
        for (int run = 0; run < runs; run++) {
            arm.run(numbers);
            numbers.requireAll();
        }
    }
}
