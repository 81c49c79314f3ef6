package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Arms that were measured with the same parameters, and so can be compared.
 *
 * @param group the group of their figures
 * @param parameters the parameters of their figures
 * @param byJdk what each arm came to, by the number of the JDK and the name of the arm
 */
record Comparison(String group, Map<String, String> parameters, SortedMap<Integer, Map<String, Measured>> byJdk) {

    /** The arm that all others are compared with. Names of other arms of ours begin with it. */
    static final String OURS = "millrace";

    void add(int jdk, Measured measured) {
        Measured before = byJdk.computeIfAbsent(jdk, first -> new LinkedHashMap<>())
                .put(measured.figure().arm(), measured);
        if (before != null) {
            throw new IllegalArgumentException("only figures of one unit can be compared: figure="
                    + measured.figure().name() + ", other unit="
                    + before.figure().unit());
        }
    }

    /** Returns the JDKs for which any of the comparisons has figures. */
    static SortedSet<Integer> jdks(List<Comparison> comparisons) {
        SortedSet<Integer> jdks = new TreeSet<>();
        comparisons.forEach(comparison -> jdks.addAll(comparison.byJdk().keySet()));
        return jdks;
    }

    static boolean isOurs(String arm) {
        return arm.startsWith(OURS);
    }

    /** Returns the arms, the best of the oldest JDK first. Those that only newer ones have come behind. */
    List<String> arms() {
        List<String> arms = new ArrayList<>();
        for (Map<String, Measured> ofJdk : byJdk.values()) {
            ofJdk.values().stream()
                    .map(Measured::figure)
                    .sorted(Comparison::best)
                    .map(Figure::arm)
                    .filter(arm -> !arms.contains(arm))
                    .forEach(arms::add);
        }
        return arms;
    }

    private static int best(Figure one, Figure other) {
        Comparator<Figure> byValue = Comparator.comparingDouble(Figure::value);
        return (one.isMoreBetter() ? byValue.reversed() : byValue).compare(one, other);
    }

    /** Returns one of the figures, since all have the same unit. */
    Figure any() {
        return byJdk.values().iterator().next().values().iterator().next().figure();
    }

    @Nullable
    Figure figure(int jdk, String arm) {
        Measured measured = byJdk.getOrDefault(jdk, Map.of()).get(arm);
        return measured == null ? null : measured.figure();
    }

    /** Returns how many times as fast our arm is as another, or NaN if one of them is not there; below 1 we lose. */
    double timesAsFast(int jdk, String ours, String other) {
        Figure our = figure(jdk, ours);
        Figure their = figure(jdk, other);
        if (our == null || their == null) {
            return Double.NaN;
        }
        return our.isMoreBetter() ? our.value() / their.value() : their.value() / our.value();
    }

    /** Tells whether somebody else's arm is better than ours. */
    boolean isLoss(int jdk, String ours, String other) {
        return !isOurs(other) && timesAsFast(jdk, ours, other) < 1;
    }

    /** Tells whether the intervals of two arms overlap, so that the one that looks better may not be. */
    boolean isWithinError(int jdk, String one, String other) {
        Figure first = Objects.requireNonNull(figure(jdk, one), one);
        Figure second = Objects.requireNonNull(figure(jdk, other), other);
        return Math.abs(first.value() - second.value()) <= first.error() + second.error();
    }

    /** Returns the names of all that stands beside the figures. */
    SortedSet<String> beside() {
        SortedSet<String> names = new TreeSet<>();
        byJdk.values()
                .forEach(ofJdk -> ofJdk.values()
                        .forEach(measured ->
                                names.addAll(measured.figure().beside().keySet())));
        return names;
    }
}
