package io.millrace.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./millrace bench}: what there is to measure, measuring it, and what was wanted of it. */
@Command(
        name = "bench",
        description = "Measures throughput beside every peer, and the goals.",
        subcommands = {BenchList.class, BenchRun.class, BenchGoals.class})
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
