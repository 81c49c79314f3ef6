package io.millrace.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the counts in {@code docs/scale.md} to those that the model has. */
final class ScaleDocumentTest {

    @ParameterizedTest
    @EnumSource
    void shouldHaveTheCountsOfTheModel(ScaleLoad load) throws IOException {
        Path document = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("scale.md");
        CountedLines lines = load.lines();
        String row = String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.0f |",
                load,
                lines.producer(),
                lines.serial(),
                lines.writes(),
                lines.foreign());
        assertTrue(Files.readAllLines(document).contains(row), row);
    }
}
