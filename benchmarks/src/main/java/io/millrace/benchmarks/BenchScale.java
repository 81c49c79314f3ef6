package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.results.Environment;
import io.millrace.benchmarks.results.JsonOption;
import io.millrace.benchmarks.results.ResultFile;
import io.millrace.benchmarks.scale.ScaleTrials;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./millrace bench scale}: what an item costs against the number of workers, beside a model that predicts it for more cores. */
@Command(
        name = "scale",
        description =
                "Measures what an item costs with 1 worker and more, up to many more than there are processors, beside a"
                        + " model of it, and prints what the model predicts for 8 to 128 cores.")
final class BenchScale implements Callable<Integer> {

    private static final int ROUNDS = 7;
    private static final int QUICK_ROUNDS = 3;
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long QUICK_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    @Option(names = "--quick", description = "Fewer and shorter turns: tells that it works, and little more.")
    private boolean quick;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Environment environment = Environment.of(spec);
        Report report = Report.of(spec);
        ScaleTrials.run(report, quick ? QUICK_ROUNDS : ROUNDS, quick ? QUICK_TURN_NANOS : TURN_NANOS);
        json.write(new ResultFile(environment, "scale", report.figures(), report.goals()));
        return 0;
    }
}
