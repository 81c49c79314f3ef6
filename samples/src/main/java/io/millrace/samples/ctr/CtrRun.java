package io.millrace.samples.ctr;

import io.millrace.samples.CommandException;
import io.millrace.samples.filter.Ends;
import io.millrace.samples.filter.FullReads;
import io.millrace.samples.filter.Passage;
import io.millrace.samples.filter.Pool;
import io.millrace.samples.filter.Throughput;
import io.millrace.samples.output.ProgressBar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Locale;

/** One run from a file or standard input to a file or standard output. */
final class CtrRun {
    static final Ends.Words WORDS = new Ends.Words("encrypt or decrypt", "IN", "OUT", "- as OUT");

    /** What is read, encrypted and written at once. */
    static final int CHUNK_BYTES = 1 << 17;

    private final Ends ends;
    private final CtrKey key;
    private final int workers;
    private final Passage passage;
    private final ProgressBar progress;
    private final Pool<ByteBuffer> pool = new Pool<>(() -> ByteBuffer.allocateDirect(CHUNK_BYTES));
    private long bytes;

    CtrRun(Ends ends, CtrKey key, int workers, Passage passage, ProgressBar progress) {
        this.ends = ends;
        this.key = key;
        this.workers = workers;
        this.passage = passage;
        this.progress = progress;
    }

    /** Runs, and returns a line for people; after a failure no output file was left, and one that was there before is as it was. */
    String run() throws CommandException {
        return passage.run(this::encrypt);
    }

    /** How many chunks there were in memory. */
    int chunks() {
        return pool.made();
    }

    private String encrypt(ReadableByteChannel input, WritableByteChannel output) throws CommandException {
        long start = System.nanoTime();
        try (CtrPipeline pipeline = new CtrPipeline(workers, key, chunk -> {
            write(chunk, output);
            pool.giveBack(chunk);
        })) {
            feed(new FullReads(input), pipeline);
        } catch (IOException failure) {
            throw ends.unwritable(failure);
        } finally {
            progress.end();
        }
        return String.format(
                Locale.ROOT,
                "%s: %,d bytes, %s",
                ends.outputName(),
                bytes,
                Throughput.of(bytes, System.nanoTime() - start, workers));
    }

    private void feed(FullReads input, CtrPipeline pipeline) throws IOException, CommandException {
        ByteBuffer chunk = next(input);
        while (chunk.hasRemaining()) {
            // From then on it is no longer ours.
            int length = chunk.remaining();
            pipeline.submit(chunk);
            bytes += length;
            progress.advance(length, length);
            chunk = next(input);
        }
    }

    private ByteBuffer next(FullReads input) throws CommandException {
        ByteBuffer chunk = pool.take().clear();
        try {
            input.fill(chunk);
        } catch (IOException failure) {
            throw ends.unreadable(failure);
        }
        return chunk.flip();
    }

    private static void write(ByteBuffer chunk, WritableByteChannel output) throws IOException {
        while (chunk.hasRemaining()) {
            output.write(chunk);
        }
    }
}
