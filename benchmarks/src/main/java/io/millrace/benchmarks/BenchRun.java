package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.OurDevice;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.results.Environment;
import io.millrace.benchmarks.results.JmhFigures;
import io.millrace.benchmarks.results.JsonOption;
import io.millrace.benchmarks.results.ResultFile;
import io.millrace.core.DeviceException;
import io.millrace.core.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import one.profiler.AsyncProfilerLoader;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.AsyncProfiler;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./millrace bench run}: measures with JMH. */
@Command(
        name = "run",
        description =
                "Measures what is named. Prints how long an operation of each arm takes, and how many times as long"
                        + " as ours.")
final class BenchRun implements Callable<Integer> {

    private static final int QUICK_ITERATIONS = 3;
    private static final int QUICK_MILLIS = 300;

    /** As many as each arm has workers. The arms set the first themselves; the second can be told to the JDK by an option only. */
    private static final String[] VIRTUAL_THREADS = {
        "-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2"
    };

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description = "What to measure; ./millrace bench list tells what there is.")
    private List<String> ids = List.of();

    @ArgGroup
    private Length length = new Length();

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUES",
            description = "Only these values of a parameter, with commas between them, such as arm=millrace,stripe or"
                    + " keys=64; once for each parameter. Where all values are numbers, others may be given.")
    private List<String> choices = List.of();

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = Devices.DEFAULT_NAME,
            description =
                    "The device that ours schedules by, with as many credits and as wide a window as it has, if an arm wants more (default: ${DEFAULT-VALUE}).")
    private String device = Devices.DEFAULT_NAME;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--flame",
            paramLabel = "DIRECTORY",
            description =
                    "Write a flame graph of the processor time of each arm into this directory, as a page for a browser.")
    private @Nullable Path flame;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** How long to measure. */
    private static final class Length {

        @Option(
                names = "--quick",
                description = "One fork with three short iterations: tells that it works, and little more.")
        private boolean quick;

        @Option(names = "--full", description = "Three forks, as for published figures; one otherwise.")
        private boolean full;
    }

    @Override
    public Integer call() throws RunnerException, IOException {
        requireDevice();
        Environment environment = Environment.of(spec);
        List<ChainedOptionsBuilder> runs = new ArrayList<>();
        for (String id : ids) {
            Workload workload = Workload.named(id)
                    .orElseThrow(() -> refusal("expected one of "
                            + String.join(
                                    ", ",
                                    Workload.ALL.stream().map(Workload::id).toList()) + ", found " + id));
            runs.add(options(workload));
        }
        List<RunResult> results = new ArrayList<>();
        for (ChainedOptionsBuilder run : runs) {
            results.addAll(new Runner(run.build()).run());
        }
        RunTable.print(Report.of(spec), results);
        json.write(new ResultFile(environment, "jmh", JmhFigures.of(results), List.of()));
        return 0;
    }

    private void requireDevice() {
        try {
            Devices.find(device);
        } catch (IllegalArgumentException | DeviceException unknown) {
            throw refusal("expected a device for --device, found: " + unknown.getMessage());
        }
    }

    private String[] jvmArguments() {
        List<String> arguments = new ArrayList<>(List.of(VIRTUAL_THREADS));
        arguments.add("-D" + OurDevice.PROPERTY + "=" + device);
        return arguments.toArray(String[]::new);
    }

    private ChainedOptionsBuilder options(Workload workload) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(workload.pattern())
                .forks(length.full ? 3 : 1)
                .jvmArgsAppend(jvmArguments())
                .addProfiler(GCProfiler.class)
                .addProfiler(UsageProfiler.class)
                .shouldFailOnError(true);
        if (flame != null) {
            options.addProfiler(AsyncProfiler.class, profilerOptions(flame));
        }
        if (length.quick) {
            options.warmupIterations(QUICK_ITERATIONS)
                    .measurementIterations(QUICK_ITERATIONS)
                    .warmupTime(TimeValue.milliseconds(QUICK_MILLIS))
                    .measurementTime(TimeValue.milliseconds(QUICK_MILLIS));
        }
        Map<String, Set<String>> known = workload.parameters();
        Map<String, String[]> chosen = chosen(workload, known);
        if (known.containsKey(Workload.ARM)) {
            chosen.putIfAbsent(Workload.ARM, known.get(Workload.ARM).toArray(String[]::new));
        }
        chosen.forEach(options::param);
        return options;
    }

    /** The timer of the process, since counters of the processor are seldom to be had in a container. */
    private String profilerOptions(Path directory) {
        if (!AsyncProfilerLoader.isSupported()) {
            throw refusal("expected a system that async-profiler runs on for --flame, found "
                    + System.getProperty("os.name") + " on " + System.getProperty("os.arch"));
        }
        try {
            Files.createDirectories(directory);
            return "libPath=" + AsyncProfilerLoader.getAsyncProfilerPath() + ";event=itimer;output=flamegraph;dir="
                    + directory.toAbsolutePath();
        } catch (IOException failure) {
            throw refusal(
                    "expected --flame DIRECTORY that can be made, found " + directory + ": " + failure.getMessage());
        }
    }

    /** JMH would ignore a name that it does not know. */
    private Map<String, String[]> chosen(Workload workload, Map<String, Set<String>> known) {
        Map<String, String[]> chosen = new TreeMap<>();
        for (String choice : choices) {
            int equals = choice.indexOf('=');
            if (equals < 1) {
                throw refusal("expected --param NAME=VALUES, found " + choice);
            }
            String name = choice.substring(0, equals);
            String[] values = choice.substring(equals + 1).split(",", -1);
            Set<String> expected = known.get(name);
            if (expected == null) {
                throw refusal("expected a parameter of " + workload.id() + ", which has "
                        + String.join(", ", known.keySet()) + ", found " + name);
            }
            requireValues(name, expected, values);
            if (chosen.put(name, values) != null) {
                throw refusal("expected each parameter once, with commas between its values, found " + name + " again");
            }
        }
        return chosen;
    }

    private void requireValues(String name, Set<String> expected, String... values) {
        boolean anyNumber = expected.stream().allMatch(BenchRun::isNumber);
        Set<String> different = new LinkedHashSet<>();
        for (String value : values) {
            if (!expected.contains(value) && !(anyNumber && isNumber(value))) {
                throw refusal("expected " + (anyNumber ? "numbers such as " : "one of ") + String.join(", ", expected)
                        + " for " + name + ", found " + (value.isEmpty() ? "nothing" : value));
            }
            if (!different.add(value)) {
                throw refusal("expected each value of " + name + " once, found " + value + " again");
            }
        }
    }

    private static boolean isNumber(String value) {
        return value.matches("[1-9]\\d{0,6}");
    }

    private ParameterException refusal(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
