package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.Latencies;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.Trials;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** The pools, all open, taking turns. */
final class PoolTrials implements AutoCloseable {

    /** What stands behind the name of a figure that is a ratio. */
    static final String RATIO = ", ours / forkJoin's";

    private final Report report;
    private final Latencies latencies;
    private final Map<String, PoolArm> open = new LinkedHashMap<>();

    PoolTrials(Report report, String group) {
        this.report = report;
        latencies = new Latencies(report, group, "tasks");
        PoolArms.OF_LATENCY.forEach(name -> open.put(name, PoolArms.open(name, Trials.WORKERS)));
    }

    void heading(String title) {
        latencies.heading(title, "CPU us", "submit us", "sleeps");
    }

    /** Runs the schedule of each round in every pool, prints a row for each, and returns what was measured. */
    Result run(String title, IntFunction<Schedule> ofRound) {
        Map<String, PoolTrial> trials = measure(title, ofRound);
        trials.forEach((name, trial) -> latencies.row(title, name, trial.latencies(), costs(trial)));
        return new Result(trial(trials, PoolArms.MILLRACE), trial(trials, PoolArms.FORK_JOIN));
    }

    private static Map<String, Double> costs(PoolTrial trial) {
        Map<String, Double> costs = new LinkedHashMap<>();
        costs.put("CPU us/task", trial.nanosPerTask() / 1000);
        costs.put("submit us/task", trial.submitNanosPerTask() / 1000);
        costs.put("sleeps/task", trial.switchesPerTask());
        return costs;
    }

    private static PoolTrial trial(Map<String, PoolTrial> trials, String name) {
        return Objects.requireNonNull(trials.get(name), "every pool has a trial");
    }

    /** Runs without printing, which is what warm-up needs. */
    Map<String, PoolTrial> measure(String title, IntFunction<Schedule> ofRound) {
        Map<String, PoolTrial> trials = new LinkedHashMap<>();
        open.forEach((name, pool) -> trials.put(name, new PoolTrial(pool)));
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
        open.values().forEach(PoolArm::close);
    }
}
