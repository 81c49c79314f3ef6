package io.millrace.samples.gzip;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.OrderedPipeline;
import io.millrace.ordered.PipelineException;
import io.millrace.samples.output.Writing;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Compresses blocks on workers of its own and hands them on in order. */
final class BlockPipeline implements AutoCloseable {
    /** Blocks on their way at once: one is worked on, and while one is slow or the output is, the others have some to go on with. */
    private static final int BLOCKS_PER_WORKER = 4;

    private final MillraceExecutor executor;
    private final OrderedPipeline<Block> pipeline;

    BlockPipeline(int workers, int level, Writing<Block> sink) {
        executor = MillraceExecutors.builder()
                .name("gzip")
                .workers(workers)
                .credits(2 * blocks(workers))
                .reorderWindow(blocks(workers))
                .seriesLimit(1)
                .build();
        pipeline = OrderedPipeline.<Block>on(executor)
                .parallel(() -> new BlockCompressor(level), (compressor, block, place) -> compressor.compress(block))
                .serial(Writing.unchecked(sink))
                .start();
    }

    /** Returns how many blocks can be on their way at once. */
    static int blocks(int workers) {
        return BLOCKS_PER_WORKER * workers;
    }

    /** Hands over a block; waits while too many are on their way. */
    void submit(Block block) throws IOException {
        try {
            pipeline.submit(block);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("an interruption");
        } catch (PipelineException failure) {
            throw Writing.failure(failure);
        }
    }

    /** Waits until all blocks have come out; throws the first failure. */
    @Override
    public void close() throws IOException {
        try {
            pipeline.close();
        } catch (PipelineException failure) {
            throw Writing.failure(failure);
        } finally {
            executor.close();
        }
    }
}
