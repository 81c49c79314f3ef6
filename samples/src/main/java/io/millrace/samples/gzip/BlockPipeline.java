package io.millrace.samples.gzip;

import io.millrace.executor.MillraceExecutor;
import io.millrace.ordered.OrderedPipeline;
import io.millrace.samples.filter.PieceWorkers;
import io.millrace.samples.output.Writing;
import java.io.IOException;

/** Compresses blocks on workers of its own and hands them on in order. */
final class BlockPipeline implements AutoCloseable {
    private final MillraceExecutor executor;
    private final OrderedPipeline<Block> pipeline;

    BlockPipeline(int workers, int level, Writing<Block> sink) {
        executor = PieceWorkers.executor("gzip", workers);
        pipeline = OrderedPipeline.<Block>on(executor)
                .parallel(() -> new BlockCompressor(level), (compressor, block, place) -> compressor.compress(block))
                .serial(Writing.unchecked(sink))
                .start();
    }

    /** Hands over a block; waits while too many are on their way. */
    void submit(Block block) throws IOException {
        Writing.submit(() -> pipeline.submit(block));
    }

    /** Waits until all blocks have come out; throws the first failure. */
    @Override
    public void close() throws IOException {
        try {
            Writing.end(pipeline::close);
        } finally {
            executor.close();
        }
    }
}
