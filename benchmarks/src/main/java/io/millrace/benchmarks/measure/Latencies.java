package io.millrace.benchmarks.measure;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How start latencies are printed: microseconds, one column for each percentile. */
public final class Latencies {

    private static final double NANOS_PER_MICRO = 1000;

    private Latencies() {}

    public static String heading(String title) {
        return String.format(
                Locale.ROOT,
                "%n%-20s %-20s %10s %10s %10s %10s %10s",
                title,
                "",
                "p50 us",
                "p90",
                "p99",
                "p99.9",
                "max");
    }

    public static String row(String title, String arm, Histogram nanos) {
        return String.format(
                Locale.ROOT,
                "%-20s %-20s %10.1f %10.1f %10.1f %10.1f %10.1f",
                title,
                arm,
                micros(nanos, 50),
                micros(nanos, 90),
                micros(nanos, 99),
                micros(nanos, 99.9),
                nanos.getMaxValue() / NANOS_PER_MICRO);
    }

    public static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }
}
