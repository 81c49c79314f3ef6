package io.millrace.samples.esp;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The report for programs: one object. Times are in nanoseconds. */
final class ReportJson {
    private ReportJson() {}

    static String of(EspReport report) {
        EspRequest request = report.request();
        PipelineFigures figures = report.figures();
        return String.join(
                        ",\n",
                        "{\n  \"command\": \"esp\"",
                        "  \"direction\": " + quote(request.decrypt() ? "decrypt" : "encrypt"),
                        "  \"output\": "
                                + (report.failed() > 0
                                        ? "null"
                                        : quote(request.output().toString())),
                        "  \"keys\": " + quote(request.keys().toString()),
                        "  \"associations\": " + report.associations(),
                        "  \"workers\": " + request.limits().workers(),
                        "  \"packets\": " + report.packets(),
                        "  \"bytes\": " + report.bytes(),
                        "  \"framesWithoutIp\": " + report.withoutIp(),
                        "  \"seconds\": " + number(report.nanos() / 1e9),
                        "  \"packetsPerSecond\": " + number(report.packetsPerSecond()),
                        "  \"megabitsPerSecond\": " + number(report.megabitsPerSecond()),
                        "  \"inFlightHighMark\": " + figures.inFlightHighMark(),
                        "  \"queueWaitNanos\": " + histogram(figures.queueWait()),
                        "  \"serviceNanos\": " + histogram(figures.service()),
                        "  \"reorderWaitNanos\": " + histogram(figures.reorderWait()),
                        "  \"failed\": " + report.failed(),
                        "  \"failures\": " + strings(report.failures()))
                + "\n}\n";
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }

    private static String strings(List<String> texts) {
        return texts.stream().map(ReportJson::quote).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String histogram(Histogram histogram) {
        return String.format(
                Locale.ROOT,
                "{\"count\": %d, \"p50\": %d, \"p99\": %d, \"p99.9\": %d, \"max\": %d}",
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }
}
