package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.measure.Canary;
import io.millrace.benchmarks.measure.Median;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.ordered.OrderedArms;
import io.millrace.benchmarks.results.Figure;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How it is told what the arms of a cell came to. */
final class TcryptTable {

    private static final String ROW = "  %-20s %12s %10s %10s %8s %12s %14s";
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;

    private static final double PUBLISHED_ENCRYPTING = 2.4;
    private static final double PUBLISHED_DECRYPTING = 2.6;

    private TcryptTable() {}

    /** Prints the table, and keeps the rounds of every row. */
    static void report(Report report, TcryptResult result) {
        report.line(String.format("%n%s", result.cell()));
        report.line(String.format(
                Locale.ROOT,
                ROW,
                "",
                "packets/s",
                "MB/s",
                "CPU us",
                "sleeps",
                "/ " + OrderedArms.ONE_THREAD,
                "/ best padata"));
        for (String arm : result.rounds().keySet()) {
            report.line(row(result, arm));
        }
        if (result.cell().mode() == TcryptMode.ONE_OUTSTANDING) {
            report.line(published(result.cell().direction()));
        }
        report.line(String.format(
                Locale.ROOT, "  canary: slowest and fastest round %.1f %% apart", result.canarySpreadPercent()));
        keep(report, result);
    }

    private static String row(TcryptResult result, String arm) {
        double packetsPerSecond = result.packetsPerSecond(arm);
        return String.format(
                Locale.ROOT,
                ROW,
                arm,
                String.format(Locale.ROOT, "%.0f", packetsPerSecond),
                number(packetsPerSecond * result.cell().bytes() / BYTES_PER_MEGABYTE),
                number(result.cpuNanosPerPacket(arm) / NANOS_PER_MICRO),
                number(result.sleepsPerPacket(arm)),
                number(result.ratio(arm, OrderedArms.ONE_THREAD)),
                number(result.ratio(arm, result.bestPadata())));
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }

    /** Preliminary results from the discussion of Intel's driver for the device. */
    private static String published(Direction direction) {
        double ratio = direction == Direction.ENCRYPT ? PUBLISHED_ENCRYPTING : PUBLISHED_DECRYPTING;
        return String.format(
                Locale.ROOT,
                "  hardware DLB over padata (published) %55.1f  preliminary; thread \"[PATCH v10 00/20] dlb\", 2021,"
                        + " which tells neither mode nor configuration",
                ratio);
    }

    private static void keep(Report report, TcryptResult result) {
        for (String arm : result.rounds().keySet()) {
            List<TcryptRound> rounds = result.rounds(arm);
            report.keep(figure(
                    result,
                    arm,
                    "packets/s",
                    result.packetsPerSecond(arm),
                    rounds.stream().map(TcryptRound::packetsPerSecond).toList(),
                    Map.of(
                            "sleeps/packet", result.sleepsPerPacket(arm),
                            "ratio to one thread", result.ratio(arm, OrderedArms.ONE_THREAD),
                            "ratio to best padata", result.ratio(arm, result.bestPadata()))));
            report.keep(figure(
                    result,
                    arm,
                    "cpu ns/packet",
                    result.cpuNanosPerPacket(arm),
                    rounds.stream().map(TcryptRound::cpuNanosPerPacket).toList(),
                    Map.of()));
        }
        report.keep(figure(result, Canary.NAME, "ns", Median.of(result.canaryNanos()), result.canaryNanos(), Map.of()));
    }

    private static Figure figure(
            TcryptResult result, String arm, String unit, double value, List<Double> raw, Map<String, Double> beside) {
        return new Figure("tcrypt", result.cell().parameters(), arm, unit, value, Double.NaN, raw, beside);
    }
}
