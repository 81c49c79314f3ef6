package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Figures over the values of a parameter, which lie equally far apart. */
final class ParameterCurves {

    private final String parameter;
    private final String against;

    /** @param against an arm, as whose multiples figures are shown; empty to show them as they are */
    ParameterCurves(String parameter, String against) {
        this.parameter = parameter;
        this.against = against;
    }

    /** Returns a row for each set of the other parameters, where the parameter has two values or more: one is no curve. */
    List<CurveRow> of(List<Comparison> comparisons) {
        Map<Map<String, String>, List<Comparison>> byOthers = new LinkedHashMap<>();
        for (Comparison comparison : comparisons) {
            Map<String, String> others = new LinkedHashMap<>(comparison.parameters());
            others.remove(parameter);
            byOthers.computeIfAbsent(others, first -> new ArrayList<>()).add(comparison);
        }
        byOthers.values().removeIf(along -> along.size() < 2);
        List<CurveRow> rows = new ArrayList<>();
        byOthers.forEach((others, along) -> rows.add(row(heading(others, byOthers.keySet()), along)));
        return rows;
    }

    private static String heading(Map<String, String> others, Set<Map<String, String>> all) {
        List<String> words = new ArrayList<>();
        others.forEach((name, value) -> {
            if (all.stream().anyMatch(other -> !value.equals(other.get(name)))) {
                words.add(name + " " + value);
            }
        });
        return String.join(", ", words);
    }

    private CurveRow row(String heading, List<Comparison> along) {
        double last = Math.max(1, along.size() - 1);
        List<CurveRow.Tick> ticks = new ArrayList<>();
        SortedMap<Integer, Map<String, List<Curve.Point>>> byJdk = new TreeMap<>();
        for (int i = 0; i < along.size(); i++) {
            Comparison comparison = along.get(i);
            double share = i / last;
            ticks.add(new CurveRow.Tick(share, comparison.parameters().getOrDefault(parameter, "")));
            comparison
                    .byJdk()
                    .forEach((jdk, arms) -> arms.keySet().stream()
                            .filter(arm -> against.isEmpty() || arms.containsKey(against))
                            .forEach(arm -> byJdk.computeIfAbsent(jdk, first -> new LinkedHashMap<>())
                                    .computeIfAbsent(arm, first -> new ArrayList<>())
                                    .add(point(share, comparison, jdk, arm))));
        }
        SortedMap<Integer, List<Curve>> curves = new TreeMap<>();
        byJdk.forEach((jdk, arms) -> {
            List<Curve> ofJdk = new ArrayList<>();
            arms.forEach((arm, points) -> ofJdk.add(new Curve(arm, points)));
            curves.put(jdk, ofJdk);
        });
        return new CurveRow(heading, parameter, ticks, curves);
    }

    private Curve.Point point(double share, Comparison comparison, int jdk, String arm) {
        Figure figure = Objects.requireNonNull(comparison.figure(jdk, arm), arm);
        boolean isLoss = comparison.isLoss(jdk, Comparison.OURS, arm);
        Figure other = comparison.figure(jdk, against);
        if (other == null) {
            return new Curve.Point(share, figure.value(), figure.error(), isLoss);
        }
        double multiple = comparison.timesAsFast(jdk, arm, against);
        // As if both errors went the wrong way at once.
        double error = multiple * (figure.error() / figure.value() + other.error() / other.value());
        return new Curve.Point(share, multiple, error, isLoss);
    }
}
