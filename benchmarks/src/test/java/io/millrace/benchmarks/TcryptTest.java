package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.ordered.OrderedArms;
import io.millrace.benchmarks.results.Figure;
import io.millrace.benchmarks.results.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command prints its tables, keeps every round, leaves no thread behind and refuses in one sentence. */
final class TcryptTest {

    private static final List<String> IN_ORDER = List.of(
            OrderedArms.ONE_THREAD,
            OrderedArms.PADATA_FORK_JOIN,
            OrderedArms.PADATA_THREAD_POOL,
            OrderedArms.FORK_JOIN,
            OrderedArms.MILLRACE,
            OrderedArms.MILLRACE_ONE_BY_ONE);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldPrintEveryRowInBothDirectionsAndKeepRawRounds() throws IOException {
        Path file = directory.resolve("tcrypt.json");
        assertEquals(0, execute("--bytes", "64", "--seconds", "0.01", "--json", file.toString()), err::toString);
        List<String> tables = new ArrayList<>(List.of(out.toString().split("(?m)(?=^mode )")));
        assertEquals("tables: 8, rounds: 5, minutes: about 1", tables.remove(0).strip());
        assertEquals(4 * Trials.ROUNDS, err.toString().split("warm-up", -1).length - 1, "both modes, both directions");
        List<Figure> figures = ResultFile.read(file).figures();
        List<String> titles = new ArrayList<>();
        for (String table : tables) {
            titles.add(table.lines().findFirst().orElseThrow());
            assertTable(table);
        }
        assertEquals(
                List.of(
                        "mode 211, one outstanding, encrypt, 64 bytes, idle",
                        "mode 211, one outstanding, decrypt, 64 bytes, idle",
                        "mode 211, one outstanding, encrypt, 64 bytes, loaded",
                        "mode 211, one outstanding, decrypt, 64 bytes, loaded",
                        "mode 215, many outstanding, encrypt, 64 bytes, idle",
                        "mode 215, many outstanding, decrypt, 64 bytes, idle",
                        "mode 215, many outstanding, encrypt, 64 bytes, loaded",
                        "mode 215, many outstanding, decrypt, 64 bytes, loaded"),
                titles);
        // Packets and processor time of each arm, one of which is in this mode only, and the canary.
        assertEquals(8 * (2 * IN_ORDER.size() + 2 + 1), figures.size());
        assertTrue(figures.stream().allMatch(figure -> figure.raw().size() == Trials.ROUNDS), "each round is kept");
        assertTrue(
                figures.stream()
                        .filter(figure -> figure.unit().equals("packets/s"))
                        .allMatch(figure -> figure.value() > 0 && figure.raw().contains(figure.value())),
                "the median is one of the rounds");
    }

    private static void assertTable(String table) {
        List<String> rows = new ArrayList<>(IN_ORDER);
        String published = " over padata \\(published\\) +";
        if (table.startsWith("mode 215")) {
            rows.add("independentThreads");
        } else {
            rows.add("millraceInvoked");
            assertFound(published + (table.contains("encrypt") ? "2.4" : "2.6") + "  preliminary", table);
        }
        rows.forEach(row -> assertFound("\n  " + row + " +\\d+( +[\\d.]+){2} +([\\d.]+|NaN)( +[\\d.]+){2}\\R", table));
        assertFound("\n  oneThread +\\d+ +[\\d.]+ +[\\d.]+ +([\\d.]+|NaN) +1.00 ", table);
        assertFound("\n  padata\\w+ .* 1.00\\R", table);
        assertFound("\n  canary: slowest and fastest round [\\d.]+ % apart", table);
    }

    private static void assertFound(String expected, String text) {
        assertTrue(Pattern.compile(expected).matcher(text).find(), expected + " in\n" + text);
    }

    @Test
    void shouldEndAllThreads() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        assertEquals(
                0, execute("--mode", "215", "--bytes", "16", "--seconds", "0.001", "--load", "loaded"), err::toString);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && isOfAnArm(thread)) {
                thread.join(10_000);
                assertTrue(!thread.isAlive(), "still there: " + thread);
            }
        }
    }

    /** Threads that the JVM starts by itself stay. */
    private static boolean isOfAnArm(Thread thread) {
        return thread.getThreadGroup() != null
                && !thread.getThreadGroup().getName().equals("system");
    }

    @Test
    void shouldRefuseWhatItCannotMeasure() {
        assertRefused("expected --mode 211 or 215, found 212", "--mode", "211,212");
        assertRefused("expected --mode 211|215, found one", "--mode", "one");
        assertRefused("expected --bytes from 16 to 16384, found 15", "--bytes", "16,15");
        assertRefused("expected --bytes from 16 to 16384, found 16385", "--bytes", "16385");
        assertRefused("expected --bytes LENGTH, found many", "--bytes", "many");
        assertRefused("expected --direction encrypt|decrypt, found both", "--direction", "both");
        assertRefused("expected --load idle|loaded, found some", "--load", "some");
        assertRefused("expected more than 0 and at most 60 seconds, found 0.0", "--seconds", "0");
        assertRefused("expected more than 0 and at most 60 seconds, found 61.0", "--seconds", "61");
        assertRefused("expected --quick or --seconds, found both", "--quick", "--seconds", "1");
        assertRefused("expected options only, found 211", "211");
    }

    private void assertRefused(String sentence, String... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(2, execute(arguments));
        assertEquals("millrace tcrypt: " + sentence + System.lineSeparator(), err.toString());
    }

    private int execute(String... arguments) {
        return Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        Stream.concat(Stream.of("tcrypt"), Stream.of(arguments)).toArray(String[]::new));
    }
}
