package io.millrace.samples.ctr;

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

final class CtrRunTest {
    private static final int CHUNKS = 200;

    private final byte[] content = new byte[CHUNKS * CtrRun.CHUNK_BYTES];

    /** The one that is being read, and those that are on their way. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldHoldAsManyChunksAsAreOnTheirWayHoweverManyThereAre(int workers) throws CommandException {
        CtrRun run = CtrRuns.between(
                Channels.newChannel(new ByteArrayInputStream(content)),
                Channels.newChannel(OutputStream.nullOutputStream()),
                CtrRuns.KEY,
                workers);
        String line = run.run();
        assertTrue(line.startsWith("standard output: 26,214,400 bytes, "), line);
        assertTrue(run.chunks() <= PieceWorkers.pieces(workers) + 1, "chunks=" + run.chunks());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "100000, 1", "100000, 3"})
    void shouldSayWhyItCouldNotWrite(int bytes, int workers) {
        CtrRun run = CtrRuns.between(
                Channels.newChannel(new ByteArrayInputStream(content)),
                Channels.newChannel(BrokenStreams.fullDisk(bytes)),
                CtrRuns.KEY,
                workers);
        CommandException failure = assertThrows(CommandException.class, run::run);
        assertEquals("expected to write standard output, found no space left on device", failure.getMessage());
    }

    @Test
    void shouldSayWhyItCouldNotReadOn() {
        CtrRun run = CtrRuns.between(
                Channels.newChannel(BrokenStreams.tornCable()),
                Channels.newChannel(OutputStream.nullOutputStream()),
                CtrRuns.KEY,
                2);
        CommandException failure = assertThrows(CommandException.class, run::run);
        assertEquals("expected to read standard input, found input/output error", failure.getMessage());
    }

    @Test
    void shouldSayThatItWasInterrupted() throws InterruptedException {
        CtrRun run = CtrRuns.between(
                Channels.newChannel(new ByteArrayInputStream(content)),
                Channels.newChannel(OutputStream.nullOutputStream()),
                CtrRuns.KEY,
                1);
        Thread.currentThread().interrupt();
        CommandException failure = assertThrows(CommandException.class, run::run);
        assertTrue(Thread.interrupted());
        assertTrue(failure.getMessage().startsWith("expected to "), failure.getMessage());
    }

    @Test
    void shouldNotSayItsKey() {
        assertEquals("key of AES", CtrRuns.KEY.toString());
    }
}
