package io.millrace.samples.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.CommandException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class BooksRunTest {
    private final String feed = Feeds.madeUp(20_000, 10, 5);

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "100000, 0", "100000, 1", "100000, 3"})
    void shouldSayWhyItCouldNotWrite(int bytes, int workers) {
        BooksRun run = run(bytes(), new FullDisk(bytes), workers);
        CommandException failure = assertThrows(CommandException.class, run::run);
        assertEquals("expected to write standard output, found no space left on device", failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void shouldSayWhyItCouldNotReadOn(int workers) {
        InputStream torn = new InputStream() {
            private final InputStream some = bytes();

            @Override
            public int read() throws IOException {
                int next = some.read();
                if (next < 0) {
                    throw new IOException("Input/output error");
                }
                return next;
            }
        };
        BooksRun run = run(torn, OutputStream.nullOutputStream(), workers);
        CommandException failure = assertThrows(CommandException.class, run::run);
        assertEquals("expected to read standard input, found input/output error", failure.getMessage());
    }

    /** It never seems to have ended well with rows missing: the writer stands still until the reader is interrupted at the end of the feed. */
    @Test
    void shouldNotEndWellWithRowsMissingWhenItIsInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicLong rows = new AtomicLong();
        String shortFeed = Feeds.madeUp(900, 10, 5);
        InputStream interrupting = new ByteArrayInputStream(shortFeed.getBytes(StandardCharsets.US_ASCII)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                int read = super.read(into, offset, length);
                if (read < 0) {
                    Thread.currentThread().interrupt();
                    interrupted.countDown();
                }
                return read;
            }
        };
        OutputStream waiting = new OutputStream() {
            @Override
            public void write(int value) {
                while (interrupted.getCount() > 0) {
                    // Whoever writes may be interrupted as well, so it cannot wait for the latch.
                    Thread.onSpinWait();
                }
                rows.addAndGet(value == '\n' ? 1 : 0);
            }
        };
        BooksRun run = Feeds.between(new BooksRequest(null, null, null, false, 100, 2), interrupting, waiting);
        try {
            assertEquals(900, run.run().lines());
            assertEquals(900, rows.get());
        } catch (CommandException failure) {
            assertEquals("expected to write standard output, found an interruption", failure.getMessage());
        }
        assertTrue(Thread.interrupted());
    }

    private InputStream bytes() {
        return new ByteArrayInputStream(feed.getBytes(StandardCharsets.US_ASCII));
    }

    private static BooksRun run(InputStream input, OutputStream output, int workers) {
        return Feeds.between(new BooksRequest(null, null, null, false, 2, workers), input, output);
    }

    /** Takes so many bytes. */
    private static final class FullDisk extends OutputStream {
        private int left;

        FullDisk(int bytes) {
            left = bytes;
        }

        @Override
        public void write(int value) throws IOException {
            if (left-- == 0) {
                throw new IOException("No space left on device");
            }
        }
    }
}
