package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.measure.Median;
import io.millrace.benchmarks.ordered.OrderedArms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What the arms of a cell came to.
 *
 * @param cell what was measured
 * @param rounds the rounds of each arm, in the order of the arms; those of one number were neighbours
 * @param canaryNanos how long the canary took in each round
 */
record TcryptResult(TcryptCell cell, Map<String, List<TcryptRound>> rounds, List<Double> canaryNanos) {

    private static final double PERCENT = 100;

    List<TcryptRound> rounds(String arm) {
        return Objects.requireNonNull(rounds.get(arm), "every arm has rounds");
    }

    double packetsPerSecond(String arm) {
        return median(arm, TcryptRound::packetsPerSecond);
    }

    double cpuNanosPerPacket(String arm) {
        return median(arm, TcryptRound::cpuNanosPerPacket);
    }

    /** Returns how often threads went to sleep for a packet; NaN if the system does not tell. */
    double sleepsPerPacket(String arm) {
        return median(arm, TcryptRound::sleepsPerPacket);
    }

    private double median(String arm, ToDoubleFunction<TcryptRound> figure) {
        return Median.of(rounds(arm).stream().map(figure::applyAsDouble).toList());
    }

    /** Returns the median of the ratios of neighbouring rounds, which a machine that slows down meanwhile slows alike. */
    double ratio(String arm, String peer) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds(arm).size(); round++) {
            ratios.add(rounds(arm).get(round).packetsPerSecond()
                    / rounds(peer).get(round).packetsPerSecond());
        }
        return Median.of(ratios);
    }

    /** Returns how far the slowest round of the canary and the fastest are apart, in percent of the median. */
    double canarySpreadPercent() {
        return PERCENT * (Collections.max(canaryNanos) - Collections.min(canaryNanos)) / Median.of(canaryNanos);
    }

    /** Returns the better of the ports of padata. */
    String bestPadata() {
        return OrderedArms.PADATA.stream()
                .max(Comparator.comparingDouble(this::packetsPerSecond))
                .orElseThrow();
    }
}
