package io.millrace.benchmarks.report;

import java.util.List;
import java.util.SortedMap;

/**
 * Curves that have the same axes, those of each JDK in a panel.
 *
 * @param heading what makes this row different from others; may be empty
 * @param axis what the horizontal axis tells
 * @param ticks the values on that axis
 * @param byJdk the curves by the number of the JDK
 */
record CurveRow(String heading, String axis, List<Tick> ticks, SortedMap<Integer, List<Curve>> byJdk) {

    /**
     * A value on the horizontal axis.
     *
     * @param share where it lies, from 0 to 1
     * @param label the value
     */
    record Tick(double share, String label) {}

    /** Returns all points of all JDKs. */
    List<Curve.Point> points() {
        return byJdk.values().stream()
                .flatMap(List::stream)
                .flatMap(curve -> curve.points().stream())
                .toList();
    }

    /** Returns how many curves the fullest panel has. */
    int mostCurves() {
        return byJdk.values().stream().mapToInt(List::size).max().orElse(0);
    }
}
