package io.millrace.samples.capture;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A stream that knows how far it has been read, so that errors can name the byte. */
final class CaptureInput implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream stream;
    private long position;

    CaptureInput(InputStream stream) {
        this.stream = new BufferedInputStream(stream, BUFFER_BYTES);
    }

    long position() {
        return position;
    }

    /** Reads up to {@code length} bytes to the start of {@code into}; fewer only at the end of the stream. */
    int read(ByteBuffer into, int length) throws IOException {
        return read(into.array(), into.arrayOffset(), length);
    }

    /** Reads up to {@code length} bytes; fewer only at the end of the stream. */
    int read(byte[] into, int offset, int length) throws IOException {
        int count = stream.readNBytes(into, offset, length);
        position += count;
        return count;
    }

    /** Skips up to {@code length} bytes and says how many there were. */
    long skip(long length) throws IOException {
        long left = length;
        while (left > 0) {
            long skipped = stream.skip(left);
            if (skipped <= 0 && stream.read() < 0) {
                break;
            }
            left -= Math.max(1, skipped);
        }
        position += length - left;
        return length - left;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
