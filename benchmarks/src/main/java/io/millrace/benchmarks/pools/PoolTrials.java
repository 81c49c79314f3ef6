package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.Latencies;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.measure.WorkerThreads;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.IntFunction;

/** The pools, all open, taking turns. */
final class PoolTrials implements AutoCloseable {

    /** What stands behind the name of a figure that is a ratio. */
    static final String RATIO = ", ours / ForkJoinPool's";

    private final Report report;
    private final Map<Pool, Open> open = new EnumMap<>(Pool.class);

    private record Open(ExecutorService pool, WorkerThreads threads) {}

    PoolTrials(Report report) {
        this.report = report;
        for (Pool pool : Pool.values()) {
            WorkerThreads threads = new WorkerThreads();
            open.put(pool, new Open(pool.open(Trials.WORKERS, threads), threads));
        }
    }

    void heading(String title) {
        report.line(Latencies.heading(title) + String.format("%10s %10s %10s", "CPU us", "submit us", "sleeps"));
    }

    /** Runs the schedule of each round in every pool, prints a row for each, and returns what was measured. */
    Result run(String title, IntFunction<Schedule> ofRound) {
        Map<Pool, PoolTrial> trials = measure(title, ofRound);
        trials.forEach((pool, trial) -> report.line(Latencies.row(title, pool.toString(), trial.latencies())
                + String.format(
                        Locale.ROOT,
                        "%10.2f %10.2f %10s",
                        trial.nanosPerTask() / 1000,
                        trial.submitNanosPerTask() / 1000,
                        Double.isNaN(trial.switchesPerTask())
                                ? "-"
                                : String.format(Locale.ROOT, "%.3f", trial.switchesPerTask()))));
        return new Result(trial(trials, Pool.MILLRACE), trial(trials, Pool.FORK_JOIN));
    }

    private static PoolTrial trial(Map<Pool, PoolTrial> trials, Pool pool) {
        return Objects.requireNonNull(trials.get(pool), "every pool has a trial");
    }

    /** Runs without printing, which is what warm-up needs. */
    Map<Pool, PoolTrial> measure(String title, IntFunction<Schedule> ofRound) {
        Map<Pool, PoolTrial> trials = new EnumMap<>(Pool.class);
        open.forEach((pool, ready) -> trials.put(pool, new PoolTrial(ready.pool, ready.threads)));
        for (int round = 0; round < Trials.ROUNDS; round++) {
            report.progress(title, round, Trials.ROUNDS);
            Schedule schedule = ofRound.apply(round);
            trials.values().forEach(trial -> trial.run(schedule));
        }
        return trials;
    }

    /** Ours beside the peer that goals name. */
    record Result(PoolTrial ours, PoolTrial forkJoin) {

        double latencyRatio(double percentile) {
            return Latencies.micros(ours.latencies(), percentile) / Latencies.micros(forkJoin.latencies(), percentile);
        }

        double costRatio() {
            return ours.nanosPerTask() / forkJoin.nanosPerTask();
        }
    }

    @Override
    public void close() {
        open.values().forEach(ready -> ready.pool.shutdown());
    }
}
