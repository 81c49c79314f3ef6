package io.millrace.benchmarks.device;

import io.millrace.benchmarks.measure.Median;
import io.millrace.benchmarks.results.Figure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What one operation costs in the software device and in those of DPDK, in nanoseconds an event, round by round. */
final class EventSwComparison {

    /** event_sw has to take at least as long as Millrace. */
    private static final double WANTED = 1.0;

    private static final String NOTHING = "-";

    private final DeviceOperation operation;
    private final List<Double> ours = new ArrayList<>();
    private final Map<DpdkDevice, Peer> peers = new EnumMap<>(DpdkDevice.class);
    private final Set<String> reasons = new LinkedHashSet<>();

    /** A device that could be measured, with its ratios to ours. */
    private static final class Peer {

        private final List<Double> nanos = new ArrayList<>();
        private final List<Double> ratios = new ArrayList<>();
    }

    EventSwComparison(DeviceOperation operation) {
        this.operation = operation;
    }

    /** Adds the measured iterations of one round, of which there is at least one of ours. */
    void add(List<Double> millrace, Map<DpdkDevice, DpdkResult> dpdk) {
        ours.addAll(millrace);
        dpdk.forEach((device, result) -> {
            if (!result.reason().isEmpty()) {
                reasons.add(result.reason());
                return;
            }
            Peer peer = peers.computeIfAbsent(device, first -> new Peer());
            peer.nanos.addAll(result.nanos());
            peer.ratios.add(Median.of(result.nanos()) / Median.of(millrace));
        });
    }

    /** Returns the median of the ratios of the rounds, of event_sw; at least 1 is wanted. NaN if it could not be measured. */
    double ratio() {
        Peer judge = peers.get(DpdkDevice.EVENT_SW);
        return judge == null ? Double.NaN : Median.of(judge.ratios);
    }

    /** Returns why devices are left out. */
    Set<String> reasons() {
        return reasons;
    }

    /** Returns what was measured of all. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("millrace", ours));
        peers.forEach((device, peer) -> figures.add(figure(device.toString(), peer.nanos)));
        return figures;
    }

    private Figure figure(String arm, List<Double> nanos) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("type", DeviceOperation.text(operation.type()));
        parameters.put("flows", Integer.toString(operation.flows()));
        parameters.put("operation", operation.method());
        return new Figure("device", parameters, arm, "ns/op", Median.of(nanos), Double.NaN, nanos, Map.of());
    }

    static String heading() {
        return line(
                "type",
                "flows",
                "operation",
                "millrace",
                "event_sw",
                "event_dsw",
                "event_sw / millrace",
                "event_dsw / millrace",
                "event_sw at least 1.0");
    }

    /** Medians of all iterations, and of the ratios of the rounds, so that a machine that slows down meanwhile favours none. */
    String row() {
        double ratio = ratio();
        return line(
                DeviceOperation.text(operation.type()),
                operation.flows(),
                operation.method(),
                nanos(ours),
                nanos(DpdkDevice.EVENT_SW),
                nanos(DpdkDevice.EVENT_DSW),
                ratios(DpdkDevice.EVENT_SW),
                ratios(DpdkDevice.EVENT_DSW),
                Double.isNaN(ratio) ? NOTHING : ratio >= WANTED ? "met" : "missed");
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-10s %6s  %-10s %12s %12s %12s  %-28s %-28s %s", cells);
    }

    private String nanos(DpdkDevice device) {
        Peer peer = peers.get(device);
        return peer == null ? NOTHING : nanos(peer.nanos);
    }

    private static String nanos(List<Double> nanos) {
        return String.format(Locale.ROOT, "%.1f ns", Median.of(nanos));
    }

    private String ratios(DpdkDevice device) {
        Peer peer = peers.get(device);
        return peer == null
                ? NOTHING
                : String.format(
                        Locale.ROOT,
                        "%.2f (rounds %.2f to %.2f)",
                        Median.of(peer.ratios),
                        peer.ratios.stream().min(Double::compare).orElseThrow(),
                        peer.ratios.stream().max(Double::compare).orElseThrow());
    }
}
