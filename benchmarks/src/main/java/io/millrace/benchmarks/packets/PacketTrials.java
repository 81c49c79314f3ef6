package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.ordered.OrderedArms;
import io.millrace.benchmarks.results.GoalFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What is wanted of AES-GCM packets in order: a few lengths of what {@code tcrypt} measures, in short rounds. */
public final class PacketTrials {

    private static final int GOAL = 2;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(80);
    private static final int ONE_OUTSTANDING_BYTES = 1420;

    /** By length: the share of the ceiling, and how many times the packets of padata and of futures, each at least; NaN is not judged. */
    private record Wanted(int bytes, double ceiling, double padata, double futures) {}

    private static final List<Wanted> MANY_OUTSTANDING = List.of(
            new Wanted(64, Double.NaN, 1.5, 1.8), new Wanted(1420, 0.92, 1.5, 1.6), new Wanted(8192, 0.95, 1.2, 1.4));

    private PacketTrials() {}

    public static void run(Report report) throws Exception {
        cell(report, TcryptMode.MANY_OUTSTANDING, Direction.ENCRYPT, 64);
        for (Wanted wanted : MANY_OUTSTANDING) {
            judge(report, wanted);
        }
        judgeOneOutstanding(report, Direction.ENCRYPT, 2.4);
        judgeOneOutstanding(report, Direction.DECRYPT, 2.6);
    }

    private static void judge(Report report, Wanted wanted) throws Exception {
        List<TcryptResult> both = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            both.add(cell(report, TcryptMode.MANY_OUTSTANDING, direction, wanted.bytes));
        }
        String at = ", packets/s at " + wanted.bytes + " bytes, worse direction";
        if (!Double.isNaN(wanted.ceiling)) {
            report.goal(GoalFigure.atLeast(
                    GOAL, "ours / the ceiling" + at, worse(both, of(PacketBenchmark.CEILING)), wanted.ceiling));
        }
        report.goal(GoalFigure.atLeast(
                GOAL, "ours / padata" + at, worse(both, result -> ours(result, result.bestPadata())), wanted.padata));
        report.goal(GoalFigure.atLeast(
                GOAL, "ours / futures" + at, worse(both, of(OrderedArms.FORK_JOIN)), wanted.futures));
    }

    private static ToDoubleFunction<TcryptResult> of(String peer) {
        return result -> ours(result, peer);
    }

    private static double ours(TcryptResult result, String peer) {
        return result.ratio(OrderedArms.MILLRACE, peer);
    }

    private static double worse(List<TcryptResult> directions, ToDoubleFunction<TcryptResult> ratio) {
        return directions.stream().mapToDouble(ratio).min().orElse(Double.NaN);
    }

    /** What the hardware gave padata, at no more processor time. Ours is the way that the guide shows whoever waits for each item. */
    private static void judgeOneOutstanding(Report report, Direction direction, double wanted) throws Exception {
        TcryptResult result = cell(report, TcryptMode.ONE_OUTSTANDING, direction, ONE_OUTSTANDING_BYTES);
        String at = ", one outstanding, " + direction + ", " + ONE_OUTSTANDING_BYTES + " bytes";
        String padata = result.bestPadata();
        report.goal(GoalFigure.atLeast(
                GOAL, "ours / padata, packets/s" + at, result.ratio(PacketArm.INVOKING, padata), wanted));
        report.goal(GoalFigure.atMost(
                GOAL,
                "ours / padata, processor time" + at,
                result.cpuNanosPerPacket(PacketArm.INVOKING) / result.cpuNanosPerPacket(padata),
                1));
    }

    private static TcryptResult cell(Report report, TcryptMode mode, Direction direction, int bytes) throws Exception {
        TcryptCell cell = new TcryptCell(mode, direction, bytes, TcryptLoad.IDLE);
        try (TcryptTrial trial = new TcryptTrial(cell, ROUND_NANOS)) {
            TcryptResult result = trial.run(report, cell.toString());
            TcryptTable.report(report, result);
            return result;
        }
    }
}
