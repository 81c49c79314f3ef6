package io.millrace.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Report;
import io.millrace.benchmarks.results.Figure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ScaleTrialsTest {

    private static final int LOADS = 4;
    private static final int BODIES = 4;
    private static final int PREDICTED = 5;

    @Test
    void shouldMeasurePowersOfTwoAndManyMoreThreadsThanCores() {
        assertEquals(List.of(1, 2, 4, 16, 64), List.copyOf(ScaleTrials.workerCounts(1)));
        assertEquals(List.of(1, 2, 8, 32, 64), List.copyOf(ScaleTrials.workerCounts(2)));
        assertEquals(List.of(1, 2, 4, 8, 12, 48, 64, 128), List.copyOf(ScaleTrials.workerCounts(12)));
        assertEquals(List.of(1, 2, 4, 8, 16, 32, 64, 128), List.copyOf(ScaleTrials.workerCounts(128)));
    }

    @Test
    void shouldTellWhatWasMeasuredBesideTheModelAndPredictTheRest() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter progress = new StringWriter();
        Report report = new Report("scale", new PrintWriter(out), new PrintWriter(progress));
        ScaleTrials.run(report, 1, 100_000);
        for (String expected : List.of(
                "a change of a word takes [\\d.]+ ns where it is, and [\\d.]+ ns where another core had its line",
                "vectors +MICROSECOND +2( +[\\d.]+){5}  (producer|serial|workers|cores|contention)",
                "tasks +NONE +64( +[\\d.]+){5}  ",
                "TEN +predicted, not measured:  8 cores \\d+ ns \\(\\w+\\)  .*  128 cores \\d+ ns \\(\\w+\\)\\R",
                "the producer takes \\d+ ns an item, .*; with \\d+ it goes [\\d.]+ times as fast as with 2, at worst")) {
            assertTrue(Pattern.compile(expected).matcher(out.toString()).find(), expected + " in\n" + out);
        }
        assertTrue(progress.toString().contains("scale: one by one, body TEN, round 4 of 4"), progress::toString);
        int counts = ScaleTrials.workerCounts(Runtime.getRuntime().availableProcessors())
                .size();
        assertEquals(
                2 + LOADS * BODIES * (2 * counts + PREDICTED),
                report.figures().stream().map(Figure::name).distinct().count());
        assertTrue(
                report.figures().stream().allMatch(figure -> figure.value() > 0 || mayBeNothing(figure)),
                out::toString);
    }

    private static boolean mayBeNothing(Figure figure) {
        return figure.group().equals("scaleLines") && figure.arm().equals("local");
    }
}
