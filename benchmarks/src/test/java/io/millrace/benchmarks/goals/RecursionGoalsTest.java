package io.millrace.benchmarks.goals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Canary;
import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.recursion.Program;
import io.millrace.benchmarks.recursion.RecursionArms;
import io.millrace.benchmarks.results.Figure;
import io.millrace.benchmarks.results.GoalFigure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The goal of recursion with programs that take no time. */
final class RecursionGoalsTest {

    private final StringWriter out = new StringWriter();
    private final Report report = new Report("goals", new PrintWriter(out), new PrintWriter(new StringWriter()));

    @Test
    void shouldJudgeAProgramWithOneWorkerAndWithTwo() throws Exception {
        RecursionGoals.programs(report, List.of(Program.INTEGRATE), Program::smallSize, 0.01);
        assertEquals(
                List.of("ForkJoinPool / ours, integrate, workers 1", "ForkJoinPool / ours, integrate, workers 2"),
                report.goals().stream().map(GoalFigure::what).toList());
        assertEquals(2, out.toString().lines().count(), out::toString);
        for (GoalFigure figure : report.goals()) {
            assertEquals(7, figure.goal());
            assertEquals(1, figure.wanted());
            assertTrue(figure.measured() > 0, figure::toString);
        }
        List<String> arms = new ArrayList<>(List.of(Canary.NAME));
        arms.addAll(RecursionArms.all().keySet());
        assertEquals(
                Stream.concat(arms.stream(), arms.stream()).toList(),
                report.figures().stream().map(Figure::arm).toList());
    }
}
