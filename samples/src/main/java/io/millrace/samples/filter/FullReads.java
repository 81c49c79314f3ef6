package io.millrace.samples.filter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** An input that fills what it is given as long as it can. Called by one thread. */
public final class FullReads {
    private final ReadableByteChannel input;
    private boolean ended;

    /** Reads from a channel, which stays open. */
    public FullReads(ReadableByteChannel input) {
        this.input = input;
    }

    /** Reads until the room is full, or the input has ended. */
    public void fill(ByteBuffer room) throws IOException {
        while (!ended && room.hasRemaining()) {
            // A pipe gives what it has.
            ended = input.read(room) < 0;
        }
    }
}
