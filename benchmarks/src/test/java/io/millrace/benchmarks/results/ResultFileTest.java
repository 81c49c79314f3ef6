package io.millrace.benchmarks.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, and what is not whole is refused. */
final class ResultFileTest {

    private static final ResultFile RESULTS = new ResultFile(
            new Environment(
                    new Machine("A <fast> processor", 2, 8_000_000_000L, "Linux 6.1"),
                    new Jdk(
                            "Somebody",
                            "17.0.15+6",
                            "OpenJDK 64-Bit Server VM",
                            List.of("G1 Old Generation"),
                            List.of("-Xmx1g")),
                    "0123456789abcdef-dirty",
                    "./millrace bench run",
                    "2026-01-02T03:04:05Z"),
            "bench",
            List.of(new Figure(
                    "SomeBenchmark",
                    Map.of("body", "NONE"),
                    "millrace",
                    "ns/op",
                    1.5,
                    Double.NaN,
                    List.of(1.0, 2.0),
                    Map.of("alloc B/op", Double.NaN, "cpu ns/op", 3e-9))),
            List.of(GoalFigure.atMost(1, "a ratio", 0.5, 1), GoalFigure.notBuilt(2, "another", Double.NaN, false)));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        Path file = directory.resolve("jdk17/some.json");
        RESULTS.write(file);
        assertEquals(RESULTS, ResultFile.read(file));
        assertTrue(Files.readString(file).contains("\"error\": null"), "NaN is not JSON");
    }

    @Test
    void shouldReplaceAFileAndLeaveNothingBeside() throws IOException {
        Path file = directory.resolve("some.json");
        Files.writeString(file, "older");
        RESULTS.write(file);
        assertEquals(RESULTS, ResultFile.read(file));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void shouldRefuseWhatIsNotWhole() throws IOException {
        assertRefused(
                "an object with [arm, beside, error, group, parameters, raw, unit] in place of"
                        + " [arm, beside, error, group, parameters, raw, unit, value]",
                "\"value\": 1.5,",
                "");
        assertRefused("an object with [arm, beside, error, extra, group, ", "\"value\"", "\"extra\": 1, \"value\"");
        assertRefused("in place of [arm, beside, error, group,", "\"arm\": \"millrace\"", "\"arm\": null");
        assertRefused("a value that is not known in {\"goal\":1,", "\"met\"", "\"nearly met\"");
        assertRefused("null in place of an object", "\"figures\": [", "\"figures\": [null,");
        assertRefused("multiple points", "1.5", "\"1.5.5\"");
        assertRefused("Expected BEGIN_ARRAY but was STRING", "[\n        1.0,\n        2.0\n      ]", "\"1, 2\"");
    }

    @Test
    void shouldRefuseWhatIsNotJson() throws IOException {
        Path file = directory.resolve("some.json");
        Files.writeString(file, "");
        assertEquals("expected results of a benchmark in " + file + ", found nothing", refusal(file));
        RESULTS.write(file);
        Files.writeString(file, Files.readString(file).substring(0, 700));
        assertTrue(refusal(file).startsWith("expected results of a benchmark in " + file + ", found "), refusal(file));
    }

    @Test
    void shouldJudgeAFigureThatIsNotKnownAsMissed() {
        assertEquals(Verdict.MET, GoalFigure.atMost(1, "", 1, 1).verdict());
        assertEquals(Verdict.MISSED, GoalFigure.atMost(1, "", 1.1, 1).verdict());
        assertEquals(Verdict.MISSED, GoalFigure.atMost(1, "", Double.NaN, 1).verdict());
        assertEquals(Verdict.MET, GoalFigure.atLeast(1, "", 1, 1).verdict());
        assertEquals(Verdict.MISSED, GoalFigure.atLeast(1, "", 0.9, 1).verdict());
        assertEquals(Verdict.MISSED, GoalFigure.atLeast(1, "", Double.NaN, 1).verdict());
        assertEquals(
                Verdict.NOT_JUDGED, GoalFigure.atLeast(1, "", 2, 1).notJudged().verdict());
    }

    private void assertRefused(String found, String whole, String broken) throws IOException {
        Path file = directory.resolve("some.json");
        RESULTS.write(file);
        String text = Files.readString(file);
        assertTrue(text.contains(whole), text);
        Files.writeString(file, text.replace(whole, broken));
        String refusal = refusal(file);
        assertTrue(refusal.startsWith("expected results of a benchmark in " + file + ", found "), refusal);
        assertTrue(refusal.contains(found), refusal);
    }

    private static String refusal(Path file) {
        return String.valueOf(
                assertThrows(IOException.class, () -> ResultFile.read(file)).getMessage());
    }
}
