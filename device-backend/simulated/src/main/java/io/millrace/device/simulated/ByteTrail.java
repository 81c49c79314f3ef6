package io.millrace.device.simulated;

import java.util.Arrays;

/** Numbers in few bytes each, in the order in which they were added: most are small. */
final class ByteTrail {

    private static final int MORE = 0x80;

    private byte[] bytes = new byte[64];
    private int length;

    void add(long number) {
        long left = number;
        while (left >= MORE) {
            append((int) (left & MORE - 1) | MORE);
            left >>>= 7;
        }
        append((int) left);
    }

    private void append(int next) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) next;
    }

    /** Reads them from the first on. What is added meanwhile may be read or not. */
    Reader reader() {
        return new Reader();
    }

    /** Where somebody reads. */
    final class Reader {

        private int at;

        boolean hasNext() {
            return at < length;
        }

        long next() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                byte read = bytes[at++];
                number |= (long) (read & MORE - 1) << shift;
                if (read >= 0) {
                    return number;
                }
            }
        }
    }
}
