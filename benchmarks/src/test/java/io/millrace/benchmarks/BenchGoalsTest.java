package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.goals.Goal;
import io.millrace.benchmarks.results.GoalFigure;
import io.millrace.benchmarks.results.ResultFile;
import io.millrace.benchmarks.results.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command that measures goals, on goals that take no time. */
final class BenchGoalsTest {

    private static final List<Goal> GOALS = List.of(
            new Goal(1, "a goal", report -> report.goal(GoalFigure.atLeast(1, "peer / ours", 1.5, 1))),
            new Goal(2, "another", report -> {
                report.goal(GoalFigure.notBuilt(2, "peer / ours", 1, false));
                report.goal(GoalFigure.atLeast(1, "what the same run tells of another goal", 1.5, 1));
            }));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldPrintALineAndFailUnlessAllIsMet() {
        assertEquals(1, run("2"), err::toString);
        assertLine("goal 2  -  wanted >= 1.000  not built  (another: peer / ours; met 0 of 1)");
    }

    @Test
    void shouldPrintALineAndSucceedIfAllIsMet() {
        assertEquals(0, run("1"), err::toString);
        assertLine("goal 1  1.500  wanted >= 1.000  met  (a goal: peer / ours; met 1 of 1)");
    }

    private void assertLine(String line) {
        assertEquals(line + System.lineSeparator(), out.toString());
    }

    @Test
    void shouldWriteWhatItMeasured() throws IOException {
        Path file = directory.resolve("goals.json");
        assertEquals(1, run("2", "--json", file.toString()), err::toString);
        ResultFile result = ResultFile.read(file);
        assertEquals("goals", result.kind());
        assertEquals(
                List.of(Verdict.NOT_BUILT),
                result.goals().stream().map(GoalFigure::verdict).toList());
        assertTrue(result.environment().command().startsWith("./millrace bench goals 2 --json"));
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
        CommandLine all = Bench.commandLine();
        CommandLine bench = all.getSubcommands().get("bench");
        bench.getCommandSpec().removeSubcommand("goals");
        bench.addSubcommand(new BenchGoals(GOALS));
        return all.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("bench", "goals"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
