package io.millrace.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./millrace bench}: runs benchmarks and prints each peer beside Millrace. */
@Command(
        name = "millrace",
        description = "Benchmarks of Millrace beside its peers.",
        mixinStandardHelpOptions = true,
        subcommands = Bench.Run.class)
public final class Bench {

    private Bench() {}

    /** Starts the command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
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

        @Option(names = "--quick", description = "One fork in place of three: for orientation only.")
        private boolean quick;

        @Override
        public Integer call() throws RunnerException {
            ChainedOptionsBuilder options =
                    new OptionsBuilder().include(pattern).shouldFailOnError(true);
            if (quick) {
                options.forks(1);
            }
            Collection<RunResult> results = new Runner(options.build()).run();
            report(results);
            return 0;
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
                            "  %-28s %9.1f ± %7.1f ns   %5.2f times millrace%n",
                            name(result),
                            score,
                            result.getPrimaryResult().getScoreError(),
                            score / ours);
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
