package io.millrace.benchmarks.results;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * Figures of what JMH measured. The class is the group; the arm is the parameter of that name, or else the method. What JMH's profilers measured
 * stands beside, and of each fork each iteration is kept.
 */
public final class JmhFigures {

    private static final String ARM = "arm";

    /** The method of benchmarks whose arm is a parameter, and which have no other. */
    private static final String RUN = "run";

    /** The name that the profiler {@code gc} gives to what is allocated in an operation. */
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** What else that profiler measures, such as the time of collections, belongs to the run and not to an operation. */
    private static final String OF_RUN = "gc.";

    private JmhFigures() {}

    /** Returns a figure for each result, in their order. */
    public static List<Figure> of(Collection<RunResult> results) {
        return results.stream().map(JmhFigures::of).toList();
    }

    private static Figure of(RunResult result) {
        BenchmarkParams benchmark = result.getParams();
        String[] names = benchmark.getBenchmark().split("\\.", -1);
        String group = names[names.length - 2];
        String arm = names[names.length - 1];
        Map<String, String> parameters = new LinkedHashMap<>();
        benchmark.getParamsKeys().forEach(key -> parameters.put(key, benchmark.getParam(key)));
        String chosen = parameters.remove(ARM);
        if (chosen != null) {
            group = arm.equals(RUN) ? group : group + "." + arm;
            arm = chosen;
        }
        Result<?> primary = result.getPrimaryResult();
        return new Figure(
                group,
                parameters,
                arm,
                primary.getScoreUnit(),
                primary.getScore(),
                primary.getScoreError(),
                iterations(result),
                beside(result));
    }

    private static List<Double> iterations(RunResult result) {
        List<Double> raw = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            fork.getIterationResults()
                    .forEach(iteration -> raw.add(iteration.getPrimaryResult().getScore()));
        }
        return raw;
    }

    private static Map<String, Double> beside(RunResult result) {
        Map<String, Double> beside = new LinkedHashMap<>();
        for (Result<?> secondary : result.getSecondaryResults().values()) {
            String label = secondary.getLabel();
            if (label.equals(ALLOCATED)) {
                beside.put("alloc " + secondary.getScoreUnit(), secondary.getScore());
            } else if (!label.startsWith(OF_RUN)) {
                beside.put(label + " " + secondary.getScoreUnit(), secondary.getScore());
            }
        }
        return beside;
    }
}
