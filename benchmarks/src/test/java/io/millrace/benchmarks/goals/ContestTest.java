package io.millrace.benchmarks.goals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.results.Figure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arms take turns, and what is compared are neighbours. */
final class ContestTest {

    private final Report report =
            new Report("goals", new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));

    @Test
    void shouldGiveEachArmItsTurnInEachRound() throws Exception {
        List<String> turns = new ArrayList<>();
        new Contest("test", Map.of(), 1)
                .arm("a", () -> turns.add("a"))
                .arm("b", () -> turns.add("b"))
                .run(report, 0.05);
        for (int turn = 0; turn < turns.size(); turn++) {
            assertEquals(turn % 2 == 0 ? "a" : "b", turns.get(turn));
        }
        assertTrue(turns.size() >= 12, "three rounds of warm-up and three that count: " + turns);
    }

    @Test
    void shouldTellHowManyTimesAsLongAnArmTakes() throws Exception {
        Outcome outcome = new Contest("test", Map.of(), 10)
                .arm("short", () -> Thread.sleep(2))
                .arm("long", () -> Thread.sleep(20))
                .run(report, 0.3);
        double ratio = outcome.ratio("long", "short");
        assertTrue(ratio > 4 && ratio < 12, "ratio=" + ratio);
        assertTrue(outcome.leastRatio(List.of("long", "short"), "short") <= 1.01);
        assertTrue(outcome.nanos("long") > 1_900_000, "nanos=" + outcome.nanos("long"));
    }

    @Test
    void shouldKeepAFigureOfEachArmAndOfTheCanary() throws Exception {
        new Contest("test", Map.of("body", "NONE"), 10)
                .arm("millrace", () -> {})
                .run(report, 0.05);
        assertEquals(
                List.of("canary", "millrace"),
                report.figures().stream().map(Figure::arm).toList());
        assertEquals("ns/op", report.figures().get(1).unit());
        assertTrue(report.figures().get(1).raw().size() >= 3);
    }

    @Test
    void shouldOpenAnArmApartForItsTurnsAlone() throws Exception {
        List<String> steps = new ArrayList<>();
        Outcome outcome = new Contest("test", Map.of(), 1)
                .arm("a", () -> steps.add("a"))
                .armApart(
                        "b",
                        () -> {
                            steps.add("open");
                            return () -> steps.add("close");
                        },
                        (AutoCloseable arm) -> steps.add("b"))
                .run(report, 0.05);
        for (int i = 0; i < steps.size(); i++) {
            assertEquals(List.of("a", "open", "b", "close").get(i % 4), steps.get(i));
        }
        assertTrue(outcome.nanos("b") > 0);
    }

    @Test
    void shouldBeVoidWithAnArm() {
        Contest contest = new Contest("test", Map.of(), 1).arm("a", () -> {
            throw new IllegalStateException("out of order");
        });
        assertThrows(IllegalStateException.class, () -> contest.run(report, 0.05));
    }
}
