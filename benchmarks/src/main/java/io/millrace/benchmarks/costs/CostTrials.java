package io.millrace.benchmarks.costs;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.ordered.OrderedArms;
import io.millrace.benchmarks.results.Figure;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table of where the time goes, a row for each body and each of our arms. As a figure counts what an item takes while nobody reads the clock. */
public final class CostTrials {

    private static final String GROUP = "costs";
    private static final String UNIT = " ns";
    private static final int LEAST_WIDTH = 11;

    private CostTrials() {}

    /**
     * Measures each body with each arm for so long, and for as long without clocks.
     *
     * @throws IllegalStateException if the costs of a row do not add up to the time that there was
     */
    public static void run(Report report, Collection<Body> bodies, long nanos) throws Exception {
        boolean isFirst = true;
        for (Body body : bodies) {
            for (String arm : OrderedArms.OURS) {
                Figure figure = measure(report, body, arm, nanos);
                if (isFirst) {
                    heading(report, figure);
                    isFirst = false;
                }
                row(report, figure);
                report.keep(figure);
            }
        }
    }

    private static Figure measure(Report report, Body body, String arm, long nanos) throws Exception {
        CostTrial trial = new CostTrial(arm, body);
        report.progress(body + " " + arm, 0, 1);
        // The compiler gets as long as what counts is measured.
        trial.timed(nanos);
        double untimedNanos = trial.untimedNanos(nanos);
        Costs costs = trial.timed(nanos);
        costs.requireWhole();
        return new Figure(
                GROUP, Map.of("body", body.name()), arm, "ns/item", untimedNanos, Double.NaN, List.of(), beside(costs));
    }

    private static Map<String, Double> beside(Costs costs) {
        Map<String, Double> beside = new LinkedHashMap<>();
        for (Activity activity : Activity.values()) {
            beside.put(activity + UNIT, costs.nanosAnItem(activity));
        }
        beside.put("sum" + UNIT, costs.sumAnItem());
        beside.put("wall x threads" + UNIT, costs.threadNanosAnItem());
        beside.put("sum %", costs.percent());
        return beside;
    }

    private static void heading(Report report, Figure figure) {
        StringBuilder line = new StringBuilder(String.format("%n%-12s %-17s %9s", "costs", "", figure.unit()));
        figure.beside().keySet().forEach(name -> line.append(String.format(" %" + width(name) + "s", name)));
        report.line(line.toString());
    }

    private static void row(Report report, Figure figure) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "%-12s %-17s %9.1f", figure.parameters().get("body"), figure.arm(), figure.value()));
        figure.beside()
                .forEach((name, value) -> line.append(String.format(Locale.ROOT, " %" + width(name) + ".1f", value)));
        report.line(line.toString());
    }

    private static int width(String name) {
        return Math.max(LEAST_WIDTH, name.length());
    }
}
