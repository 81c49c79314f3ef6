package io.millrace.benchmarks.device;

import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.results.GoalFigure;
import io.millrace.core.SchedulingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What operations of the device cost and allocate in one thread, in short trials within this process. */
public final class DeviceTrials {

    private static final int ALLOCATION = 8;
    private static final int OPERATIONS = 9;
    private static final int MILLIS = 300;
    private static final int WARM_UP_MILLIS = 1500;

    /** What asking for the figure allocates by itself, shared by the events of a trial, is far less. */
    private static final double MOST_BYTES = 0.01;

    private DeviceTrials() {}

    /** Bytes an event allocates once the code is compiled, in the worst operation of all types. */
    public static void allocation(Report report) {
        double most = 0;
        for (SchedulingType type : EventSw.TYPES) {
            for (DeviceOperation operation : DeviceOperation.all(type, 64)) {
                report.progress(operation.toString(), 0, 1);
                try (DeviceTrial trial = new DeviceTrial(operation)) {
                    trial.run(WARM_UP_MILLIS);
                    most = Math.max(most, trial.run(WARM_UP_MILLIS).bytes());
                }
            }
        }
        report.goal(GoalFigure.atMost(ALLOCATION, "bytes an event, worst operation", most, MOST_BYTES));
    }

    /** Times beside those of event_sw, where DPDK is installed; event_dsw is measured too, and not judged by. */
    public static void besideEventSw(Report report) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-eventsw");
        directory.toFile().deleteOnExit();
        EventSwProgram program;
        try {
            program = EventSwProgram.compile(directory, Objects.requireNonNullElse(System.getenv("PATH"), ""));
        } catch (EventSwProgram.MissingException missing) {
            report.unjudged(
                    GoalFigure.atLeast(OPERATIONS, "event_sw / ours", Double.NaN, 1),
                    Objects.requireNonNull(missing.getMessage(), "it is made with one"));
            return;
        }
        for (SchedulingType type : EventSw.TYPES) {
            double least = Double.POSITIVE_INFINITY;
            Set<String> reasons = new LinkedHashSet<>();
            for (DeviceOperation operation : DeviceOperation.all(type, 1)) {
                EventSwComparison comparison = compare(report, operation, program);
                comparison.figures().forEach(report::keep);
                least = Math.min(least, comparison.ratio());
                reasons.addAll(comparison.reasons());
            }
            GoalFigure goal = GoalFigure.atLeast(
                    OPERATIONS, "event_sw / ours, worse operation, " + DeviceOperation.text(type), least, 1);
            if (Double.isNaN(least)) {
                report.unjudged(goal, String.join("; ", reasons));
            } else {
                report.goal(goal);
            }
        }
    }

    private static EventSwComparison compare(Report report, DeviceOperation operation, EventSwProgram program)
            throws IOException, InterruptedException {
        EventSwComparison comparison = new EventSwComparison(operation);
        try (DeviceTrial trial = new DeviceTrial(operation)) {
            trial.run(WARM_UP_MILLIS);
            for (int round = 0; round < Trials.ROUNDS; round++) {
                report.progress(operation.toString(), round, Trials.ROUNDS);
                comparison.add(
                        List.of(trial.run(MILLIS).nanos()),
                        DpdkResult.of(List.of()),
                        program.measureAll(operation, 1, 1, MILLIS));
            }
        }
        return comparison;
    }
}
