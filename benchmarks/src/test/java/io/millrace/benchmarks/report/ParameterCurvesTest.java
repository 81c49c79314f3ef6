package io.millrace.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.results.Figure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which points figures become along a parameter. */
final class ParameterCurvesTest {

    private static final int JDK = 17;

    @Test
    void shouldPutValuesEquallyFarApart() {
        CurveRow row = row("", comparison("1", 10, 100), comparison("64", 20, 40), comparison("10000", 30, 30));
        assertEquals("keys", row.axis());
        assertEquals(
                List.of(new CurveRow.Tick(0, "1"), new CurveRow.Tick(0.5, "64"), new CurveRow.Tick(1, "10000")),
                row.ticks());
        assertEquals(
                List.of(
                        new Curve.Point(0, 100, 1, false),
                        new Curve.Point(0.5, 40, 1, false),
                        new Curve.Point(1, 30, 1, false)),
                curve(row, "peer").points());
    }

    @Test
    void shouldMarkWherePeersAreBetter() {
        CurveRow row = row("", comparison("1", 10, 9), comparison("64", 9, 10));
        assertEquals(
                List.of(true, false),
                curve(row, "peer").points().stream().map(Curve.Point::isLoss).toList());
        assertTrue(curve(row, "millrace").points().stream().noneMatch(Curve.Point::isLoss));
    }

    @Test
    void shouldShowMultiplesOfAnArm() {
        CurveRow row = row("peer", comparison("1", 10, 20), comparison("64", 20, 10));
        assertEquals(
                List.of(
                        new Curve.Point(0, 2, 2 * (0.1 + 0.05), false),
                        new Curve.Point(1, 0.5, 0.5 * (0.05 + 0.1), false)),
                curve(row, "millrace").points());
        assertEquals(1, curve(row, "peer").points().get(0).value());
    }

    @Test
    void shouldShowNothingWhereTheArmOfWhichItIsAMultipleWasNotMeasured() {
        assertTrue(row("another", comparison("1", 10, 20), comparison("64", 10, 20))
                .points()
                .isEmpty());
    }

    @Test
    void shouldDrawNothingThroughOnePoint() {
        assertEquals(List.of(), new ParameterCurves("keys", "").of(List.of(comparison("1", 10, 100))));
    }

    private static CurveRow row(String against, Comparison... comparisons) {
        return new ParameterCurves("keys", against).of(List.of(comparisons)).get(0);
    }

    private static Curve curve(CurveRow row, String arm) {
        return row.byJdk().getOrDefault(JDK, List.of()).stream()
                .filter(curve -> curve.arm().equals(arm))
                .findFirst()
                .orElseThrow();
    }

    private static Comparison comparison(String keys, double ours, double theirs) {
        Map<String, String> parameters = Map.of("keys", keys);
        Comparison comparison = new Comparison("G", parameters, new TreeMap<>());
        for (Figure figure : List.of(
                MadeUp.figure("G", parameters, "millrace", ours, 1),
                MadeUp.figure("G", parameters, "peer", theirs, 1))) {
            comparison.add(JDK, new Measured(Path.of(""), figure));
        }
        return comparison;
    }
}
