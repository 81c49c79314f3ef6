package io.millrace.benchmarks;

import io.millrace.benchmarks.costs.CostTrials;
import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.results.Environment;
import io.millrace.benchmarks.results.JsonOption;
import io.millrace.benchmarks.results.ResultFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./millrace bench costs}: where the time of an ordered pipeline goes. */
@Command(
        name = "costs",
        description =
                "Measures where the time of an ordered pipeline goes: how much of it is feeding, scheduling, tasks,"
                        + " restoring order and waiting. What that adds up to stands beside the time of all threads; more than ten"
                        + " percent off, and the command fails.")
final class BenchCosts implements Callable<Integer> {

    private static final int USUAL_SECONDS = 5;
    private static final int MOST_SECONDS = 60;

    @Parameters(
            paramLabel = "BODY",
            description = "The work of an item: ${COMPLETION-CANDIDATES} (default: none, tenth, microsecond and ten).")
    private List<Body> bodies = List.of(Body.NONE, Body.TENTH, Body.MICROSECOND, Body.TEN);

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "How long each row is measured, with clocks and without, and warmed up before, at most "
                    + MOST_SECONDS + " (default: " + USUAL_SECONDS + ").")
    private double seconds = USUAL_SECONDS;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected more than 0 and at most " + MOST_SECONDS + " seconds, found " + seconds);
        }
        Environment environment = Environment.of(spec);
        Report report = Report.of(spec);
        CostTrials.run(report, new LinkedHashSet<>(bodies), (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
        json.write(new ResultFile(environment, "costs", report.figures(), report.goals()));
        return 0;
    }
}
