package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.Latencies;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Schedule;
import io.millrace.benchmarks.measure.Trials;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** The pools, all open, taking turns. */
final class PoolTrials implements AutoCloseable {

    /** What stands behind the name of a figure that is a ratio. */
    static final String RATIO = ", ours / forkJoin's";

    private final Report report;
    private final Map<String, PoolArm> open = new LinkedHashMap<>();

    PoolTrials(Report report) {
        this.report = report;
        PoolArms.OF_LATENCY.forEach(name -> open.put(name, PoolArms.open(name, Trials.WORKERS)));
    }

    void heading(String title) {
        report.line(Latencies.heading(title) + String.format("%10s %10s %10s", "CPU us", "submit us", "sleeps"));
    }

    /** Runs the schedule of each round in every pool, prints a row for each, and returns what was measured. */
    Result run(String title, IntFunction<Schedule> ofRound) {
        Map<String, PoolTrial> trials = measure(title, ofRound);
        trials.forEach((name, trial) -> report.line(Latencies.row(title, name, trial.latencies())
                + String.format(
                        Locale.ROOT,
                        "%10.2f %10.2f %10s",
                        trial.nanosPerTask() / 1000,
                        trial.submitNanosPerTask() / 1000,
                        Double.isNaN(trial.switchesPerTask())
                                ? "-"
                                : String.format(Locale.ROOT, "%.3f", trial.switchesPerTask()))));
        return new Result(trial(trials, PoolArms.MILLRACE), trial(trials, PoolArms.FORK_JOIN));
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
