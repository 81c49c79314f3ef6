package io.millrace.benchmarks.keyed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ZipfTest {

    private static final int DRAWS = 1_000_000;

    @Test
    void shouldDrawEachRankAsOftenAsItsPowerSays() {
        int[] counts = drawn(new Zipf(10_000, 0.99), 10_000);
        double sum = IntStream.rangeClosed(1, 10_000)
                .mapToDouble(rank -> Math.pow(rank, -0.99))
                .sum();
        for (int rank : new int[] {0, 1, 2, 9, 99}) {
            double expected = DRAWS * Math.pow(rank + 1, -0.99) / sum;
            assertEquals(expected, counts[rank], 6 * Math.sqrt(expected), "rank " + rank);
        }
        double cold = IntStream.rangeClosed(101, 10_000)
                        .mapToDouble(rank -> Math.pow(rank, -0.99))
                        .sum()
                / sum;
        int coldDrawn = IntStream.range(100, 10_000).map(rank -> counts[rank]).sum();
        assertEquals(cold, (double) coldDrawn / DRAWS, 0.003);
    }

    @Test
    void shouldDrawFirstAndLastRankOfEqualOnesAlike() {
        int[] counts = drawn(new Zipf(4, 0), 4);
        for (int count : counts) {
            assertEquals(DRAWS / 4, count, 3000);
        }
    }

    private static int[] drawn(Zipf zipf, int ranks) {
        SplittableRandom random = new SplittableRandom(1);
        int[] counts = new int[ranks];
        for (int i = 0; i < DRAWS; i++) {
            counts[zipf.draw(random)]++;
        }
        return counts;
    }
}
