package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.results.GoalFigure;
import io.millrace.benchmarks.results.ResultFile;
import io.millrace.benchmarks.results.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that measures goals, on one that takes no time: recursion is not built yet. */
final class BenchGoalsTest {

    private static final String NOT_BUILT =
            "goal 7  -  wanted >= 1.000  not built  (recursion: ForkJoinPool / ours; met 0 of 1)";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldPrintALineAndFailUnlessAllIsMet() {
        assertEquals(1, run("7"), err::toString);
        assertEquals(NOT_BUILT + System.lineSeparator(), out.toString());
    }

    @Test
    void shouldWriteWhatItMeasured() throws IOException {
        Path file = directory.resolve("goals.json");
        assertEquals(1, run("7", "--json", file.toString()), err::toString);
        ResultFile result = ResultFile.read(file);
        assertEquals("goals", result.kind());
        assertEquals(
                List.of(Verdict.NOT_BUILT),
                result.goals().stream().map(GoalFigure::verdict).toList());
        assertTrue(result.environment().command().startsWith("./millrace bench goals 7 --json"));
    }

    @Test
    void shouldRefuseAGoalThatThereIsNot() {
        assertEquals(2, run("99"));
        assertTrue(
                err.toString().startsWith("millrace bench goals: expected numbers of goals among 1, ")
                        && err.toString().endsWith(", found 99" + System.lineSeparator()),
                err::toString);
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "bench";
        all[1] = "goals";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Bench.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
