package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.ParallelRange;
import java.util.Arrays;
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
}
