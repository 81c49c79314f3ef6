package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Report;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./millrace bench}: runs what matches a pattern. */
@Command(
        name = "bench",
        description =
                "Runs the benchmarks whose name matches. Prints how long an operation of each arm takes, and how many"
                        + " times as long as ours where one of the arms is millrace.")
final class BenchRun implements Callable<Integer> {

    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..1",
            defaultValue = "OrderedPipelineBenchmark",
            completionCandidates = BenchmarkClasses.class,
            description = "A regular expression, part of a name such as KeyedBenchmark.stripe; the classes are"
                    + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String pattern = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--quick", description = "One fork in place of three: for orientation only.")
    private boolean quick;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUES",
            description =
                    "Only these values of a parameter, with commas between them, such as keys=64,1; once for each parameter.")
    private List<String> choices = List.of();

    @Override
    public Integer call() throws RunnerException {
        Map<String, Set<String>> known = parametersOf(requireMatch());
        ChainedOptionsBuilder options = new OptionsBuilder().include(pattern).shouldFailOnError(true);
        requireParameters(known).forEach(options::param);
        if (quick) {
            options.forks(1);
        }
        RunTable.print(Report.of(spec), new Runner(options.build()).run());
        return 0;
    }

    /** JMH would answer with a stack trace, and take an empty pattern for all there is, which runs for hours. */
    private Collection<BenchmarkListEntry> requireMatch() {
        if (pattern.isEmpty()) {
            throw refusal("expected a pattern, found an empty one, which every benchmark matches");
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw refusal("expected a regular expression, found " + pattern + ": " + wrong.getDescription());
        }
        Collection<BenchmarkListEntry> matching = BenchmarkClasses.find(pattern);
        if (matching.isEmpty()) {
            throw refusal("expected a pattern that matches a benchmark of " + String.join(", ", new BenchmarkClasses())
                    + ", found " + pattern);
        }
        return matching;
    }

    private static Map<String, Set<String>> parametersOf(Collection<BenchmarkListEntry> benchmarks) {
        Map<String, Set<String>> known = new TreeMap<>();
        for (BenchmarkListEntry benchmark : benchmarks) {
            benchmark
                    .getParams()
                    .orElse(Map.of())
                    .forEach((name, values) -> known.computeIfAbsent(name, first -> new LinkedHashSet<>())
                            .addAll(Arrays.asList(values)));
        }
        return known;
    }

    /** JMH would ignore a name that it does not know. */
    private Map<String, String[]> requireParameters(Map<String, Set<String>> known) {
        Map<String, String[]> chosen = new TreeMap<>();
        for (String choice : choices) {
            int equals = choice.indexOf('=');
            if (equals < 1) {
                throw refusal("expected --param NAME=VALUES, found " + choice);
            }
            String name = choice.substring(0, equals);
            String[] values = choice.substring(equals + 1).split(",", -1);
            requireKnown(known, name, values);
            if (chosen.put(name, values) != null) {
                throw refusal("expected each parameter once, with commas between its values, found " + name + " again");
            }
        }
        return chosen;
    }

    private void requireKnown(Map<String, Set<String>> known, String name, String... values) {
        Set<String> expected = known.get(name);
        if (expected == null) {
            throw refusal("expected a parameter of these benchmarks, found " + name);
        }
        Set<String> different = new LinkedHashSet<>();
        for (String value : values) {
            if (!expected.contains(value)) {
                throw refusal("expected one of " + String.join(", ", expected) + " for " + name + ", found "
                        + (value.isEmpty() ? "nothing" : value));
            }
            if (!different.add(value)) {
                throw refusal("expected each value of " + name + " once, found " + value + " again");
            }
        }
    }

    private ParameterException refusal(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
