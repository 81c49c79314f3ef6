package io.millrace.samples.gzip;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** What a worker has for itself: a deflater and a checksum. */
final class BlockCompressor implements AutoCloseable {
    private final Deflater deflater;
    private final CRC32 checksum = new CRC32();

    BlockCompressor(int level) {
        deflater = new Deflater(level, true);
    }

    /**
     * Compresses the content to blocks of deflate of which none is the last, and which end at the border of a byte: so what
     * comes of the next block fits behind.
     */
    Block compress(Block block) {
        checksum.reset();
        checksum.update(block.content());
        deflater.reset();
        ByteBuffer window = block.window();
        if (window.hasRemaining()) {
            deflater.setDictionary(window);
        }
        deflater.setInput(block.content());
        ByteBuffer room = block.room();
        deflater.deflate(room, Deflater.SYNC_FLUSH);
        // All has been written only if there is room left.
        while (!room.hasRemaining()) {
            room = block.moreRoom();
            deflater.deflate(room, Deflater.SYNC_FLUSH);
        }
        block.compressed((int) checksum.getValue());
        return block;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
