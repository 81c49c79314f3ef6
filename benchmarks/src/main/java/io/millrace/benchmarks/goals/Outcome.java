package io.millrace.benchmarks.goals;

import io.millrace.benchmarks.measure.Canary;
import io.millrace.benchmarks.measure.Cost;
import io.millrace.benchmarks.measure.Median;
import io.millrace.benchmarks.results.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What the arms of a contest cost, round by round. */
final class Outcome {

    private final Map<String, List<Cost>> costs;
    private final int operations;

    Outcome(Map<String, List<Cost>> costs, int operations) {
        this.costs = costs;
        this.operations = operations;
    }

    /** Returns the median of a round's time of one arm over that of another; above 1 the first takes longer. */
    double ratio(String arm, String other) {
        return ratio(arm, other, Cost::wallNanos);
    }

    /** Returns the same of the processor time. */
    double processorRatio(String arm, String other) {
        return ratio(arm, other, cost -> cost.used().cpuNanos());
    }

    /** Returns the least ratio of many arms to another: that of the best of them. */
    double leastRatio(List<String> arms, String other) {
        return arms.stream().mapToDouble(arm -> ratio(arm, other)).min().orElse(Double.NaN);
    }

    /** Returns the median of the nanoseconds an operation of an arm takes. */
    double nanos(String arm) {
        return Median.of(perOperation(arm, Cost::wallNanos));
    }

    private double ratio(String arm, String other, ToDoubleFunction<Cost> of) {
        List<Double> numerators = perOperation(arm, of);
        List<Double> denominators = perOperation(other, of);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < numerators.size(); round++) {
            ratios.add(numerators.get(round) / denominators.get(round));
        }
        return Median.of(ratios);
    }

    private List<Double> perOperation(String arm, ToDoubleFunction<Cost> of) {
        return Objects.requireNonNull(costs.get(arm), () -> "no such arm: " + arm).stream()
                .map(cost -> of.applyAsDouble(cost) / (arm.equals(Canary.NAME) ? 1 : operations))
                .toList();
    }

    /** Returns all that was measured. */
    List<Figure> figures(String group, Map<String, String> parameters) {
        List<Figure> figures = new ArrayList<>();
        for (String arm : costs.keySet()) {
            List<Double> nanos = perOperation(arm, Cost::wallNanos);
            Map<String, Double> beside = new LinkedHashMap<>();
            beside.put(
                    "cpu ns/op", Median.of(perOperation(arm, cost -> cost.used().cpuNanos())));
            beside.put(
                    "switches #/op",
                    Median.of(perOperation(arm, cost -> cost.used().switches())));
            String unit = arm.equals(Canary.NAME) ? "ns" : "ns/op";
            figures.add(new Figure(group, parameters, arm, unit, Median.of(nanos), Double.NaN, nanos, beside));
        }
        return figures;
    }
}
