package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.OrderedJob;
import io.millrace.executor.ParallelRange;
import io.millrace.executor.Series;
import io.millrace.executor.Worker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/guide.md} about what padata has beside series, between marks. */
class PadataExamplesTest {

    @Test
    void shouldLoop() throws InterruptedException {
        // begin loop
        byte[] disk = new byte[1 << 20];
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool(4)) {
            ParallelRange sectors = ParallelRange.of(0, disk.length).align(512).minChunk(8192);
            executor.parallelFor(sectors, (from, to) -> Arrays.fill(disk, (int) from, (int) to, (byte) 7));
        }
        // end loop
        byte[] expected = new byte[disk.length];
        Arrays.fill(expected, (byte) 7);
        assertArrayEquals(expected, disk);
    }

    @Test
    void shouldRunInTheCaller() throws InterruptedException {
        List<String> lines =
                IntStream.range(0, 1000).mapToObj(line -> "line " + line).toList();
        List<String> written = new ArrayList<>();
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1);
                Series series = executor.newSeries()) {
            // begin put or run
            for (String line : lines) {
                series.putOrRun(new OrderedJob() {
                    private String result = "";

                    @Override
                    public void parallel(Worker worker, long place) {
                        result = line.toUpperCase(Locale.ROOT);
                    }

                    @Override
                    public void serial(Worker worker) {
                        written.add(result);
                    }
                });
            }
            // end put or run
        }
        assertEquals(lines.stream().map(line -> line.toUpperCase(Locale.ROOT)).toList(), written);
    }

    @Test
    void shouldChooseWorkers() {
        // begin worker sets
        MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(4);
        executor.serialWorkers(Set.of(0));
        executor.parallelWorkers(Set.of(1, 2, 3));

        Set<Integer> now = executor.serialWorkers();
        int forUser4711 = executor.serialWorker(4711);
        // end worker sets
        executor.close();
        assertEquals(Set.of(0), now);
        assertEquals(0, forUser4711);
    }
}
