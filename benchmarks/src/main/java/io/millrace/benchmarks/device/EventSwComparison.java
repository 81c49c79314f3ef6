package io.millrace.benchmarks.device;

import io.millrace.benchmarks.measure.Median;
import io.millrace.benchmarks.results.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one operation costs in the software device and in event_sw, in nanoseconds an event, round by round. */
final class EventSwComparison {

    /** event_sw has to take at least as long as Millrace. */
    private static final double WANTED = 1.0;

    private final DeviceOperation operation;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    EventSwComparison(DeviceOperation operation) {
        this.operation = operation;
    }

    /** Adds the measured iterations of one round, of which there is at least one of each. */
    void add(List<Double> millrace, List<Double> eventSw) {
        ours.addAll(millrace);
        theirs.addAll(eventSw);
        ratios.add(Median.of(eventSw) / Median.of(millrace));
    }

    /** Returns the median of the ratios of the rounds; at least 1 is wanted. */
    double ratio() {
        return Median.of(ratios);
    }

    /** Returns what was measured of both. */
    List<Figure> figures() {
        return List.of(figure("millrace", ours), figure("event_sw", theirs));
    }

    private Figure figure(String arm, List<Double> nanos) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("type", DeviceOperation.text(operation.type()));
        parameters.put("flows", Integer.toString(operation.flows()));
        parameters.put("operation", operation.method());
        return new Figure("device", parameters, arm, "ns/op", Median.of(nanos), Double.NaN, nanos, Map.of());
    }

    static String heading() {
        return String.format(
                "%-10s %6s  %-10s %12s %12s  %-28s %s",
                "type", "flows", "operation", "millrace", "event_sw", "event_sw / millrace", "at least 1.0");
    }

    /** Medians of all iterations, and of the ratios of the rounds, so that a machine that slows down meanwhile favours none. */
    String row() {
        double ratio = ratio();
        return String.format(
                Locale.ROOT,
                "%-10s %6d  %-10s %9.1f ns %9.1f ns  %-28s %s",
                DeviceOperation.text(operation.type()),
                operation.flows(),
                operation.method(),
                Median.of(ours),
                Median.of(theirs),
                String.format(
                        Locale.ROOT,
                        "%.2f (rounds %.2f to %.2f)",
                        ratio,
                        ratios.stream().min(Double::compare).orElseThrow(),
                        ratios.stream().max(Double::compare).orElseThrow()),
                ratio >= WANTED ? "met" : "missed");
    }
}
