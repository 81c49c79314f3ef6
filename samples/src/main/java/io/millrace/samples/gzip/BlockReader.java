package io.millrace.samples.gzip;

import io.millrace.samples.filter.FullReads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Cuts the input into blocks, each with the end of the one before it as its window. Called by one thread. */
final class BlockReader {
    private final FullReads input;

    /** A copy, since the block that it is the end of may be anywhere by then. */
    private final ByteBuffer window =
            ByteBuffer.allocateDirect(Block.WINDOW_BYTES).flip();

    BlockReader(ReadableByteChannel input) {
        this.input = new FullReads(input);
    }

    /** Fills a block; only the last may be short. Returns false if there is nothing left. */
    boolean fill(Block block) throws IOException {
        ByteBuffer room = block.startWith(window.duplicate());
        input.fill(room);
        block.fill(room.position());
        if (!room.hasRemaining()) {
            window.clear()
                    .put(room.slice(Block.BYTES - Block.WINDOW_BYTES, Block.WINDOW_BYTES))
                    .flip();
        }
        return room.position() > 0;
    }
}
