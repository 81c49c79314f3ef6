package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.CommandException;
import io.millrace.samples.filter.BrokenStreams;
import io.millrace.samples.filter.PieceWorkers;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipRunTest {
    private static final int BLOCKS = 200;

    /** The one that is being read, and those that are on their way. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldHoldAsManyBlocksAsAreOnTheirWayHoweverManyThereAre(int workers) throws CommandException {
        byte[] content = Content.ZEROS.bytes(BLOCKS * Block.BYTES, 0);
        GzipRun run = GzipRuns.between(
                Channels.newChannel(new ByteArrayInputStream(content)),
                Channels.newChannel(OutputStream.nullOutputStream()),
                1,
                workers);
        GzipReport report = run.run();
        assertEquals(content.length, report.bytesIn());
        assertTrue(run.blocks() <= PieceWorkers.pieces(workers) + 1, "blocks=" + run.blocks());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "100000, 1", "100000, 3"})
    void shouldSayWhyItCouldNotWrite(int bytes, int workers) {
        GzipRun run = GzipRuns.between(
                Channels.newChannel(new ByteArrayInputStream(Content.RANDOM.bytes(BLOCKS * Block.BYTES, 1))),
                Channels.newChannel(BrokenStreams.fullDisk(bytes)),
                1,
                workers);
        CommandException failure = assertThrows(CommandException.class, run::run);
        assertEquals("expected to write standard output, found no space left on device", failure.getMessage());
    }

    @Test
    void shouldSayWhyItCouldNotReadOn() {
        GzipRun run = GzipRuns.between(
                Channels.newChannel(BrokenStreams.tornCable()),
                Channels.newChannel(OutputStream.nullOutputStream()),
                1,
                2);
        CommandException failure = assertThrows(CommandException.class, run::run);
        assertEquals("expected to read standard input, found input/output error", failure.getMessage());
    }
}
