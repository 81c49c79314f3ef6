package io.millrace.benchmarks.measure;

import io.millrace.benchmarks.results.Distribution;
import io.millrace.benchmarks.results.Figure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How late tasks start in the arms of one command: microseconds, one column for each percentile. As a figure the 99th percentile counts, and the others
 * stand beside it.
 */
public final class Latencies {

    private static final double NANOS_PER_MICRO = 1000;
    private static final String UNIT = "us";
    private static final double COUNTS = 99;

    private final Report report;
    private final String group;
    private final String parameter;

    /** @param parameter the name of what differs between rows */
    public Latencies(Report report, String group, String parameter) {
        this.report = report;
        this.group = group;
        this.parameter = parameter;
    }

    /** Prints the head of a table whose last columns are further ones. */
    public void heading(String title, String... further) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%-20s %-20s %10s %10s %10s %10s %10s",
                title,
                "",
                "p50 us",
                "p90",
                "p99",
                "p99.9",
                "max"));
        for (String column : further) {
            line.append(String.format("%10s ", column));
        }
        report.line(line.toString().stripTrailing());
    }

    /**
     * Prints a row and keeps its figure.
     *
     * @param further figures in the further columns by name and unit; NaN if one is not known
     */
    public void row(String title, String arm, Histogram nanos, Map<String, Double> further) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-20s %-20s %10.1f %10.1f %10.1f %10.1f %10.1f",
                title,
                arm,
                micros(nanos, 50),
                micros(nanos, 90),
                micros(nanos, 99),
                micros(nanos, 99.9),
                maxMicros(nanos)));
        further.values().forEach(value -> line.append(cell(value)));
        report.line(line.toString().stripTrailing());
        report.keep(new Distribution(figure(title, arm, nanos, further), nanos));
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? String.format("%10s ", "-") : String.format(Locale.ROOT, "%10.3f ", value);
    }

    private Figure figure(String title, String arm, Histogram nanos, Map<String, Double> further) {
        Map<String, Double> beside = new LinkedHashMap<>();
        beside.put("p50 " + UNIT, micros(nanos, 50));
        beside.put("p90 " + UNIT, micros(nanos, 90));
        beside.put("p99.9 " + UNIT, micros(nanos, 99.9));
        beside.put("max " + UNIT, maxMicros(nanos));
        beside.putAll(further);
        return new Figure(
                group,
                Map.of(parameter, title),
                arm,
                "p99 " + UNIT,
                micros(nanos, COUNTS),
                Double.NaN,
                List.of(),
                beside);
    }

    private static double maxMicros(Histogram nanos) {
        return nanos.getMaxValue() / NANOS_PER_MICRO;
    }

    public static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }
}
