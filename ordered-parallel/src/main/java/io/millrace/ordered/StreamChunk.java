package io.millrace.ordered;

import java.nio.ByteBuffer;

/**
 * A piece of a stream on its way. What it holds is no business of messages.
 *
 * @param offset where it begins in the stream
 */
record StreamChunk(ByteBuffer bytes, long offset) {

    @Override
    public String toString() {
        return "chunk[offset=" + offset + "]";
    }
}
