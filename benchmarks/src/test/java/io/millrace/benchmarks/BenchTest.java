package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.keyed.KeyedArms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each refusal: status 2 and one sentence on standard error. */
final class BenchTest {

    private static final String SUBCOMMANDS = "list, run, goals, costs, ordered-keys, scale, report";
    private static final String KNOWN =
            String.join(", ", Workload.ALL.stream().map(Workload::id).toList());

    @Test
    void shouldRefuseWhatItDoesNotMeasure() {
        assertUsage(
                "millrace bench run: expected one of " + KNOWN + ", found nothinglikethis",
                "bench",
                "run",
                "nothinglikethis");
        assertUsage("millrace bench run: expected one of " + KNOWN + ", found ", "bench", "run", "");
        assertUsage("millrace bench run: missing required parameter: 'ID'", "bench", "run");
        assertUsage("millrace bench: expected one of " + SUBCOMMANDS + ", found nothing", "bench");
        assertUsage("millrace bench: unknown command: frob, known: " + SUBCOMMANDS, "bench", "frob");
    }

    @Test
    void shouldRefuseADeviceThatIsNotThere() {
        assertUsage(
                "millrace bench run: expected a device for --device, found: no such device: name=nosuch, known=eventdev,"
                        + " software",
                "bench",
                "run",
                "device",
                "--device",
                "nosuch");
    }

    @Test
    void shouldRefuseParametersThatTheBenchmarkDoesNotHave() {
        assertUsage(
                "millrace bench run: expected a parameter of keyed, which has arm, body, distribution, keys, found colour",
                "bench",
                "run",
                "keyed",
                "-p",
                "colour=red");
        assertUsage(
                "millrace bench run: expected one of ZIPF, UNIFORM for distribution, found NORMAL",
                "bench",
                "run",
                "keyed",
                "-p",
                "distribution=NORMAL");
        assertUsage(
                "millrace bench run: expected numbers such as 10000, 64, 1 for keys, found two",
                "bench",
                "run",
                "keyed",
                "-p",
                "keys=64,two");
        assertUsage(
                "millrace bench run: expected one of "
                        + String.join(", ", KeyedArms.all().keySet()) + " for arm, found nobody",
                "bench",
                "run",
                "keyed",
                "-p",
                "arm=nobody");
    }

    @Test
    void shouldRefuseAParameterWithoutAValue() {
        assertUsage(
                "millrace bench run: expected --param NAME=VALUES, found keys", "bench", "run", "keyed", "-p", "keys");
        assertUsage(
                "millrace bench run: expected numbers such as 10000, 64, 1 for keys, found nothing",
                "bench",
                "run",
                "keyed",
                "-p",
                "keys=");
    }

    @Test
    void shouldRefuseAParameterThatIsGivenTwice() {
        assertUsage(
                "millrace bench run: expected each parameter once, with commas between its values, found keys again",
                "bench",
                "run",
                "keyed",
                "-p",
                "keys=1",
                "-p",
                "keys=64");
        assertUsage(
                "millrace bench run: expected each value of keys once, found 1 again",
                "bench",
                "run",
                "keyed",
                "-p",
                "keys=1,64,1");
    }

    @Test
    void shouldRefuseADirectoryOfFlameGraphsThatCannotBeMade(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertUsage(
                "millrace bench run: expected --flame DIRECTORY that can be made, found " + file + ": " + file,
                "bench",
                "run",
                "keyed",
                "--flame",
                file.toString());
    }

    @Test
    void shouldRefuseArgumentsItDoesNotKnow() {
        assertUsage("millrace bench list: expected options only, found a", "bench", "list", "a");
        assertUsage("millrace bench run: unknown option: '--wrong'", "bench", "run", "keyed", "--wrong");
        assertUsage("millrace: unknown command: frob, known: bench, latency, eventsw, tcrypt", "frob");
    }

    @Test
    void shouldListWhatCanBeMeasuredWithItsArms() {
        StringWriter out = new StringWriter();
        int exitStatus = Bench.commandLine().setOut(new PrintWriter(out, true)).execute("bench", "list");
        assertEquals(0, exitStatus);
        for (Workload workload : Workload.ALL) {
            assertTrue(out.toString().contains(workload.id() + ": " + workload.what()), out::toString);
            assertFalse(workload.parameters().isEmpty(), workload.id());
        }
        assertTrue(
                out.toString()
                        .contains("  arm: " + String.join(", ", KeyedArms.all().keySet())),
                out::toString);
    }

    @Test
    void shouldTellItsVersionWithEveryCommand() {
        for (String command : List.of("bench", "latency", "eventsw", "tcrypt")) {
            StringWriter out = new StringWriter();
            int exitStatus =
                    Bench.commandLine().setOut(new PrintWriter(out, true)).execute(command, "--version");
            assertEquals("0.1.0" + System.lineSeparator(), out.toString());
            assertEquals(0, exitStatus);
        }
    }

    private static void assertUsage(String sentence, String... arguments) {
        StringWriter err = new StringWriter();
        int exitStatus = Bench.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
        assertEquals(sentence + System.lineSeparator(), err.toString());
        assertEquals(2, exitStatus);
    }
}
