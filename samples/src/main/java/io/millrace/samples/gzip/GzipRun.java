package io.millrace.samples.gzip;

import io.millrace.samples.CommandException;
import io.millrace.samples.filter.Ends;
import io.millrace.samples.filter.Passage;
import io.millrace.samples.filter.Pool;
import io.millrace.samples.output.ProgressBar;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** One run from a file or standard input to a file or standard output. */
final class GzipRun {
    private final GzipRequest request;
    private final Ends ends;
    private final Passage passage;
    private final ProgressBar progress;
    private final Pool<Block> pool = new Pool<>(Block::new);

    GzipRun(GzipRequest request, Passage passage, ProgressBar progress) {
        this.request = request;
        this.ends = request.ends();
        this.passage = passage;
        this.progress = progress;
    }

    /** Runs; after a failure no output file was left, and one that was there before is as it was. */
    GzipReport run() throws CommandException {
        return passage.run(this::compress);
    }

    /** How many blocks there were in memory. */
    int blocks() {
        return pool.made();
    }

    private GzipReport compress(ReadableByteChannel input, WritableByteChannel output) throws CommandException {
        long start = System.nanoTime();
        byte[] header = header();
        MemberWriter member = new MemberWriter(output);
        try {
            member.begin(header);
            try (BlockPipeline pipeline = new BlockPipeline(request.workers(), request.level(), block -> {
                member.write(block);
                pool.giveBack(block);
            })) {
                feed(new BlockReader(input), pipeline);
            }
            member.end();
        } catch (IOException failure) {
            throw ends.unwritable(failure);
        } finally {
            progress.end();
        }
        return new GzipReport(request, member.bytesIn(), member.bytesOut(), System.nanoTime() - start);
    }

    private byte[] header() throws CommandException {
        Path file = ends.input();
        try {
            return file == null
                    ? MemberHeader.of(request.level())
                    : MemberHeader.of(
                            request.level(), String.valueOf(file.getFileName()), Files.getLastModifiedTime(file));
        } catch (IOException failure) {
            throw ends.unreadable(failure);
        }
    }

    private void feed(BlockReader reader, BlockPipeline pipeline) throws IOException, CommandException {
        Block block = pool.take();
        while (fill(reader, block)) {
            // From then on it is no longer ours.
            int bytes = block.contentBytes();
            pipeline.submit(block);
            progress.advance(bytes, bytes);
            block = pool.take();
        }
    }

    private boolean fill(BlockReader reader, Block block) throws CommandException {
        try {
            return reader.fill(block);
        } catch (IOException failure) {
            throw ends.unreadable(failure);
        }
    }
}
