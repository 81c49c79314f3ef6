package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.measure.Canary;
import io.millrace.benchmarks.measure.Cost;
import io.millrace.benchmarks.measure.ProcessUsage;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.measure.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arms of one cell, all open, taking turns. Each turn of an arm has as many packets as it was found to take in the time of a round. */
final class TcryptTrial implements AutoCloseable {

    /** That of every arm. There are twice as many packets. */
    private static final int WINDOW = 1024;

    private static final int FIRST_LENGTH = 64;
    private static final int LONGEST = 1 << 28;

    /** The rounds of an arm, and how many packets each has. */
    private record Turns(PacketArm arm, int length, List<TcryptRound> rounds) {}

    private final TcryptCell cell;
    private final long roundNanos;
    private final PacketBuffers buffers;
    private final Canary canary = new Canary();
    private final Map<String, PacketArm> open = new LinkedHashMap<>();

    /**
     * Makes the packets.
     *
     * @param roundNanos how long a turn of an arm is, about
     */
    TcryptTrial(TcryptCell cell, long roundNanos) {
        this.cell = cell;
        this.roundNanos = Math.max(1, roundNanos);
        buffers = new PacketBuffers(2 * WINDOW, cell.bytes(), cell.direction());
    }

    /**
     * Runs all arms.
     *
     * @param title what is told of the progress
     * @throws Exception if a packet was lost, came out of order or was wrong in any of them
     */
    TcryptResult run(Report report, String title) throws Exception {
        for (String arm : cell.arms()) {
            open.put(arm, PacketArm.open(arm, buffers, WINDOW, cell.mode() == TcryptMode.ONE_OUTSTANDING));
        }
        Map<String, Turns> turns = new LinkedHashMap<>();
        List<Double> canaryNanos = new ArrayList<>();
        try (BackgroundLoad load = cell.load().begin()) {
            for (Map.Entry<String, PacketArm> arm : open.entrySet()) {
                turns.put(arm.getKey(), new Turns(arm.getValue(), lengthOfRound(arm.getValue()), new ArrayList<>()));
            }
            for (int round = 0; round < Trials.ROUNDS; round++) {
                report.progress(title, round, Trials.ROUNDS);
                canaryNanos.add((double) Cost.of(canary::sing).wallNanos());
                for (Turns of : turns.values()) {
                    of.rounds.add(measure(of.arm, of.length, load));
                }
            }
        }
        Map<String, List<TcryptRound>> rounds = new LinkedHashMap<>();
        turns.forEach((name, of) -> rounds.put(name, of.rounds));
        return new TcryptResult(cell, rounds, canaryNanos);
    }

    /** Returns how many packets the arm takes in the time of a round, about; so it has run as long before it is measured. */
    private int lengthOfRound(PacketArm arm) throws Exception {
        int length = FIRST_LENGTH;
        long nanos = arm.run(length);
        while (nanos < roundNanos / 2 && length < LONGEST) {
            length *= 2;
            nanos = arm.run(length);
        }
        return (int) Math.max(1, Math.min(LONGEST, length * roundNanos / nanos));
    }

    /** Runs one round, whose outputs are compared when the clock stands. */
    static TcryptRound measure(PacketArm arm, int length, BackgroundLoad load) throws Exception {
        Usage before = ProcessUsage.now().minus(load.usage());
        long nanos = arm.run(length);
        Usage used = ProcessUsage.now().minus(load.usage()).minus(before).orNothing();
        arm.requireOutputs(length);
        return new TcryptRound(length, nanos, used);
    }

    /** Ends the threads of the arms. */
    @Override
    public void close() {
        open.values().forEach(PacketArm::close);
    }
}
