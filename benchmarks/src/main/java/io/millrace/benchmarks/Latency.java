package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.results.Environment;
import io.millrace.benchmarks.results.JsonOption;
import io.millrace.benchmarks.results.LatencyLogs;
import io.millrace.benchmarks.results.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./millrace latency}: how late tasks start that come at times fixed beforehand, and what they and waiting for them cost. */
@Command(
        name = "latency",
        description =
                "Measures how late tasks start, and what they and waiting for them cost, beside the pools of the JDK,"
                        + " and tasks of keys beside Guava's sequential executors and a stripe of threads.")
final class Latency implements Callable<Integer> {

    private static final int USUAL_SECONDS = 5;
    private static final int QUICK_SECONDS = 1;

    /**
     * With {@code keyed} a round of a run as long as this has 6 million tasks, whose times, keys and backlog take up to
     * 700 MB.
     */
    private static final int MOST_SECONDS = 20;

    @Parameters(paramLabel = "MODE", description = "What is measured: ${COMPLETION-CANDIDATES} (default: all).")
    private List<LatencyMode> modes = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "How long each arm is measured for each row, at most " + MOST_SECONDS + " (default: "
                    + USUAL_SECONDS + ", with --quick " + QUICK_SECONDS + ").")
    private @Nullable Double seconds;

    @Option(names = "--quick", description = "One second for each arm and row: for orientation only.")
    private boolean quick;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--logs",
            paramLabel = "DIRECTORY",
            description = "Keeps all latencies in files of HdrHistogram, one for each row, with the arms as tags.")
    private @Nullable Path logs;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        long nanos = (long) (secondsWanted() * TimeUnit.SECONDS.toNanos(1));
        Environment environment = Environment.of(spec);
        Report report = Report.of(spec);
        Set<LatencyMode> chosen = modes.isEmpty() ? EnumSet.allOf(LatencyMode.class) : EnumSet.copyOf(modes);
        chosen.forEach(mode -> mode.run(report, nanos));
        json.write(new ResultFile(environment, "latency", report.figures(), report.goals()));
        if (logs != null) {
            LatencyLogs.write(logs, report.distributions());
        }
        return 0;
    }

    private double secondsWanted() {
        if (seconds == null) {
            return quick ? QUICK_SECONDS : USUAL_SECONDS;
        }
        if (quick) {
            throw new ParameterException(spec.commandLine(), "expected --quick or --seconds, found both");
        }
        if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected more than 0 and at most " + MOST_SECONDS + " seconds, found " + seconds);
        }
        return seconds;
    }
}
