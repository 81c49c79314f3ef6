package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Latencies;
import io.millrace.benchmarks.results.Figure;
import io.millrace.benchmarks.results.LatencyLogs;
import io.millrace.benchmarks.results.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command prints its tables and goals, and refuses in one sentence. */
final class LatencyTest {

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintEveryTableAndEveryGoal() {
        assertEquals(0, execute("--seconds", "0.01"), err::toString);
        String figures = out.toString();
        for (String expected : List.of(
                "1000/s +millrace( +[\\d.]+){7} +([\\d.]+|-)",
                "100000/s +forkJoin",
                "10000 every 100 ms +threadPool",
                "idle",
                "70 % of the bound +stripe( +[\\d.]+){6}",
                "goal 4  p99 of cold keys .*: [\\d.]+  wanted at most 0.200  (met|missed)",
                "goal 5  CPU at 1000/s, ours / forkJoin's: [\\d.]+  wanted at most 1.000",
                "goal 5  CPU, 80 every 10 ms, ours / forkJoin's: [\\d.]+  wanted at most 0.500",
                "goal 6  p99 at 100000/s, ours / forkJoin's: [\\d.]+  wanted at most 0.500",
                "goal 6  sleeps a task, 10000 every 10 ms: ([\\d.]+|NaN)  wanted at most 0.050",
                "goal 6  percent of a core .*: [\\d.]+  not judged: measured for 10 ms, expected at least 5 s")) {
            assertTrue(Pattern.compile(expected).matcher(figures).find(), expected + " in\n" + figures);
        }
        assertTrue(err.toString().contains("latency: 1000/s, round 5 of 5"), err.toString());
    }

    @Test
    void shouldKeepWhatItPrints() throws IOException {
        Path json = directory.resolve("jdk/latency.json");
        assertEquals(
                0, execute("--seconds", "0.01", "rates", "--json", json.toString(), "--logs", directory.toString()));
        ResultFile kept = ResultFile.read(json);
        assertTrue(kept.environment().command().startsWith("./millrace latency --seconds 0.01 rates --json "));
        assertEquals(9, kept.figures().size());
        assertEquals(8, kept.goals().size());
        Figure first = kept.figures().get(0);
        assertEquals(Map.of("tasks", "1000/s"), first.parameters());
        assertEquals(
                List.of("p50 us", "p90 us", "p99.9 us", "max us", "CPU us/task", "submit us/task", "sleeps/task"),
                List.copyOf(first.beside().keySet()));
        Map<String, Histogram> logs = LatencyLogs.read(directory.resolve("rates-1000-s.hlog"));
        assertEquals(List.of("millrace", "forkJoin", "threadPool"), List.copyOf(logs.keySet()));
        Histogram ours = Objects.requireNonNull(logs.get(first.arm()));
        assertEquals(first.value(), Latencies.micros(ours, 99));
        assertEquals(Objects.requireNonNull(first.beside().get("p99.9 us")), Latencies.micros(ours, 99.9));
    }

    @Test
    void shouldMeasureOnlyWhatWasChosen() {
        assertEquals(0, execute("--seconds", "0.01", "idle"), err::toString);
        assertTrue(out.toString().stripLeading().startsWith("idle"), out.toString());
        assertEquals(1, out.toString().split("goal ", -1).length - 1);
    }

    @Test
    void shouldRefuseModesAndTimesThatItDoesNotHave() {
        assertUsage("expected one of rates, bursts, idle, keyed, found noon", "noon");
        assertUsage("expected more than 0 and at most 20 seconds, found 0.0", "--seconds", "0");
        assertUsage("expected more than 0 and at most 20 seconds, found 60.5", "keyed", "--seconds", "60.5");
        assertUsage("expected more than 0 and at most 20 seconds, found NaN", "--seconds", "NaN");
        assertUsage("expected --seconds SECONDS, found long", "--seconds", "long");
    }

    @Test
    void shouldRefuseTwoTimesAtOnce() {
        assertUsage("expected --quick or --seconds, found both", "idle", "--quick", "--seconds", "0.01");
    }

    private void assertUsage(String sentence, String... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(2, execute(arguments));
        assertEquals("millrace latency: " + sentence + System.lineSeparator(), err.toString());
    }

    private int execute(String... arguments) {
        return Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("latency"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
