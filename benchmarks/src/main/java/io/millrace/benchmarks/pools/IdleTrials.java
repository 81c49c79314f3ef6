package io.millrace.benchmarks.pools;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.benchmarks.measure.OpenLoop;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.measure.Usage;
import io.millrace.benchmarks.results.Figure;
import io.millrace.benchmarks.results.GoalFigure;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a pool costs that has had work and has none now, each pool by itself. */
public final class IdleTrials {

    private static final int RATE = 10_000;
    private static final double MOST_PERCENT = 0.5;

    /** Processor time is counted in steps of 10 ms; within this time 25 ms are allowed. */
    private static final int LEAST_SECONDS = 5;

    private static final double PERCENT = 100;

    private IdleTrials() {}

    public static void run(Report report, long nanos) {
        report.line(String.format("%n%-20s %-20s %10s %10s", "idle", "", "workers %", "process %"));
        double ours = Double.NaN;
        for (String name : PoolArms.OF_LATENCY) {
            report.progress("idle " + name, 0, 1);
            double percent = measure(report, name, nanos);
            ours = name.equals(PoolArms.MILLRACE) ? percent : ours;
        }
        judge(report, ours, nanos);
    }

    static void judge(Report report, double percent, long nanos) {
        GoalFigure goal = GoalFigure.atMost(6, "percent of a core that the idle process uses", percent, MOST_PERCENT);
        if (nanos < TimeUnit.SECONDS.toNanos(LEAST_SECONDS)) {
            report.unjudged(goal, "measured for " + text(nanos) + ", expected at least " + LEAST_SECONDS + " s");
        } else {
            report.goal(goal);
        }
    }

    /** A length of time below a second in milliseconds, without an exponent. */
    private static String text(long nanos) {
        boolean isShort = nanos < TimeUnit.SECONDS.toNanos(1);
        String figure =
                BigDecimal.valueOf(nanos, isShort ? 6 : 9).stripTrailingZeros().toPlainString();
        return figure + (isShort ? " ms" : " s");
    }

    private static double measure(Report report, String name, long nanos) {
        try (PoolArm pool = PoolArms.open(name, Trials.WORKERS)) {
            new PoolTrial(pool).run(Schedule.poisson(RATE, nanos / Trials.ROUNDS, 0));
            OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long begin = System.nanoTime();
            long processBefore = process.getProcessCpuTime();
            Usage before = pool.threads().usage();
            OpenLoop.pause(nanos);
            Usage used = pool.threads().usage().minus(before);
            double processPercent =
                    PERCENT * (process.getProcessCpuTime() - processBefore) / (System.nanoTime() - begin);
            double workersPercent = PERCENT * used.cpuNanos() / (System.nanoTime() - begin);
            report.line(
                    String.format(Locale.ROOT, "%-20s %-20s %10.3f %10.3f", "", name, workersPercent, processPercent));
            report.keep(new Figure(
                    "idle",
                    Map.of(),
                    name,
                    "% of a core",
                    processPercent,
                    Double.NaN,
                    List.of(),
                    Map.of("workers, % of a core", workersPercent)));
            return processPercent;
        }
    }
}
