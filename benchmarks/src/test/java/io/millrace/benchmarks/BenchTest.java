package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each refusal: status 2 and one sentence on standard error. */
final class BenchTest {

    @Test
    void shouldRefuseAPatternThatIsNoRegularExpression() {
        assertUsage("millrace bench: expected a regular expression, found [: Unclosed character class", "bench", "[");
    }

    @Test
    void shouldRefuseAPatternWithoutABenchmark() {
        assertUsage(
                "millrace bench: expected a pattern that matches a benchmark of CompletableFutureBenchmark,"
                        + " DeviceBenchmark, KeyedBenchmark, OrderedPipelineBenchmark, SeriesBenchmark,"
                        + " SubmitBenchmark, found nothinglikethis",
                "bench",
                "nothinglikethis");
    }

    @Test
    void shouldRefuseAnEmptyPattern() {
        assertUsage(
                "millrace bench: expected a pattern, found an empty one, which every benchmark matches", "bench", "");
    }

    @Test
    void shouldRefuseParametersThatTheBenchmarksDoNotHave() {
        assertUsage(
                "millrace bench: expected a parameter of these benchmarks, found colour",
                "bench",
                "KeyedBenchmark",
                "-p",
                "colour=red");
        assertUsage(
                "millrace bench: expected one of ZIPF, UNIFORM for distribution, found NORMAL",
                "bench",
                "KeyedBenchmark",
                "-p",
                "distribution=NORMAL");
        assertUsage(
                "millrace bench: expected one of 10000, 64, 1 for keys, found 2",
                "bench",
                "KeyedBenchmark",
                "-p",
                "keys=64,2");
    }

    @Test
    void shouldRefuseAParameterWithoutAValue() {
        assertUsage(
                "millrace bench: expected --param NAME=VALUES, found keys", "bench", "KeyedBenchmark", "-p", "keys");
        assertUsage(
                "millrace bench: expected one of 10000, 64, 1 for keys, found nothing",
                "bench",
                "KeyedBenchmark",
                "-p",
                "keys=");
    }

    @Test
    void shouldRefuseAParameterThatIsGivenTwice() {
        assertUsage(
                "millrace bench: expected each parameter once, with commas between its values, found keys again",
                "bench",
                "KeyedBenchmark",
                "-p",
                "keys=1",
                "-p",
                "keys=64");
        assertUsage(
                "millrace bench: expected each value of keys once, found 1 again",
                "bench",
                "KeyedBenchmark",
                "-p",
                "keys=1,64,1");
    }

    @Test
    void shouldRefuseArgumentsItDoesNotKnow() {
        assertUsage("millrace bench: expected at most one PATTERN, found one more argument: b", "bench", "a", "b");
        assertUsage("millrace bench: unknown option: '--wrong'", "bench", "--wrong");
        assertUsage("millrace: unknown command: frob, known: bench, latency, eventsw", "frob");
    }

    @Test
    void shouldTellItsVersionWithEveryCommand() {
        for (String command : List.of("bench", "latency", "eventsw")) {
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
