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
import org.jspecify.annotations.Nullable;

/** What one operation costs in the software device, in those of DPDK, and in Millrace's device over one of them, in nanoseconds an event, round by round. */
final class EventSwComparison {

    /** event_sw has to take at least as long as Millrace. */
    private static final double WANTED = 1.0;

    private static final String NOTHING = "-";
    private static final DpdkResult NOT_MEASURED = DpdkResult.of(List.of());

    private final DeviceOperation operation;
    private final List<Double> ours = new ArrayList<>();
    private final Peer through = new Peer();
    private final Map<DpdkDevice, Peer> peers = new EnumMap<>(DpdkDevice.class);
    private final Set<String> reasons = new LinkedHashSet<>();

    /** A device that could be measured, with its ratios to ours. */
    private static final class Peer {

        private final List<Double> nanos = new ArrayList<>();
        private final List<Double> ratios = new ArrayList<>();

        private void add(DpdkResult result, List<Double> to) {
            nanos.addAll(result.nanos());
            ratios.add(Median.of(result.nanos()) / Median.of(to));
        }
    }

    EventSwComparison(DeviceOperation operation) {
        this.operation = operation;
    }

    /**
     * Adds the measured iterations of one round.
     *
     * @param millrace those of the software device, at least one
     * @param onEventSw those of our device over event_sw
     * @param dpdk those of programs in C
     */
    void add(List<Double> millrace, DpdkResult onEventSw, Map<DpdkDevice, DpdkResult> dpdk) {
        ours.addAll(millrace);
        dpdk.forEach((device, result) -> {
            if (isMeasured(result)) {
                peers.computeIfAbsent(device, first -> new Peer()).add(result, millrace);
            }
        });
        DpdkResult eventSw = dpdk.getOrDefault(DpdkDevice.EVENT_SW, NOT_MEASURED);
        if (isMeasured(onEventSw) && !eventSw.nanos().isEmpty()) {
            through.nanos.addAll(onEventSw.nanos());
            through.ratios.add(Median.of(eventSw.nanos()) / Median.of(onEventSw.nanos()));
        }
    }

    private boolean isMeasured(DpdkResult result) {
        if (!result.reason().isEmpty()) {
            reasons.add(result.reason());
        }
        return !result.nanos().isEmpty();
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
        if (!through.nanos.isEmpty()) {
            figures.add(figure("millrace-on-event_sw", through.nanos));
        }
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
                "on event_sw",
                "event_sw",
                "event_dsw",
                "event_sw / millrace",
                "event_sw / on event_sw",
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
                nanos(through),
                nanos(peers.get(DpdkDevice.EVENT_SW)),
                nanos(peers.get(DpdkDevice.EVENT_DSW)),
                ratios(peers.get(DpdkDevice.EVENT_SW)),
                ratios(through),
                ratios(peers.get(DpdkDevice.EVENT_DSW)),
                Double.isNaN(ratio) ? NOTHING : ratio >= WANTED ? "met" : "missed");
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-10s %6s  %-10s %12s %12s %12s %12s  %-28s %-28s %-28s %s", cells);
    }

    private static String nanos(@Nullable Peer peer) {
        return peer == null || peer.nanos.isEmpty() ? NOTHING : nanos(peer.nanos);
    }

    private static String nanos(List<Double> nanos) {
        return String.format(Locale.ROOT, "%.1f ns", Median.of(nanos));
    }

    private static String ratios(@Nullable Peer peer) {
        return peer == null || peer.ratios.isEmpty()
                ? NOTHING
                : String.format(
                        Locale.ROOT,
                        "%.2f (rounds %.2f to %.2f)",
                        Median.of(peer.ratios),
                        peer.ratios.stream().min(Double::compare).orElseThrow(),
                        peer.ratios.stream().max(Double::compare).orElseThrow());
    }
}
