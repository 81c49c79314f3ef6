package io.millrace.benchmarks.report;

import io.millrace.benchmarks.results.LatencyLogs;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Latencies over percentiles, with as much room for the last of ten as for the last of a hundred, and so on: where it hurts it can be seen. */
final class PercentileCurves {

    private static final double NANOS_PER_MICRO = 1000;
    private static final double PERCENT = 100;

    /** Half of all tasks are no later than the median, and of no interest. */
    private static final double FIRST = 50;

    /** These stand on the axis, and an arm that is better than ours at one of them gets a point there. */
    private static final List<Double> TICKS = List.of(50.0, 90.0, 99.0, 99.9, 99.99, 99.999);

    /** The next point of a curve leaves out a tenth of the tasks that are later. */
    private static final double STEP = 0.1;

    private static final int LEAST_TASKS = 10;

    /** What the vertical axis shows, and which direction is better. */
    static final String DIRECTION = "us, less is better";

    private final List<Comparison> all;

    PercentileCurves(List<Comparison> all) {
        this.all = all;
    }

    /** Returns a row for each comparison that has logs beside its file of results; none if there are no logs. */
    List<CurveRow> rows() throws IOException {
        List<CurveRow> rows = new ArrayList<>();
        for (Comparison comparison : all) {
            SortedMap<Integer, Map<String, Histogram>> byJdk = new TreeMap<>();
            for (Map.Entry<Integer, Map<String, Measured>> jdk :
                    comparison.byJdk().entrySet()) {
                Measured any = jdk.getValue().values().iterator().next();
                Path log = LatencyLogs.file(any.file().toAbsolutePath().resolveSibling(""), any.figure());
                if (Files.exists(log)) {
                    byJdk.put(jdk.getKey(), LatencyLogs.read(log));
                }
            }
            if (!byJdk.isEmpty()) {
                rows.add(row(PictureText.parameters(comparison, all), byJdk));
            }
        }
        return rows;
    }

    private static CurveRow row(String heading, SortedMap<Integer, Map<String, Histogram>> byJdk) {
        long mostTasks = byJdk.values().stream()
                .flatMap(arms -> arms.values().stream())
                .mapToLong(Histogram::getTotalCount)
                .max()
                .orElse(1);
        double last = PERCENT - PERCENT / Math.max(2 * LEAST_TASKS, mostTasks);
        List<CurveRow.Tick> ticks = TICKS.stream()
                .filter(percentile -> percentile <= last)
                .map(percentile -> new CurveRow.Tick(share(percentile, last), label(percentile)))
                .toList();
        SortedMap<Integer, List<Curve>> curves = new TreeMap<>();
        byJdk.forEach((jdk, arms) -> curves.put(jdk, curves(arms, last)));
        return new CurveRow(heading, "of the tasks start no later", ticks, curves);
    }

    private static String label(double percentile) {
        return BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString() + " %";
    }

    /** Where a percentile lies between the first and the last, by the number of tasks of which one is later. */
    private static double share(double percentile, double last) {
        return Math.log((PERCENT - FIRST) / (PERCENT - percentile)) / Math.log((PERCENT - FIRST) / (PERCENT - last));
    }

    private static List<Curve> curves(Map<String, Histogram> arms, double last) {
        Histogram ours = arms.get(Comparison.OURS);
        List<Curve> curves = new ArrayList<>();
        arms.forEach((arm, nanos) -> {
            List<Curve.Point> points = new ArrayList<>();
            double end = Math.min(last, PERCENT - PERCENT / nanos.getTotalCount());
            for (double percentile = FIRST; percentile <= end; percentile += STEP * (PERCENT - percentile)) {
                points.add(point(nanos, percentile, last, false));
            }
            if (ours != null && !Comparison.isOurs(arm)) {
                TICKS.stream()
                        .filter(percentile -> percentile <= end)
                        .filter(percentile ->
                                nanos.getValueAtPercentile(percentile) < ours.getValueAtPercentile(percentile))
                        .forEach(percentile -> points.add(point(nanos, percentile, last, true)));
                points.sort(Comparator.comparingDouble(Curve.Point::share));
            }
            curves.add(new Curve(arm, points));
        });
        return curves;
    }

    private static Curve.Point point(Histogram nanos, double percentile, double last, boolean isLoss) {
        return new Curve.Point(
                share(percentile, last), nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO, Double.NaN, isLoss);
    }
}
