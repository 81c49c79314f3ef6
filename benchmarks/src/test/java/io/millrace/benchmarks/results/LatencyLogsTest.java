package io.millrace.benchmarks.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All latencies come back from the file, and what is no log is refused. */
final class LatencyLogsTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        Distribution ours = distribution("millrace", 1_000, 70_000);
        Distribution peer = distribution("stripe", 5_000_000);
        LatencyLogs.write(directory, List.of(ours, peer));
        Path file = LatencyLogs.file(directory, ours.figure());
        assertEquals(directory.resolve("keyed-70-of-the-bound.hlog"), file);
        assertEquals(Map.of("millrace", ours.nanos(), "stripe", peer.nanos()), LatencyLogs.read(file));
    }

    @Test
    void shouldRefuseWhatIsNoLog() throws IOException {
        Path file = Files.writeString(directory.resolve("some.hlog"), "nothing of the kind\n");
        assertEquals(
                "expected a log of HdrHistogram in " + file + ", found no arm",
                assertThrows(IOException.class, () -> LatencyLogs.read(file)).getMessage());
    }

    private static Distribution distribution(String arm, long... nanos) {
        Histogram histogram = new Histogram(3);
        for (long each : nanos) {
            histogram.recordValue(each);
        }
        Map<String, String> parameters = Map.of("load", "70 % of the bound");
        return new Distribution(
                new Figure("keyed", parameters, arm, "p99 us", 1, Double.NaN, List.of(), Map.of()), histogram);
    }
}
