package io.millrace.benchmarks;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code ./millrace bench}: runs benchmarks and prints each peer beside Millrace. {@link Latency} is the other command. */
@Command(
        name = "millrace",
        description = "Benchmarks of Millrace beside its peers.",
        mixinStandardHelpOptions = true,
        subcommands = {Bench.Run.class, Latency.class, EventSw.class})
public final class Bench {

    private Bench() {}

    /** Starts the command line. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Bench::usage)
                .setExecutionExceptionHandler((failure, command, result) -> failed(failure, command));
    }

    private static int usage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String sentence = Objects.requireNonNullElse(failure.getMessage(), "expected other arguments");
        if (failure instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String word = unmatched.getUnmatched().get(0);
            sentence = command.getSubcommands().isEmpty()
                    ? oneTooMany(command, word)
                    : "unknown command: " + word + ", known: "
                            + String.join(", ", command.getSubcommands().keySet());
        }
        say(command, sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1));
        return CommandLine.ExitCode.USAGE;
    }

    private static String oneTooMany(CommandLine command, String word) {
        List<PositionalParamSpec> expected = command.getCommandSpec().positionalParameters();
        if (expected.isEmpty()) {
            return "expected options only, found " + word;
        }
        Iterable<String> known = expected.get(0).completionCandidates();
        return known == null
                ? "expected at most one pattern, found one more argument: " + word
                : "expected one of " + String.join(", ", known) + ", found " + word;
    }

    private static int failed(Exception failure, CommandLine command) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        say(command, "expected benchmarks that run to their end, found " + cause);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void say(CommandLine command, String sentence) {
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": " + sentence.replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }

    /** Runs what matches a pattern. */
    @Command(
            name = "bench",
            description = "Runs the benchmarks whose name matches, and prints the ratio peer / millrace.",
            mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {

        @Parameters(
                arity = "0..1",
                defaultValue = "OrderedPipelineBenchmark",
                description = "A regular expression (default: ${DEFAULT-VALUE}).")
        private String pattern = "";

        @Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--quick", description = "One fork in place of three: for orientation only.")
        private boolean quick;

        @Option(
                names = {"-p", "--param"},
                paramLabel = "NAME=VALUE",
                description = "Only this value of a parameter of the benchmarks; may be given several times.")
        private Map<String, String> parameters = new TreeMap<>();

        @Override
        public Integer call() throws RunnerException {
            Collection<BenchmarkListEntry> matching = requireMatch();
            ChainedOptionsBuilder options =
                    new OptionsBuilder().include(pattern).shouldFailOnError(true);
            parameters.forEach((name, value) -> {
                requireParameter(matching, name, value);
                options.param(name, value);
            });
            if (quick) {
                options.forks(1);
            }
            Collection<RunResult> results = new Runner(options.build()).run();
            report(results);
            return 0;
        }

        /** JMH would answer with a stack trace. */
        private Collection<BenchmarkListEntry> requireMatch() {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException wrong) {
                throw refusal("expected a regular expression, found " + pattern + ": " + wrong.getDescription());
            }
            OutputFormat silent = OutputFormatFactory.createFormatInstance(
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                    VerboseMode.SILENT);
            Collection<BenchmarkListEntry> matching =
                    BenchmarkList.defaultList().find(silent, List.of(pattern), List.of());
            if (matching.isEmpty()) {
                throw refusal("expected a pattern that matches the name of a benchmark, found " + pattern);
            }
            return matching;
        }

        /** JMH would ignore a name that it does not know. */
        private void requireParameter(Collection<BenchmarkListEntry> matching, String name, String value) {
            Set<String> known = matching.stream()
                    .map(benchmark -> benchmark.getParams().orElse(Map.of()).get(name))
                    .filter(Objects::nonNull)
                    .flatMap(Arrays::stream)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (known.isEmpty()) {
                throw refusal("expected a parameter of these benchmarks, found " + name);
            }
            if (!known.contains(value)) {
                throw refusal("expected one of " + String.join(", ", known) + " for " + name + ", found " + value);
            }
        }

        private ParameterException refusal(String sentence) {
            return new ParameterException(
                    Objects.requireNonNull(spec, "picocli sets it").commandLine(), sentence);
        }

        private static void report(Collection<RunResult> results) {
            Map<String, List<RunResult>> byParameters = new TreeMap<>();
            for (RunResult result : results) {
                byParameters.merge(parameters(result), List.of(result), Run::joined);
            }
            byParameters.forEach((parameters, group) -> {
                System.out.printf("%n%s%n", parameters);
                double ours = group.stream()
                        .filter(result -> name(result).equals("millrace"))
                        .mapToDouble(result -> result.getPrimaryResult().getScore())
                        .findFirst()
                        .orElse(Double.NaN);
                group.stream().sorted(Comparator.comparing(Run::name)).forEach(result -> {
                    double score = result.getPrimaryResult().getScore();
                    System.out.printf(
                            Locale.ROOT,
                            "  %-28s %9.1f ± %7.1f ns%s%n",
                            name(result),
                            score,
                            result.getPrimaryResult().getScoreError(),
                            Double.isNaN(ours)
                                    ? ""
                                    : String.format(Locale.ROOT, "   %5.2f times millrace", score / ours));
                });
            });
        }

        private static List<RunResult> joined(List<RunResult> some, List<RunResult> more) {
            List<RunResult> all = new java.util.ArrayList<>(some);
            all.addAll(more);
            return all;
        }

        private static String parameters(RunResult result) {
            StringBuilder text = new StringBuilder();
            for (String key : result.getParams().getParamsKeys()) {
                text.append(key)
                        .append('=')
                        .append(result.getParams().getParam(key))
                        .append(' ');
            }
            return text.toString().trim();
        }

        private static String name(RunResult result) {
            return result.getPrimaryResult().getLabel();
        }
    }
}
