package io.millrace.benchmarks.packets;

import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.results.Environment;
import io.millrace.benchmarks.results.JsonOption;
import io.millrace.benchmarks.results.ResultFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./millrace tcrypt}: AES-GCM packets in order, as the kernel's tcrypt measures padata's pcrypt. */
@Command(
        name = "tcrypt",
        description = "Encrypts and decrypts AES-GCM packets in order, one outstanding (mode 211) and many (mode 215),"
                + " as the kernel's tcrypt measures pcrypt: in one thread, in independent threads, in ports of padata,"
                + " in futures and in Millrace, which take turns. Every packet is checked.")
public final class Tcrypt implements Callable<Integer> {

    private static final double USUAL_SECONDS = 1;
    private static final double QUICK_SECONDS = 0.1;
    private static final double MOST_SECONDS = 60;

    /** How many arms there are, with the canary, and what finding their pace takes besides, for the time that is told at the beginning. */
    private static final double ARMS = 8;

    private static final double WITH_CALIBRATION = 1.4;

    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "211|215",
            defaultValue = "211,215",
            description = "211 has one packet outstanding, 215 many (default: ${DEFAULT-VALUE}).")
    private Set<Integer> modes = Set.of();

    @Option(
            names = "--bytes",
            split = ",",
            paramLabel = "LENGTH",
            defaultValue = "16,64,256,512,1024,1420,4096,8192,16384",
            description = "Lengths of packets from " + PacketBuffers.LEAST_BYTES + " to " + PacketBuffers.MOST_BYTES
                    + " bytes, with commas between them (default: ${DEFAULT-VALUE}).")
    private Set<Integer> lengths = Set.of();

    @Option(
            names = "--direction",
            split = ",",
            paramLabel = "encrypt|decrypt",
            description = "One of the directions (default: both).")
    private Set<Direction> directions = EnumSet.allOf(Direction.class);

    @Option(
            names = "--load",
            split = ",",
            paramLabel = "idle|loaded",
            description = "What else the machine has to do: nothing, or a thread on each core that computes"
                    + " (default: both).")
    private Set<TcryptLoad> loads = EnumSet.allOf(TcryptLoad.class);

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "How long each arm is measured for each table, at most 60 (default: 1, with --quick 0.1).")
    private @Nullable Double seconds;

    @Option(names = "--quick", description = "A tenth of a second for each arm and table: for orientation only.")
    private boolean quick;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        long roundNanos = (long) (secondsWanted() * TimeUnit.SECONDS.toNanos(1) / Trials.ROUNDS);
        List<TcryptCell> cells = cells();
        Environment environment = Environment.of(spec);
        Report report = Report.of(spec);
        report.line(String.format(
                "tables: %d, rounds: %d, minutes: about %d",
                cells.size(),
                Trials.ROUNDS,
                minutes(cells.size() + firstOfEachKind(cells).size(), roundNanos * Trials.ROUNDS)));
        for (TcryptCell cell : firstOfEachKind(cells)) {
            try (TcryptTrial trial = new TcryptTrial(cell, roundNanos)) {
                trial.run(report, "warm-up");
            }
        }
        for (TcryptCell cell : cells) {
            try (TcryptTrial trial = new TcryptTrial(cell, roundNanos)) {
                TcryptTable.report(report, trial.run(report, cell.toString()));
            }
        }
        json.write(new ResultFile(environment, spec.name(), report.figures(), report.goals()));
        return 0;
    }

    private List<TcryptCell> cells() {
        List<TcryptCell> cells = new ArrayList<>();
        for (int number : modes) {
            TcryptMode mode = mode(number);
            for (TcryptLoad load : loads) {
                for (Direction direction : directions) {
                    for (int bytes : lengths) {
                        requireLength(bytes);
                        cells.add(new TcryptCell(mode, direction, bytes, load));
                    }
                }
            }
        }
        return cells;
    }

    private TcryptMode mode(int number) {
        return Arrays.stream(TcryptMode.values())
                .filter(mode -> mode.number() == number)
                .findFirst()
                .orElseThrow(() -> refusal("expected --mode 211 or 215, found " + number));
    }

    private void requireLength(int bytes) {
        if (bytes < PacketBuffers.LEAST_BYTES || bytes > PacketBuffers.MOST_BYTES) {
            throw refusal("expected --bytes from " + PacketBuffers.LEAST_BYTES + " to " + PacketBuffers.MOST_BYTES
                    + ", found " + bytes);
        }
    }

    private double secondsWanted() {
        if (seconds == null) {
            return quick ? QUICK_SECONDS : USUAL_SECONDS;
        }
        if (quick) {
            throw refusal("expected --quick or --seconds, found both");
        }
        if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
            throw refusal("expected more than 0 and at most 60 seconds, found " + seconds);
        }
        return seconds;
    }

    private ParameterException refusal(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /** What compiles the code of all arms before any of them is measured. */
    private static Collection<TcryptCell> firstOfEachKind(List<TcryptCell> cells) {
        Map<String, TcryptCell> first = new LinkedHashMap<>();
        cells.forEach(cell -> first.putIfAbsent(cell.mode() + " " + cell.direction(), cell));
        return first.values();
    }

    private static long minutes(int tables, long nanosOfArm) {
        double nanos = tables * ARMS * WITH_CALIBRATION * nanosOfArm;
        return (long) Math.ceil(nanos / TimeUnit.MINUTES.toNanos(1));
    }
}
