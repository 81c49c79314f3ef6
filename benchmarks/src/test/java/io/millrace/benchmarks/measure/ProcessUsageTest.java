package io.millrace.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The use of a process, whose threads come and go. */
final class ProcessUsageTest {

    private final ProcessUsage.Sum sum = new ProcessUsage.Sum();

    @TempDir
    private Path directory;

    @Test
    void shouldCountWhatThisThreadUses() {
        Usage before = ProcessUsage.now();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 50_000_000) {
            Thread.onSpinWait();
        }
        Usage used = ProcessUsage.now().minus(before);
        assertTrue(used.cpuNanos() > 1_000_000, used::toString);
    }

    @Test
    void shouldUseNothingAtLeast() {
        assertEquals(new Usage(0, 2), new Usage(-3, 2).orNothing());
        assertEquals(new Usage(3, 0), new Usage(3, -1).orNothing());
        assertEquals(new Usage(0, Double.NaN), new Usage(-3, Double.NaN).orNothing());
    }

    @Test
    void shouldAddUpThreads() throws IOException {
        assertEquals(new Usage(30, 3), sum.look(List.of(thread("1", 10, 1), thread("2", 20, 2))));
        assertEquals(new Usage(35, 4), sum.look(List.of(thread("1", 15, 2), thread("2", 20, 2))));
    }

    @Test
    void shouldKeepWhatAnEndedThreadHasUsed() throws IOException {
        sum.look(List.of(thread("1", 10, 1), thread("2", 20, 2)));
        assertEquals(new Usage(30, 3), sum.look(List.of(thread("1", 10, 1))));
    }

    @Test
    void shouldTellAThreadFromAnEarlierOneOfItsNumber() throws IOException {
        sum.look(List.of(thread("1", 10, 1)));
        assertEquals(new Usage(13, 2), sum.look(List.of(thread("1", 3, 1))));
    }

    @Test
    void shouldLeaveOutAThreadThatEndsMeanwhile() throws IOException {
        assertEquals(new Usage(10, 1), sum.look(List.of(thread("1", 10, 1), directory.resolve("2"))));
    }

    private Path thread(String number, long nanos, int switches) throws IOException {
        Path task = Files.createDirectories(directory.resolve(number));
        Files.writeString(task.resolve("schedstat"), nanos + " 5 7\n");
        Files.writeString(task.resolve("status"), "Name:\tx\nvoluntary_ctxt_switches:\t" + switches + "\n");
        return task;
    }
}
