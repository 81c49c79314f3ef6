package io.millrace.samples.gzip;

import java.nio.ByteBuffer;

/**
 * A piece of the input on its way, with all its memory. It belongs to one thread at a time: the reader, then a worker, then
 * whoever writes; the pipeline hands it on.
 */
final class Block {
    /** The most that one holds: what pigz takes by default, too. */
    static final int BYTES = 1 << 17;

    /** How far back deflate can refer. */
    static final int WINDOW_BYTES = 1 << 15;

    /** Enough for content that cannot be compressed, in whatever form a deflater then writes it. */
    private static final int OUTPUT_BYTES = BYTES + BYTES / 8 + 1024;

    /** The window, then the content. */
    private final ByteBuffer input = ByteBuffer.allocateDirect(WINDOW_BYTES + BYTES);

    private ByteBuffer output;
    private int windowBytes;
    private int contentBytes;
    private int checksum;

    Block() {
        this(OUTPUT_BYTES);
    }

    Block(int outputBytes) {
        output = ByteBuffer.allocateDirect(outputBytes);
    }

    /** Begins with what stands before the content; returns the room for the content. */
    ByteBuffer startWith(ByteBuffer window) {
        windowBytes = window.remaining();
        contentBytes = 0;
        input.clear().put(window);
        return input.slice(windowBytes, BYTES);
    }

    /** Says how much content there is. */
    void fill(int bytes) {
        contentBytes = bytes;
    }

    /** Returns what stands before the content and may be referred to. */
    ByteBuffer window() {
        return input.slice(0, windowBytes);
    }

    ByteBuffer content() {
        return input.slice(windowBytes, contentBytes);
    }

    int contentBytes() {
        return contentBytes;
    }

    /** Returns the empty room for the compressed content. */
    ByteBuffer room() {
        return output.clear();
    }

    /** Returns more room, with what was written so far. */
    ByteBuffer moreRoom() {
        output = ByteBuffer.allocateDirect(2 * output.capacity()).put(output.flip());
        return output;
    }

    /** Says that the room holds the compressed content, and what the checksum of the content is. */
    void compressed(int crc) {
        output.flip();
        checksum = crc;
    }

    /** Returns the compressed content. */
    ByteBuffer output() {
        return output;
    }

    int checksum() {
        return checksum;
    }
}
