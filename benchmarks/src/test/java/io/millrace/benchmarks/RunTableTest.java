package io.millrace.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What {@code bench} prints of results, which have to come from JMH: nobody else can make them. */
final class RunTableTest {

    private final StringWriter out = new StringWriter();

    @Test
    void shouldCompareArmsWithOurs() throws RunnerException {
        print("KeyedBenchmark.run$", "arm=millrace,stripe", "keys=64", "distribution=ZIPF", "body=NONE");
        assertPrinted("\\R"
                + "KeyedBenchmark body=NONE distribution=ZIPF keys=64\\R"
                + "  millrace +[\\d.]+ ± +NaN ns    1.00 times millrace\\R"
                + "  stripe +[\\d.]+ ± +NaN ns +[\\d.]+ times millrace\\R");
    }

    @Test
    void shouldCompareNothingWhereNoArmIsOurs() throws RunnerException {
        print("DeviceBenchmark", "type=ATOMIC", "flows=64");
        assertPrinted("\\R"
                + "DeviceBenchmark flows=64 type=ATOMIC\\R"
                + "  circulate +[\\d.]+ ± +NaN ns\\R"
                + "  enter +[\\d.]+ ± +NaN ns\\R");
    }

    private void assertPrinted(String expected) {
        assertTrue(Pattern.matches(expected, out.toString()), out::toString);
    }

    /** Runs a moment of a benchmark in this JVM. */
    private void print(String pattern, String... parameters) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        List.of(parameters).forEach(parameter -> {
            String[] nameAndValue = parameter.split("=", 2);
            options.param(nameAndValue[0], nameAndValue[1].split(",", -1));
        });
        options.include(pattern)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        RunTable.print(
                new Report("bench", new PrintWriter(out), new PrintWriter(out)), new Runner(options.build()).run());
    }
}
