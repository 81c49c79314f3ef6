package io.millrace.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command makes the document and its pictures, and finds what differs from them. */
final class BenchReportTest {

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter err = new StringWriter();
    private Path document = Path.of("");

    @BeforeEach
    void write() throws IOException {
        document = Files.createDirectory(directory.resolve("docs")).resolve("benchmarks.md");
        MadeUp.writeTo(directory.resolve("results"));
    }

    @Test
    void shouldMakeWhatItThenFinds() throws IOException {
        assertEquals(1, execute("--check"), "there is no document yet");
        assertFalse(Files.exists(document));
        assertEquals(0, execute(), err::toString);
        assertEquals(0, execute("--check"), err::toString);
        assertTrue(Files.readString(document).contains("p99 at 1000/s, ours / forkJoin's"));
        assertFalse(pictures().isEmpty());
    }

    @Test
    void shouldShowAllResultsInPlaceOfWhatStoodThere() throws IOException {
        assertEquals(0, execute(), err::toString);
        String text = Files.readString(document);
        assertFalse(text.contains("Not measured yet"), text);
        assertFalse(text.contains("No files of results are committed yet"), text);
    }

    @Test
    void shouldFindWhatDiffers() throws IOException {
        assertEquals(0, execute());
        Path picture = pictures().get(0);
        for (Path file : List.of(document, picture)) {
            String made = Files.readString(file);
            Files.writeString(file, made + " ");
            assertFound(file);
            Files.writeString(file, made);
        }
        Path left = Files.copy(picture, picture.resolveSibling("of-yesterday.svg"));
        assertFound(left);
        assertEquals(0, execute());
        assertFalse(Files.exists(left));
        Files.delete(picture);
        assertFound(picture);
    }

    @Test
    void shouldRefuseABrokenFile() throws IOException {
        Path broken = Files.writeString(directory.resolve("results/jdk17/broken.json"), "{}");
        assertEquals(2, execute());
        assertTrue(
                err.toString().startsWith("expected results of a benchmark in " + broken + ", found an object with []"),
                err.toString());
        assertFalse(Files.exists(document));
    }

    @Test
    void shouldRefuseToBeginADirectoryInTheWrongPlace() {
        document = directory.resolve("elsewhere/docs/benchmarks.md");
        assertEquals(2, execute());
        assertTrue(
                err.toString().startsWith("expected --out FILE in a directory that is there, found " + document),
                err.toString());
    }

    private void assertFound(Path file) {
        err.getBuffer().setLength(0);
        assertEquals(1, execute("--check"));
        assertEquals(
                "millrace bench report: expected what the results give in " + file
                        + ", found something else; ./millrace bench report makes it" + System.lineSeparator(),
                err.toString());
    }

    private List<Path> pictures() throws IOException {
        try (Stream<Path> found = Files.list(document.resolveSibling(Page.PICTURES))) {
            return found.sorted().toList();
        }
    }

    private int execute(String... options) {
        Stream<String> places =
                Stream.of("--results", directory.resolve("results").toString(), "--out", document.toString());
        return new CommandLine(new BenchReport())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(places, Stream.of(options)).toArray(String[]::new));
    }
}
