package io.millrace.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ScheduleTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void shouldLetTasksArriveAtTheMeanRateAndIndependently() {
        Schedule schedule = Schedule.poisson(100_000, 2 * SECOND, 7);
        assertEquals(200_000, schedule.length());
        assertEquals(2.0 * SECOND, schedule.lastNanos(), 0.02 * SECOND);
        long[] gaps = LongStream.range(1, schedule.length())
                .map(task -> schedule.nanosOf((int) task) - schedule.nanosOf((int) task - 1))
                .toArray();
        assertTrue(LongStream.of(gaps).allMatch(gap -> gap >= 0), "times never go back");
        double beyondMean = LongStream.of(gaps).filter(gap -> gap > 10_000).count();
        assertEquals(Math.exp(-1), beyondMean / gaps.length, 0.01, "share of gaps longer than the mean");
    }

    @Test
    void shouldRepeatItselfForOneSeedOnly() {
        assertEquals(
                Schedule.poisson(1000, SECOND, 1).lastNanos(),
                Schedule.poisson(1000, SECOND, 1).lastNanos());
        assertTrue(Schedule.poisson(1000, SECOND, 1).lastNanos()
                != Schedule.poisson(1000, SECOND, 2).lastNanos());
    }

    @Test
    void shouldHaveSoManyArriveAtOnce() {
        Schedule schedule = Schedule.bursts(3, 10, 29);
        assertEquals(6, schedule.length());
        long[] times =
                LongStream.range(0, 6).map(task -> schedule.nanosOf((int) task)).toArray();
        assertEquals("[0, 0, 0, 10, 10, 10]", Arrays.toString(times));
    }
}
