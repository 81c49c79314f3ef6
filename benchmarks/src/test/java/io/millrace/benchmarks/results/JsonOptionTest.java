package io.millrace.benchmarks.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class JsonOptionTest {

    @TempDir
    Path directory;

    @Command
    private static final class Measuring implements Runnable {

        @Mixin
        private JsonOption json = new JsonOption();

        @Override
        public void run() {}
    }

    @Test
    void shouldWriteTheFileThatIsNamed() throws IOException {
        Path file = directory.resolve("results.json");
        ResultFile results = results();
        measuring("--json", file.toString()).json.write(results);
        assertEquals(results, ResultFile.read(file));
    }

    @Test
    void shouldWriteNothingUnlessAFileIsNamed() throws IOException {
        measuring().json.write(results());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }

    private static Measuring measuring(String... arguments) {
        Measuring command = new Measuring();
        assertEquals(0, new CommandLine(command).execute(arguments));
        return command;
    }

    private static ResultFile results() {
        Environment environment =
                new Environment(Machine.here(), Jdk.here(), "commit", "./millrace", "2026-01-01T00:00:00Z");
        return new ResultFile(environment, "made up", List.of(), List.of());
    }
}
