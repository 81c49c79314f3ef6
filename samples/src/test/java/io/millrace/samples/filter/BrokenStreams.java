package io.millrace.samples.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Streams that fail on the way. */
public final class BrokenStreams {
    private BrokenStreams() {}

    /** Returns one that takes so many bytes. */
    public static OutputStream fullDisk(int bytes) {
        return new FullDisk(bytes);
    }

    /** Returns one that gives some megabytes. */
    public static InputStream tornCable() {
        return new TornCable();
    }

    private static final class FullDisk extends OutputStream {
        private int left;

        FullDisk(int bytes) {
            left = bytes;
        }

        @Override
        public void write(int value) throws IOException {
            if (left-- == 0) {
                throw new IOException("No space left on device");
            }
        }
    }

    private static final class TornCable extends InputStream {
        private int left = 3_000_000;

        @Override
        public int read() throws IOException {
            if (left-- == 0) {
                throw new IOException("Input/output error");
            }
            return 'a';
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            into[offset] = (byte) read();
            return 1;
        }
    }
}
