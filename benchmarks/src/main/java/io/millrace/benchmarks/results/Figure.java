package io.millrace.benchmarks.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one arm came to. Arms that stand in one table and are compared have the same group and parameters.
 *
 * @param group what was measured, such as the simple name of a benchmark's class
 * @param parameters what it was measured with, by name, in the order in which they are shown
 * @param arm who was measured; {@code millrace} is ours
 * @param unit that of the value, such as {@code ns/op}
 * @param value the figure
 * @param error half the width of its confidence interval; NaN if that is not known
 * @param raw what was measured one by one, in the order in which it was; the value was made of it
 * @param beside further figures by name and unit, such as {@code alloc B/op}; NaN if one is not known
 */
public record Figure(
        String group,
        Map<String, String> parameters,
        String arm,
        String unit,
        double value,
        double error,
        List<Double> raw,
        Map<String, Double> beside) {

    /** Copies the collections, whose order is kept. */
    public Figure {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        raw = List.copyOf(raw);
        beside = Collections.unmodifiableMap(new LinkedHashMap<>(beside));
    }

    /** Returns what makes it different from all other figures of one JDK. */
    public String name() {
        return group + " " + parameters + " " + arm + ", " + unit;
    }

    /** Tells whether it is better to have more of this, which is so of what is counted per second. */
    public boolean isMoreBetter() {
        return unit.endsWith("/s") || unit.endsWith("/sec");
    }
}
