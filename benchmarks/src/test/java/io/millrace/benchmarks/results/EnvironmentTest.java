package io.millrace.benchmarks.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is told of machine, JDK, sources and command, also where the system tells little. */
final class EnvironmentTest {

    @TempDir
    private Path directory = Path.of("");

    @Command(name = "millrace", subcommands = Measure.class)
    private static final class Root {}

    @Command(name = "measure")
    private static final class Measure implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters
        private List<String> words = List.of();

        @Override
        public Integer call() {
            captured = Environment.of(spec);
            return words.size();
        }

        private static Environment captured = new Environment(Machine.here(), Jdk.here(), "", "", "");
    }

    @Test
    void shouldTellWhatRunsHere() {
        assertEquals(2, new CommandLine(new Root()).execute("measure", "keys=64,1", "it's hot"));
        Environment here = Measure.captured;
        assertEquals("./millrace measure keys=64,1 'it'\\''s hot'", here.command());
        assertTrue(Instant.parse(here.date()).isAfter(Instant.parse("2026-01-01T00:00:00Z")), here.date());
        assertEquals(Runtime.version().feature(), here.jdk().feature());
        assertEquals(Runtime.getRuntime().availableProcessors(), here.machine().cores());
        assertTrue(here.machine().memoryBytes() > 100_000_000, here::toString);
        assertNotEquals("", here.machine().processor());
        assertTrue(here.commit().matches("[0-9a-f]{40}(-dirty)?|unknown"), here.commit());
    }

    @Test
    void shouldReadTheProcessorThatLinuxTells() throws IOException {
        Path file = Files.writeString(directory.resolve("cpuinfo"), "flags\t: x\nmodel name\t: A 9000 @ 3GHz\n");
        assertEquals("A 9000 @ 3GHz", Machine.processorIn(file));
    }

    @Test
    void shouldTellTheArchitectureWhereNothingTellsTheProcessor() throws IOException {
        assertEquals(System.getProperty("os.arch"), Machine.processorIn(directory.resolve("none")));
        Path file = Files.writeString(directory.resolve("cpuinfo"), "Features : x\n");
        assertEquals(System.getProperty("os.arch"), Machine.processorIn(file));
    }

    @Test
    void shouldNotKnowTheCommitWhereThereIsNoRepository() {
        assertEquals("unknown", new Sources(directory).commit());
    }

    @Test
    void shouldTellWhetherSourcesDifferFromTheCommit() throws IOException, InterruptedException {
        assumeTrue(new Sources(Path.of("")).commit().length() >= 40, "needs git");
        Path below = Files.createDirectories(directory.resolve("below"));
        Files.writeString(below.resolve("Source.java"), "class Source {}");
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t", "commit", "-q", "-m", "Begin");
        String commit = new Sources(below).commit();
        assertTrue(commit.matches("[0-9a-f]{40}"), commit);
        Files.createDirectories(directory.resolve("docs/results"));
        Files.writeString(directory.resolve("docs/results/some.json"), "{}");
        assertEquals(commit, new Sources(below).commit(), "results are no sources");
        Files.writeString(below.resolve("Source.java"), "final class Source {}");
        assertEquals(commit + "-dirty", new Sources(below).commit());
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder git = new ProcessBuilder("git", "-C", directory.toString());
        git.command().addAll(List.of(arguments));
        assertEquals(
                0,
                git.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor());
    }
}
