package io.millrace.samples.evtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The four tests of the command on the software device: each must pass, and say what it has checked. */
@Timeout(120)
final class TestRunTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "order; o,a; 20000; 20000; 0",
                "order; o,o,a; 20000; 20000; 0",
                "order; a,o,a; 40000; 40000; 0",
                "order; o,d; 20000; 0; 20000",
                "order; o,u,o; 0; 0; 0",
                "atomic; a; 20000; 20000; 0",
                "atomic; a,a; 40000; 40000; 0",
                "atomic; u,a; 0; 20000; 0",
                "atomic; a,u,a; 20000; 40000; 0",
                "perf; u; 0; 0; 0",
                "perf; o; 0; 0; 0",
                "perf; u,d; 0; 0; 20000",
                "perf; u,o,a,d; 0; 20000; 20000",
                "pipeline; a,o,d; 40000; 20000; 20000",
                "pipeline; d,d; 40000; 0; 40000"
            })
    void shouldCheckWhatTheStagesPromise(String test, String stages, int ordered, int atomic, int directed) {
        int workers = stages.equals("d,d") ? 1 : 2;
        if (stages.equals("o,u,o")) {
            assertEquals(2, run(test, stages, workers).exitStatus());
            return;
        }
        Command command = run(test, stages, workers);
        assertEquals("", command.err());
        assertEquals(0, command.exitStatus());
        String kept = String.format(
                java.util.Locale.ROOT,
                "once 20,000, in order %,d, atomic %,d, directed %,d, all 64 credits back",
                ordered,
                atomic,
                directed);
        assertTrue(command.out().contains(kept), command::out);
    }

    private static Command run(String test, String stages, int workers) {
        return Command.run(
                "evtest",
                test,
                "--stages",
                stages,
                "--entries",
                20_000,
                "--flows",
                50,
                "--workers",
                workers,
                "--producers",
                2,
                "--credits",
                64);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "1, 1, 2, 1", "7, 3, 5, 64", "5000, 1, 3, 128"})
    void shouldRunWithAnyFigures(int flows, int producers, int workers, int burst) {
        for (int credits : new int[] {1, 2, 300}) {
            Command command = Command.run(
                    "evtest",
                    "pipeline",
                    "--entries",
                    1_501,
                    "--flows",
                    flows,
                    "--producers",
                    producers,
                    "--workers",
                    workers,
                    "--burst",
                    burst,
                    "--credits",
                    credits);
            assertEquals("", command.err());
            assertEquals(0, command.exitStatus());
        }
    }

    @Test
    void shouldPrintATable() {
        Command command = Command.run(
                "evtest",
                "pipeline",
                "--entries",
                2_000,
                "--workers",
                2,
                "--latency",
                "--seed",
                7,
                "--device",
                "software");
        String number = "[\\d,]+";
        assertTrue(
                command.out()
                        .matches(
                                "(?s)pipeline a,o,d: flows=1024, workers=2, producers=1, burst=16, credits=1024, seed=7\n\n"
                                        + "entries +2,000\nseconds +\\d+\\.\\d{3}\nentries/s +" + number
                                        + "\nwake-ups +" + number
                                        + "\nrefusals +" + number + "[^\n]*\n\n" + "port +delivered +share +parked\n"
                                        + "worker 0 +"
                                        + number + " +\\d+\\.\\d % +" + number + "\nworker 1 +" + number
                                        + " [^\n]*\nconsumer +2,000 "
                                        + "[^\n]*\n\nmicroseconds +p50 +p99 +p99.9 +max\nNEW to end( +[\\d,]+\\.\\d){4}\n\nkept .*"),
                command::out);
    }
}
