package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./millrace bench list}: what {@code run} knows. */
@Command(name = "list", description = "Lists what can be measured, with its parameters and arms.")
final class BenchList implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Report report = Report.of(spec);
        for (Workload workload : Workload.ALL) {
            report.line(workload.id() + ": " + workload.what());
            workload.parameters()
                    .forEach((name, values) -> report.line("  " + name + ": " + String.join(", ", values)));
        }
    }
}
