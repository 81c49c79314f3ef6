package io.millrace.samples.evtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.Command;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each planted fault must be found in each test in which it can show, and named with its entry. */
@Timeout(120)
final class PlantTest {
    private static final String ORDER =
            "expected each flow in order, found one that came after a later one: entry=\\d+, producer=0, flow=\\d+, .*";
    private static final String ATOMIC =
            "expected one holder of an atomic flow at a time, in the order of appending, found (two in one flow|a place that was passed"
                    + "|one that came after a later one of its sender): entry=\\d+, producer=0, flow=\\d+, .*";
    private static final String LOST =
            "expected each entry exactly once where it was sent, found none of one: entry=2500, producer=0, flow=0";
    private static final String TWICE =
            "expected each entry exactly once where it was sent, found one more delivery: entry=2500, producer=0, flow=0, .*";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "order; o,a; skip-reorder",
                "order; o,o,a; skip-reorder",
                "order; a,o,d; skip-reorder",
                "atomic; o,a; skip-reorder",
                "perf; o,d; skip-reorder",
                "pipeline; a,o,d; skip-reorder",
                "order; o,a; share-flow",
                "atomic; a; share-flow",
                "atomic; u,a; share-flow",
                "perf; a,u; share-flow",
                "pipeline; a,o,d; share-flow",
                "order; o,a; lose",
                "atomic; a,a; lose",
                "perf; u; lose",
                "pipeline; a,o,d; lose",
                "order; o,a; repeat",
                "atomic; a,a; repeat",
                "perf; u; repeat",
                "pipeline; a,o,d; repeat"
            })
    void shouldBeFound(String test, String stages, String fault) {
        String sentence = switch (fault) {
            case "skip-reorder" -> ORDER;
            case "share-flow" -> ATOMIC;
            case "lose" -> LOST;
            default -> TWICE;
        };
        // What shows only if two threads are at it at once has the more time to, the busier the machine may be.
        int entries = fault.equals("lose") || fault.equals("repeat") ? 5_000 : 50_000;
        for (int burst : new int[] {1, 16}) {
            Command command = Command.run(
                    "evtest",
                    test,
                    "--stages",
                    stages,
                    "--plant",
                    fault,
                    "--entries",
                    entries,
                    "--flows",
                    100,
                    "--workers",
                    2,
                    "--burst",
                    burst,
                    "--credits",
                    256);
            assertEquals(1, command.exitStatus(), command::toString);
            assertEquals("", command.out());
            assertTrue(command.err().matches("millrace evtest: " + sentence + "\n"), command::err);
        }
    }

    @ParameterizedTest
    @CsvSource({"lose, 1", "repeat, 1", "skip-reorder, 2", "share-flow, 2"})
    void shouldBeFoundWithTheFewestCreditsAndFlows(String fault, int credits) {
        Command command = Command.run(
                "evtest",
                "pipeline",
                "--plant",
                fault,
                "--entries",
                300,
                "--flows",
                1,
                "--workers",
                2,
                "--credits",
                credits);
        assertEquals(1, command.exitStatus(), command::toString);
    }
}
