package io.millrace.samples.esp;

import java.util.Formatter;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The report for people. */
final class ReportText {
    private static final double NANOS_PER_MICRO = 1e3;

    private ReportText() {}

    static String of(EspReport report) {
        EspRequest request = report.request();
        Formatter text = new Formatter(Locale.ROOT);
        text.format(
                "%s %,d packets with %s on %s into %s%n",
                request.decrypt() ? "opened" : "sealed",
                report.packets(),
                report.associations() == 1
                        ? "1 security association"
                        : report.associations() + " security associations",
                request.limits().workers() == 1 ? "1 worker" : request.limits().workers() + " workers",
                request.output());
        if (report.withoutIp() > 0) {
            boolean passed = request.nonIp() == EspRequest.NonIp.PASS;
            text.format(
                    "%,d frames without a whole IP packet were %s%n",
                    report.withoutIp(),
                    passed ? "passed on as they are" : "dropped (--non-ip pass keeps them, unencrypted)");
        }
        text.format("%n");
        text.format("packets/s            %,14.0f%n", report.packetsPerSecond());
        text.format("Mbit/s               %,14.1f%n", report.megabitsPerSecond());
        text.format("in flight, at most   %,14d%n", report.figures().inFlightHighMark());
        text.format("%n");
        text.format("microseconds         %10s %10s %10s%n", "p50", "p99", "p99.9");
        row(text, "queue wait", report.figures().queueWait());
        row(text, "service", report.figures().service());
        row(text, "reorder wait", report.figures().reorderWait());
        return text.toString();
    }

    private static void row(Formatter text, String name, Histogram histogram) {
        text.format(
                "  %-18s %10.1f %10.1f %10.1f%n",
                name,
                histogram.getValueAtPercentile(50) / NANOS_PER_MICRO,
                histogram.getValueAtPercentile(99) / NANOS_PER_MICRO,
                histogram.getValueAtPercentile(99.9) / NANOS_PER_MICRO);
    }
}
