package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    @Property(tries = 500)
    void shouldKeepEveryValueWithinOnePercent(
            @ForAll @NotEmpty List<@LongRange(min = 0) Long> values, @ForAll @LongRange(max = 100) long percent) {
        LatencyCounts counts = new LatencyCounts();
        values.forEach(counts::record);
        LatencyHistogram histogram = LatencyHistogram.of(counts);
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        long exact = sorted.get((int) Math.max(0, Math.ceil(percent / 100.0 * sorted.size()) - 1));
        assertEquals(values.size(), histogram.count());
        assertNear(exact, histogram.percentileNanos(percent));
        assertNear(sorted.get(sorted.size() - 1), histogram.maxNanos());
    }

    @Property(tries = 200)
    void shouldAddUpWhatManyHaveCounted(@ForAll List<List<@LongRange(min = 0) Long>> parts) {
        LatencyCounts sum = new LatencyCounts();
        LatencyCounts all = new LatencyCounts();
        for (List<Long> part : parts) {
            LatencyCounts counts = new LatencyCounts();
            part.forEach(counts::record);
            part.forEach(all::record);
            sum.addAll(counts);
        }
        assertEquals(shown(LatencyHistogram.of(all)), shown(LatencyHistogram.of(sum)));
    }

    @Test
    void shouldBeExactBelow256() {
        for (long nanos = 0; nanos < 256; nanos++) {
            LatencyCounts counts = new LatencyCounts();
            counts.record(nanos);
            assertEquals(nanos, LatencyHistogram.of(counts).maxNanos());
        }
    }

    @Test
    void shouldTellNothingOfNothing() {
        LatencyHistogram empty = LatencyHistogram.of(new LatencyCounts());
        assertEquals("[count=0, p50=0, p99=0, max=0 ns]", empty.toString());
        assertEquals(0, empty.meanNanos());
    }

    @Test
    void shouldCountATimeThatRanBackwardsAsNone() {
        LatencyCounts counts = new LatencyCounts();
        counts.record(-7);
        assertEquals(
                "[count=1, p50=0, p99=0, max=0 ns]", LatencyHistogram.of(counts).toString());
    }

    @Test
    void shouldRefuseAPercentileThatIsNone() {
        LatencyHistogram empty = LatencyHistogram.of(new LatencyCounts());
        assertThrows(IllegalArgumentException.class, () -> empty.percentileNanos(-1));
        assertThrows(IllegalArgumentException.class, () -> empty.percentileNanos(100.1));
        assertThrows(IllegalArgumentException.class, () -> empty.percentileNanos(Double.NaN));
    }

    @Test
    void shouldFitItselfAndLoseNothingWhileItsWriterWrites() throws InterruptedException {
        LatencyCounts counts = new LatencyCounts();
        int values = 2_000_000;
        Thread writer = new Thread(() -> {
            for (int i = 0; i < values; i++) {
                counts.record((long) i * i);
            }
        });
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            writer.start();
            long before = 0;
            while (writer.isAlive()) {
                LatencyHistogram histogram = LatencyHistogram.of(counts);
                assertTrue(histogram.count() >= before && histogram.count() <= values, histogram::toString);
                before = histogram.count();
            }
            writer.join();
        }
        assertEquals(values, LatencyHistogram.of(counts).count());
    }

    private static List<String> shown(LatencyHistogram histogram) {
        List<String> buckets = new ArrayList<>();
        histogram.forEach((nanos, count) -> buckets.add(nanos + ": " + count));
        return buckets;
    }

    private static void assertNear(long exact, long told) {
        assertTrue(told >= exact && told - exact <= exact / 100, () -> "exact=" + exact + ", told=" + told);
    }
}
