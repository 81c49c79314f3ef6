package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** By a clock that the test sets, and whose readings it counts. */
class VectorTimesTest {

    private static final int WORKER = 0;
    private static final long MICROS = 1_000;

    private long now = 1_000_000_000;
    private int readings;
    private final LatencyRecorder latency = new LatencyRecorder(1, () -> {
        readings++;
        return now;
    });

    @Test
    void shouldTimeEachItemThatIsNotShort() {
        VectorTimes times = submitted(3);
        now += 100 * MICROS;
        work(times, 5 * MICROS, 9 * MICROS, 7 * MICROS);
        Histogram service = latency.total().service();
        assertCounts(service, 5 * MICROS, 1);
        assertCounts(service, 9 * MICROS, 1);
        assertCounts(service, 7 * MICROS, 1);
        Histogram queueWait = latency.total().queueWait();
        assertCounts(queueWait, 100 * MICROS, 1);
        assertCounts(queueWait, 105 * MICROS, 1);
        assertCounts(queueWait, 114 * MICROS, 1);
    }

    @Test
    void shouldReadTheClockOnceForEachItemThatIsNotShort() {
        readings = 0;
        work(submitted(3), 5 * MICROS, 9 * MICROS, 7 * MICROS);
        assertEquals(1 + 3, readings);
    }

    @Test
    void shouldTimeShortItemsTogether() {
        work(submitted(2), 1_000, 1_000);
        latency.total();
        readings = 0;
        work(submitted(10), 600, 1_000, 600, 1_000, 500, 500, 500, 500, 500, 1_200);
        assertEquals(1 + 3, readings, "laps of 4, 5 and 1 items");
        Histogram service = latency.total().service();
        assertCounts(service, 1_000, 2);
        assertCounts(service, 800, 4);
        assertCounts(service, 500, 5);
        assertCounts(service, 1_200, 1);
    }

    @Test
    void shouldPutDownToOneItemWhatALapTookTooLong() {
        work(submitted(2), 1_000, 1_000);
        work(submitted(8), 1_000, 1_000, 1_000, 5_000 * MICROS, 1_200, 1_000, 1_000, 1_000);
        Histogram service = latency.total().service();
        assertCounts(service, 5_000 * MICROS, 1);
        assertCounts(service, 1_000, 2 + 3 + 3);
        assertCounts(service, 1_200, 1);
    }

    @Test
    void shouldTimeItemsOneByOneAgainAfterALapThatTookLong() {
        work(submitted(2), 1_000, 1_000);
        work(submitted(6), 1_800, 1_800, 1_800, 1_800, 6 * MICROS, 16 * MICROS);
        Histogram service = latency.total().service();
        assertCounts(service, 1_000, 2);
        assertCounts(service, 1_800, 4 + 1);
        work(submitted(1), 6 * MICROS);
        work(submitted(2), 6 * MICROS, 18 * MICROS);
        assertCounts(latency.total().service(), 18 * MICROS, 1);
    }

    @Test
    void shouldTimeNoMoreThanEightItemsTogether() {
        work(submitted(1), 0);
        readings = 0;
        work(submitted(17), new long[17]);
        assertEquals(1 + 3, readings);
    }

    /** Another vector is worked on while this one is filled. */
    @Test
    void shouldKnowLaterSubmissionsByItemsThatHaveEnded() {
        VectorTimes times = submitted(1);
        now += 1_000 * MICROS;
        latency.endOfLapNanos();
        now += 3 * MICROS;
        times.submitted(1);
        now += 500 * MICROS;
        work(times, 10 * MICROS, 10 * MICROS);
        Histogram queueWait = latency.total().queueWait();
        assertCounts(queueWait, 1_503 * MICROS, 1);
        assertCounts(queueWait, 513 * MICROS, 1);
    }

    @Test
    void shouldNotTakeAnOlderTimeForThatOfASubmission() {
        now += 1_000 * MICROS;
        work(submitted(2), 10 * MICROS, 10 * MICROS);
        Histogram queueWait = latency.total().queueWait();
        assertCounts(queueWait, 0, 1);
        assertCounts(queueWait, 10 * MICROS, 1);
    }

    @Test
    void shouldSpreadTheTurnsEvenly() {
        VectorTimes times = submitted(4);
        work(times, 5 * MICROS, 5 * MICROS, 5 * MICROS, 5 * MICROS);
        times.recordSerial(WORKER, 4, now, now + 4_000 * MICROS);
        Histogram reorderWait = latency.total().reorderWait();
        assertCounts(reorderWait, 15 * MICROS, 1);
        assertCounts(reorderWait, 1_010 * MICROS, 1);
        assertCounts(reorderWait, 2_005 * MICROS, 1);
        assertCounts(reorderWait, 3_000 * MICROS, 1);
    }

    @Test
    void shouldRecordTheTurnsOfItemsThatWereTimedTogether() {
        work(submitted(2), 1_000, 1_000);
        VectorTimes times = submitted(6);
        work(times, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000);
        times.recordSerial(WORKER, 5, now, now + 100);
        Histogram atOnce = latency.total().reorderWait();
        assertCounts(atOnce, 2_000, 4);
        assertCounts(atOnce, 0, 1);
        times.recordSerial(WORKER, 6, now, now + 6_000 * MICROS);
        assertCounts(latency.total().reorderWait(), 5_000 * MICROS, 1);
    }

    @Test
    void shouldCountAnItemThatHasFailedAsBegunOnly() {
        VectorTimes times = submitted(3);
        times.begin(WORKER, 3, now);
        now += 10 * MICROS;
        times.worked(1);
        now += 10 * MICROS;
        assertEquals(now, times.endParallel(WORKER, 2, 1));
        LatencyHistograms total = latency.total();
        assertEquals(2, total.queueWait().getTotalCount());
        assertEquals(1, total.service().getTotalCount());
    }

    private VectorTimes submitted(int items) {
        VectorTimes times = Objects.requireNonNull(VectorTimes.of(latency, 64));
        for (int i = 0; i < items; i++) {
            times.submitted(i);
        }
        return times;
    }

    private void work(VectorTimes times, long... nanos) {
        times.begin(WORKER, nanos.length, now);
        for (int i = 0; i < nanos.length; i++) {
            now += nanos[i];
            times.worked(i + 1);
        }
        assertEquals(now, times.endParallel(WORKER, nanos.length, nanos.length));
    }

    private static void assertCounts(Histogram histogram, long nanos, long count) {
        assertEquals(count, histogram.getCountAtValue(nanos), () -> "near " + nanos);
        assertTrue(histogram.getTotalCount() >= count);
    }
}
