package io.millrace.benchmarks.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What is kept of results, which have to come from JMH: nobody else can make them. */
final class JmhFiguresTest {

    @Test
    void shouldTakeTheArmFromAParameter() throws RunnerException {
        Collection<RunResult> results = run("OrderedPipelineBenchmark.run$", "body=NONE", "arm=oneThread");
        Figure figure = JmhFigures.of(results).get(0);
        assertEquals("OrderedPipelineBenchmark", figure.group());
        assertEquals("oneThread", figure.arm());
        assertEquals(Map.of("body", "NONE", "window", "2048"), figure.parameters());
        assertEquals("ns/op", figure.unit());
        RunResult result = results.iterator().next();
        assertEquals(result.getPrimaryResult().getScore(), figure.value());
        assertEquals(result.getPrimaryResult().getScoreError(), figure.error());
        assertEquals(3, figure.raw().size());
        assertEquals(
                figure.value(),
                figure.raw().stream().mapToDouble(each -> each).average().orElse(0),
                1e-9);
        assertEquals(Set.of("alloc B/op"), figure.beside().keySet());
    }

    @Test
    void shouldTakeTheArmFromTheMethodOtherwise() throws RunnerException {
        List<Figure> figures = JmhFigures.of(run("DeviceBenchmark", "type=ATOMIC", "flows=64"));
        assertEquals(
                List.of("circulate", "enter"),
                figures.stream().map(Figure::arm).sorted().toList());
        assertEquals("DeviceBenchmark", figures.get(0).group());
        assertEquals(Map.of("type", "ATOMIC", "flows", "64"), figures.get(0).parameters());
    }

    /** Runs a moment of a benchmark in this JVM. */
    private static Collection<RunResult> run(String pattern, String... parameters) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        for (String parameter : parameters) {
            String[] nameAndValue = parameter.split("=", 2);
            options.param(nameAndValue[0], nameAndValue[1]);
        }
        options.include(pattern)
                .addProfiler(GCProfiler.class)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(1))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        return new Runner(options.build()).run();
    }
}
