package io.millrace.samples.esp;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The report for people. */
final class ReportText {
    private static final double NANOS_PER_MICRO = 1e3;

    private ReportText() {}

    static String of(EspReport report) {
        EspRequest request = report.request();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s %,d packets with %s on %s into %s",
                request.decrypt() ? "opened" : "sealed",
                report.packets(),
                report.associations() == 1
                        ? "1 security association"
                        : report.associations() + " security associations",
                request.limits().workers() == 1 ? "1 worker" : request.limits().workers() + " workers",
                request.output());
        if (report.withoutIp() > 0) {
            boolean passed = request.nonIp() == EspRequest.NonIp.PASS;
            line(
                    text,
                    "%,d frames without a whole IP packet were %s",
                    report.withoutIp(),
                    passed ? "passed on as they are" : "dropped (--non-ip pass keeps them, unencrypted)");
        }
        line(text, "");
        line(text, "packets/s            %,14.0f", report.packetsPerSecond());
        line(text, "Mbit/s               %,14.1f", report.megabitsPerSecond());
        line(text, "in flight, at most   %,14d", report.figures().inFlightHighMark());
        line(text, "");
        line(text, "microseconds         %10s %10s %10s", "p50", "p99", "p99.9");
        row(text, "queue wait", report.figures().queueWait());
        row(text, "service", report.figures().service());
        row(text, "reorder wait", report.figures().reorderWait());
        return text.toString();
    }

    private static void row(StringBuilder text, String name, Histogram histogram) {
        line(
                text,
                "  %-18s %10.1f %10.1f %10.1f",
                name,
                histogram.getValueAtPercentile(50) / NANOS_PER_MICRO,
                histogram.getValueAtPercentile(99) / NANOS_PER_MICRO,
                histogram.getValueAtPercentile(99.9) / NANOS_PER_MICRO);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
