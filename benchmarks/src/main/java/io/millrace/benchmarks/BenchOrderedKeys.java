package io.millrace.benchmarks;

import io.millrace.benchmarks.goals.OrderedKeys;
import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.results.Environment;
import io.millrace.benchmarks.results.JsonOption;
import io.millrace.benchmarks.results.ResultFile;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./millrace bench ordered-keys}: work that is keyed and ordered, beside streams of Pekko and chains of futures. */
@Command(
        name = "ordered-keys",
        description =
                "Measures work that is keyed and ordered, one at a time for each key and results in the order of the items, beside streams of"
                        + " Pekko and chains of futures. Arms take turns, and the medians of their rounds are told.")
final class BenchOrderedKeys implements Callable<Integer> {

    private static final int USUAL_SECONDS = 20;
    private static final int MOST_SECONDS = 60;
    private static final int MOST_KEYS = 1_000_000;

    @Option(
            names = "--keys",
            paramLabel = "N",
            split = ",",
            description = "Numbers of keys, with commas between them (default: 16,1000).")
    private List<Integer> keys = List.of(16, 1000);

    @Option(
            names = "--body",
            paramLabel = "BODY",
            split = ",",
            description = "The work of an item: ${COMPLETION-CANDIDATES} (default: TENTH,MICROSECOND).")
    private List<Body> bodies = List.of(Body.TENTH, Body.MICROSECOND);

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "How long each combination is measured, behind its warm-up, at most " + MOST_SECONDS
                    + " (default: " + USUAL_SECONDS + ").")
    private double seconds = USUAL_SECONDS;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
            throw refusal("expected more than 0 and at most " + MOST_SECONDS + " seconds, found " + seconds);
        }
        for (int count : keys) {
            if (count < 1 || count > MOST_KEYS) {
                throw refusal("expected --keys from 1 to " + MOST_KEYS + ", found " + count);
            }
        }
        Environment environment = Environment.of(spec);
        Report report = Report.of(spec);
        OrderedKeys.run(report, keys, bodies, seconds);
        json.write(new ResultFile(environment, "orderedKeys", report.figures(), report.goals()));
        return 0;
    }

    private ParameterException refusal(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
