package io.millrace.benchmarks;

import io.millrace.benchmarks.measure.Report;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** What the arms of benchmarks took, those of one class and the same parameters below each other. */
final class RunTable {

    private static final String OURS = "millrace";

    private RunTable() {}

    static void print(Report report, Collection<RunResult> results) {
        Map<String, List<RunResult>> byTitle =
                results.stream().collect(Collectors.groupingBy(RunTable::title, TreeMap::new, Collectors.toList()));
        byTitle.forEach((title, arms) -> {
            report.line(String.format("%n%s", title));
            double ours = arms.stream()
                    .filter(arm -> name(arm).equals(OURS))
                    .mapToDouble(RunTable::nanos)
                    .findFirst()
                    .orElse(Double.NaN);
            arms.forEach(arm -> report.line(row(arm, ours)));
        });
    }

    private static String title(RunResult result) {
        BenchmarkParams benchmark = result.getParams();
        String name = benchmark.getBenchmark();
        String className = name.substring(0, name.lastIndexOf('.'));
        StringBuilder text = new StringBuilder(className.substring(className.lastIndexOf('.') + 1));
        for (String key : benchmark.getParamsKeys()) {
            if (!key.equals(Workload.ARM)) {
                text.append(' ').append(key).append('=').append(benchmark.getParam(key));
            }
        }
        return text.toString();
    }

    private static String row(RunResult arm, double ours) {
        return String.format(
                Locale.ROOT,
                "  %-28s %9.1f ± %7.1f ns%s",
                name(arm),
                nanos(arm),
                arm.getPrimaryResult().getScoreError(),
                Double.isNaN(ours) ? "" : String.format(Locale.ROOT, "   %5.2f times millrace", nanos(arm) / ours));
    }

    private static double nanos(RunResult arm) {
        return arm.getPrimaryResult().getScore();
    }

    private static String name(RunResult arm) {
        String chosen = arm.getParams().getParam(Workload.ARM);
        return chosen != null ? chosen : arm.getPrimaryResult().getLabel();
    }
}
