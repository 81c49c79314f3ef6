package io.millrace.benchmarks.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.benchmarks.measure.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class IdleTrialsTest {

    @Test
    void shouldJudgeFromFiveSecondsOn() {
        assertJudged(
                "goal 6  percent of a core that the idle process uses: 0.600  wanted at most 0.500  missed",
                TimeUnit.SECONDS.toNanos(5));
        assertJudged(
                "goal 6  percent of a core that the idle process uses: 0.600  not judged:"
                        + " measured for 4.999 s, expected at least 5 s",
                TimeUnit.MILLISECONDS.toNanos(4999));
    }

    @Test
    void shouldTellAVeryShortTimeWithoutAnExponent() {
        assertJudged(
                "goal 6  percent of a core that the idle process uses: 0.600  not judged:"
                        + " measured for 0.1 ms, expected at least 5 s",
                TimeUnit.MICROSECONDS.toNanos(100));
    }

    private static void assertJudged(String expected, long nanos) {
        StringWriter out = new StringWriter();
        Report report = new Report("latency", new PrintWriter(out), new PrintWriter(out));
        IdleTrials.judge(report, 0.6, nanos);
        assertEquals(expected + System.lineSeparator(), out.toString());
    }
}
