package io.millrace.benchmarks;

import io.millrace.benchmarks.report.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./millrace bench}: what there is to measure, measuring it, what was wanted of it, where the time goes, and what more workers do to it. */
@Command(
        name = "bench",
        description =
                "Measures throughput beside every peer, the goals, where the time goes and what more workers do to it, and makes the"
                        + " document of them.",
        subcommands = {
            BenchList.class,
            BenchRun.class,
            BenchGoals.class,
            BenchCosts.class,
            BenchOrderedKeys.class,
            BenchScale.class,
            BenchReport.class
        })
final class BenchGroup implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected one of " + String.join(", ", spec.subcommands().keySet()) + ", found nothing");
    }
}
