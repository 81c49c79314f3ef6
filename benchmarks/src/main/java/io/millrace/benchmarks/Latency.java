package io.millrace.benchmarks;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./millrace latency}: how late tasks start that come at times fixed beforehand, and what waiting for them costs. */
@Command(
        name = "latency",
        description = "Measures how late tasks start, and what they cost, beside the pools of the JDK.",
        mixinStandardHelpOptions = true)
final class Latency implements Callable<Integer> {

    private static final double MOST_SECONDS = 600;

    @Parameters(paramLabel = "MODE", description = "What is measured: ${COMPLETION-CANDIDATES} (default: all).")
    private List<LatencyMode> modes = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "How long each arm is measured for each row (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--quick", description = "One second in place of those: for orientation only.")
    private boolean quick;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec, "picocli sets it");
        if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
            throw new ParameterException(
                    command.commandLine(),
                    "expected more than 0 and at most " + (int) MOST_SECONDS + " seconds, found " + seconds);
        }
        Report report =
                new Report(command.commandLine().getOut(), command.commandLine().getErr());
        long nanos = (long) ((quick ? 1 : seconds) * TimeUnit.SECONDS.toNanos(1));
        Set<LatencyMode> chosen = modes.isEmpty() ? EnumSet.allOf(LatencyMode.class) : EnumSet.copyOf(modes);
        chosen.forEach(mode -> mode.run(report, nanos));
        return 0;
    }
}
