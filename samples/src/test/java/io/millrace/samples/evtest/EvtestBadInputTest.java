package io.millrace.samples.evtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be run gets one sentence on standard error and exit status 2, before anything is run. */
final class EvtestBadInputTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                " | expected a TEST or --soak, found neither",
                "nosuch | expected one of order, atomic, perf, pipeline, found nosuch",
                "order atomic | expected at most TEST, found one more argument: atomic",
                "order --bogus | unknown option: '--bogus'.*",
                "order --stages | .*--stages.*",
                "order --stages o,x | .*--stages.*expected o, a, u or d, found 'x'; see --help",
                "order --stages o,,a | .*--stages.*expected o, a, u or d, found ''; see --help",
                "order --stages O,A | .*--stages.*expected o, a, u or d, found 'O'; see --help",
                "order --stages a | expected an ordered stage, .* for order, found a",
                "order --stages o | expected an ordered stage, .* for order, found o",
                "order --stages u,o,a | expected an ordered stage, .* for order, found u,o,a",
                "order --stages a,o | expected an ordered stage, .* for order, found a,o",
                "atomic --stages o,u | expected an atomic stage for atomic, found o,u",
                "pipeline --stages d | expected several stages, the last one directed, for pipeline, found d",
                "pipeline --stages o,a | expected several stages, the last one directed, for pipeline, found o,a",
                "perf --stages d --workers 2 | expected a directed stage only as the last of several, or --workers 1, found d and 2 workers",
                "perf --stages d,u --workers 3 | expected a directed stage only as the last of several, or --workers 1, found d,u and 3 workers",
                "perf --flows 0 | expected --flows from 1 to 1048576, found 0",
                "perf --flows 1048577 | expected --flows from 1 to 1048576, found 1048577",
                "perf --flows x | invalid value for option '--flows': 'x' is not an int; see --help",
                "perf --entries 0 | expected --entries from 1 to 1000000000, found 0",
                "perf --entries -1 | expected --entries from 1 to 1000000000, found -1",
                "perf --workers 0 | expected --workers from 1 to 1000, found 0",
                "perf --workers 1001 | expected --workers from 1 to 1000, found 1001",
                "perf --producers 0 | expected --producers from 1 to 1000, found 0",
                "perf --burst 0 | expected --burst from 1 to 1024, found 0",
                "perf --credits 0 | expected --credits from 1 to 1048576, found 0",
                "perf --credits 1048577 | expected --credits from 1 to 1048576, found 1048577",
                "perf --flows 1000000 --producers 900 | expected --flows times stages and threads from 1 to 16777216, found .*",
                "perf --seed x | invalid value for option '--seed': 'x' is not a long; see --help",
                "perf --device nosuch | expected a device for --device, found: no such device: name=nosuch, known=eventdev, simulated, software",
                "perf --plant nosuch | .*expected skip-reorder, share-flow, lose or repeat, found nosuch; see --help",
                "perf --plant skip-reorder | expected a stage that the fault spoils .*, found u",
                "perf --stages o --plant skip-reorder | expected a stage that the fault spoils .*, found o",
                "perf --stages o,u,a --plant skip-reorder | expected a stage that the fault spoils .*, found o,u,a",
                "order --plant share-flow --stages o,d | expected a stage that the fault spoils .*, found o,d",
                "order --plant skip-reorder --workers 1 | expected two workers, .*, found workers=1, .*",
                "order --plant skip-reorder --credits 1 --workers 2 | expected two workers, .*, found workers=2, credits=1, .*",
                "order --plant skip-reorder --entries 1024 --workers 2 | expected two workers, .*, entries=1024, flows=1024",
                "perf --repeat | expected --repeat only with --soak, found it with perf",
                "perf --soak 1 | expected a TEST or --soak, found both",
                "--soak 0 | expected --soak above 0 and up to 100000 minutes, found 0.0",
                "--soak -1 | expected --soak above 0 and up to 100000 minutes, found -1.0",
                "--soak NaN | expected --soak above 0 and up to 100000 minutes, found NaN",
                "--soak long | invalid value for option '--soak'.*",
                "--soak 1 --flows 3 | expected only --seed, --repeat and --device with --soak, found --flows",
                "--soak 1 --latency | expected only --seed, --repeat and --device with --soak, found --latency",
                "--soak 1 --device nosuch | expected a device for --device, found: no such device: name=nosuch, known=eventdev, simulated, software"
            })
    void shouldBeRefusedInOneSentence(String arguments, String sentence) {
        String line = arguments == null ? "evtest" : "evtest " + arguments;
        Command command = Command.run((Object[]) line.split(" "));
        assertEquals(2, command.exitStatus(), command::toString);
        assertEquals("", command.out());
        assertTrue(command.err().matches("millrace evtest: " + sentence + "\n"), command::err);
    }

    @Test
    void shouldExplainItself() {
        Command command = Command.run("evtest", "--help");
        assertEquals(0, command.exitStatus());
        for (String word : new String[] {"order", "atomic", "perf", "pipeline", "--stages", "--plant", "--soak"}) {
            assertTrue(command.out().contains(word), word);
        }
    }
}
