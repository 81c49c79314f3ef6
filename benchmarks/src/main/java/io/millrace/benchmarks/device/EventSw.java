package io.millrace.benchmarks.device;

import io.millrace.benchmarks.measure.Median;
import io.millrace.benchmarks.measure.OurDevice;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.results.Environment;
import io.millrace.benchmarks.results.Figure;
import io.millrace.benchmarks.results.JsonOption;
import io.millrace.benchmarks.results.ResultFile;
import io.millrace.core.DeviceException;
import io.millrace.core.Devices;
import io.millrace.core.SchedulingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./millrace eventsw}: {@link DeviceBenchmark} and the same in C on DPDK's software event devices, in turns. */
@Command(
        name = "eventsw",
        description =
                "Measures what an event costs in the software device, in Millrace's device over DPDK's event_sw, and in"
                        + " event_sw and event_dsw from C, in turns. It needs a C compiler, pkg-config and DPDK with its headers.")
public final class EventSw implements Callable<Integer> {

    /** event_sw has no more flows. */
    static final int MOST_FLOWS = 16_384;

    /** Those that {@code event_device.c} knows. */
    static final List<SchedulingType> TYPES =
            List.of(SchedulingType.ATOMIC, SchedulingType.ORDERED, SchedulingType.UNORDERED);

    private static final int MOST_ROUNDS = 100;

    private static final String ON_EVENT_SW = "eventdev:event_sw";

    private static final int ITERATION_MILLIS = 1000;

    /** C is warm at once; the JVM is given as many warm-up iterations as are measured. */
    private static final int WARM_UPS_IN_C = 1;

    /** What a start of all takes beside the iterations, for the time that is told at the beginning. */
    private static final int START_MILLIS = 2000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "ATOMIC,ORDERED,UNORDERED",
            description = "Types of the queue, with commas between them (default: ${DEFAULT-VALUE}).")
    private String types = "";

    @Option(
            names = "--flows",
            paramLabel = "NUMBER",
            defaultValue = "1,64,10000",
            description =
                    "Numbers of flows up to " + MOST_FLOWS + ", with commas between them (default: ${DEFAULT-VALUE}).")
    private String flows = "";

    @Option(
            names = "--rounds",
            paramLabel = "NUMBER",
            description = "How often all is measured, up to " + MOST_ROUNDS + " times (default: 3, with --quick 1).")
    private @Nullable Integer rounds;

    @Option(
            names = "--quick",
            description = "One round in place of three, two iterations in place of five: for orientation only.")
    private boolean quick;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--path", hidden = true, defaultValue = "${env:PATH}")
    private String searchPath = "";

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        List<DeviceOperation> operations = operations();
        int lastRound = roundsWanted();
        Environment environment = Environment.of(spec);
        EventSwProgram program = compile();
        Report report = Report.of(spec);
        List<EventSwComparison> comparisons =
                operations.stream().map(EventSwComparison::new).toList();
        report.line(String.format(
                "DPDK %s; operations: %d, rounds: %d, minutes: about %d",
                program.dpdkVersion(), operations.size(), lastRound, minutes(operations.size() * lastRound)));
        for (int round = 0; round < lastRound; round++) {
            for (int i = 0; i < operations.size(); i++) {
                report.progress((i + 1) + " of " + operations.size(), round, lastRound);
                String figures = measure(operations.get(i), program, comparisons.get(i));
                report.line("round " + (round + 1) + ", " + figures);
            }
        }
        report.line(String.format("%n%s", EventSwComparison.heading()));
        comparisons.forEach(comparison -> report.line(comparison.row()));
        comparisons.stream()
                .flatMap(comparison -> comparison.reasons().stream())
                .distinct()
                .forEach(reason -> report.line("left out: " + reason));
        List<Figure> figures = comparisons.stream()
                .flatMap(comparison -> comparison.figures().stream())
                .toList();
        json.write(new ResultFile(environment, "eventsw", figures, List.of()));
        return 0;
    }

    private List<DeviceOperation> operations() {
        List<DeviceOperation> operations = new ArrayList<>();
        for (String name : words(types)) {
            SchedulingType type = type(name);
            for (String count : words(flows)) {
                operations.addAll(DeviceOperation.all(type, flowCount(count)));
            }
        }
        return operations;
    }

    /** The words of a list, an empty one behind a last comma included. */
    private static String[] words(String list) {
        return list.split(",", -1);
    }

    private int flowCount(String word) {
        try {
            int count = Integer.parseInt(word);
            requireRange("--flows", count, MOST_FLOWS);
            return count;
        } catch (NumberFormatException noNumber) {
            throw refusal("expected --flows NUMBER, found " + orNothing(word));
        }
    }

    private static String orNothing(String word) {
        return word.isEmpty() ? "nothing" : word;
    }

    private SchedulingType type(String name) {
        return TYPES.stream()
                .filter(type -> type.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> refusal("expected --type ATOMIC, ORDERED or UNORDERED, found " + orNothing(name)));
    }

    private int roundsWanted() {
        int wanted = rounds != null ? rounds : quick ? 1 : 3;
        requireRange("--rounds", wanted, MOST_ROUNDS);
        return wanted;
    }

    private void requireRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw refusal("expected " + option + " from 1 to " + most + ", found " + value);
        }
    }

    private EventSwProgram compile() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-eventsw");
        // Before the files in it, which are then removed first; a finally block would see no Ctrl-C.
        directory.toFile().deleteOnExit();
        try {
            return EventSwProgram.compile(directory, searchPath);
        } catch (EventSwProgram.MissingException missing) {
            throw refusal(Objects.requireNonNull(missing.getMessage(), "it is made with one"));
        }
    }

    private ParameterException refusal(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private long minutes(int steps) {
        int devices = DpdkDevice.values().length;
        int iterations = (4 + devices) * iterations() + devices * WARM_UPS_IN_C;
        return Duration.ofMillis((long) steps * (iterations * ITERATION_MILLIS + START_MILLIS) + 59_999)
                .toMinutes();
    }

    private int iterations() {
        return quick ? 2 : 5;
    }

    private String measure(DeviceOperation operation, EventSwProgram program, EventSwComparison comparison)
            throws IOException, InterruptedException, RunnerException {
        List<Double> ours = millrace(operation, Devices.DEFAULT_NAME);
        DpdkResult onEventSw = onEventSw(operation);
        Map<DpdkDevice, DpdkResult> theirs =
                program.measureAll(operation, WARM_UPS_IN_C, iterations(), ITERATION_MILLIS);
        comparison.add(ours, onEventSw, theirs);
        StringBuilder figures =
                new StringBuilder(String.format(Locale.ROOT, "%s: millrace %.1f ns", operation, Median.of(ours)));
        if (onEventSw.reason().isEmpty()) {
            figures.append(String.format(Locale.ROOT, ", on event_sw %.1f ns", Median.of(onEventSw.nanos())));
        }
        theirs.forEach((device, result) -> {
            if (result.reason().isEmpty()) {
                figures.append(String.format(Locale.ROOT, ", %s %.1f ns", device, Median.of(result.nanos())));
            }
        });
        return figures.toString();
    }

    private DpdkResult onEventSw(DeviceOperation operation) throws RunnerException {
        try {
            Devices.find(ON_EVENT_SW);
        } catch (DeviceException missing) {
            return DpdkResult.absent(Objects.requireNonNull(missing.getMessage(), "it is made with one"));
        }
        return DpdkResult.of(millrace(operation, ON_EVENT_SW));
    }

    private List<Double> millrace(DeviceOperation operation, String device) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(Pattern.quote(DeviceBenchmark.class.getName() + "." + operation.method()) + "$")
                        .param("type", operation.type().name())
                        .param("flows", Integer.toString(operation.flows()))
                        .forks(1)
                        .jvmArgsAppend("-D" + OurDevice.PROPERTY + "=" + device)
                        .warmupIterations(iterations())
                        .warmupTime(TimeValue.milliseconds(ITERATION_MILLIS))
                        .measurementIterations(iterations())
                        .measurementTime(TimeValue.milliseconds(ITERATION_MILLIS))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .runSingle().getAggregatedResult().getIterationResults().stream()
                        .map(iteration -> iteration.getPrimaryResult().getScore())
                        .toList();
    }
}
