package io.millrace.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Holds the document of benchmarks to the results that are committed. */
final class BenchmarksDocumentTest {

    @Test
    void shouldBeWhatTheResultsGive() {
        Path root = Path.of("").toAbsolutePath().getParent();
        Path documents = root.resolve("docs");
        assertTrue(Files.exists(documents.resolve("benchmarks.md")), documents::toString);
        StringWriter err = new StringWriter();
        int exitStatus = new CommandLine(new BenchReport())
                .setErr(new PrintWriter(err, true))
                .execute(
                        "--check",
                        "--results",
                        documents.resolve("results").toString(),
                        "--out",
                        documents.resolve("benchmarks.md").toString());
        assertEquals("", err.toString());
        assertEquals(0, exitStatus);
    }
}
