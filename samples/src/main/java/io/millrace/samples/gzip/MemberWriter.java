package io.millrace.samples.gzip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/** Writes one gzip member: a header, the compressed blocks in order, a trailer. Called by one thread at a time. */
final class MemberWriter {
    private static final int TRAILER_BYTES = 8;

    /** A block of deflate that is the last and empty. */
    private static final byte[] LAST = {3, 0};

    private final WritableByteChannel output;
    private long bytesIn;
    private long bytesOut;
    private int checksum;

    MemberWriter(WritableByteChannel output) {
        this.output = output;
    }

    void begin(byte[] header) throws IOException {
        write(ByteBuffer.wrap(header));
    }

    void write(Block block) throws IOException {
        checksum = Checksums.join(checksum, block.checksum(), block.contentBytes());
        bytesIn += block.contentBytes();
        write(block.output());
    }

    void end() throws IOException {
        write(ByteBuffer.wrap(LAST));
        // Of the size the format keeps the lower 32 bits.
        write(ByteBuffer.allocate(TRAILER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(checksum)
                .putInt((int) bytesIn)
                .flip());
    }

    /** Bytes of the content so far. */
    long bytesIn() {
        return bytesIn;
    }

    /** Bytes of the member so far. */
    long bytesOut() {
        return bytesOut;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            bytesOut += output.write(bytes);
        }
    }
}
