package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.results.Figure;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command prints a row for each body and arm and keeps it, and refuses in one sentence. */
final class BenchCostsTest {

    private static final List<String> COLUMNS = List.of(
            "feed ns",
            "schedule ns",
            "task ns",
            "reorder ns",
            "waiting ns",
            "rest ns",
            "clock ns",
            "sum ns",
            "wall x threads ns",
            "sum %");

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintAndKeepWhereTheTimeGoes() throws IOException {
        Path json = directory.resolve("costs.json");
        assertEquals(0, execute("microsecond", "--seconds", "1", "--json", json.toString()), err::toString);
        for (String expected : List.of(
                "costs +ns/item +" + String.join(" +", COLUMNS),
                "MICROSECOND +millrace( +[\\d.]+){11}",
                "MICROSECOND +millraceOneByOne( +[\\d.]+){11}")) {
            assertTrue(Pattern.compile(expected).matcher(out.toString()).find(), expected + " in\n" + out);
        }
        ResultFile kept = ResultFile.read(json);
        assertTrue(kept.environment().command().startsWith("./millrace bench costs microsecond --seconds 1 --json "));
        assertEquals(2, kept.figures().size());
        Figure first = kept.figures().get(0);
        assertEquals(Map.of("body", "MICROSECOND"), first.parameters());
        assertEquals(COLUMNS, List.copyOf(first.beside().keySet()));
        assertEquals(sum(first), beside(first, "sum ns"), 0.001 * sum(first));
    }

    private static double sum(Figure figure) {
        return COLUMNS.subList(0, COLUMNS.indexOf("sum ns")).stream()
                .mapToDouble(column -> beside(figure, column))
                .sum();
    }

    private static double beside(Figure figure, String column) {
        return Objects.requireNonNull(figure.beside().get(column), column);
    }

    @Test
    void shouldRefuseBodiesAndTimesThatItDoesNotHave() {
        assertUsage("expected more than 0 and at most 60 seconds, found 0.0", "--seconds", "0");
        assertUsage("expected more than 0 and at most 60 seconds, found 61.0", "none", "--seconds", "61");
        assertUsage("expected --seconds SECONDS, found long", "--seconds", "long");
        assertUsage("expected one of NONE, TENTH, MICROSECOND, TEN, SKEWED, LOGNORMAL, found heavy", "heavy");
    }

    private void assertUsage(String sentence, String... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(2, execute(arguments));
        assertEquals("millrace bench costs: " + sentence + System.lineSeparator(), err.toString());
    }

    private int execute(String... arguments) {
        return Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("bench", "costs"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
