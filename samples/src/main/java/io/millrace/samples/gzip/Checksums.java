package io.millrace.samples.gzip;

/**
 * Joins CRC-32 checksums: that of two pieces in a row from those of each, without the pieces.
 *
 * <p>A checksum is the remainder of a polynomial over bits, divided by a fixed one. To append n bytes multiplies it by x to
 * the power of 8n; so the checksum of the first piece is multiplied by that, and the other one is added, which is exclusive
 * or. After crc32_combine of zlib 1.2.12 by Mark Adler.
 */
final class Checksums {
    /** The divisor. The highest bit stands for the lowest power, as in all polynomials here. */
    private static final int DIVISOR = 0xEDB88320;

    private static final int ONE = 1 << 31;
    private static final int BITS_PER_BYTE_POWER = 3;

    /** In place n the remainder of x to the power of 2 to the n; they begin again after the last. */
    private static final int[] POWERS = powers();

    private Checksums() {}

    /** Returns the checksum of two pieces in a row. */
    static int join(int first, int second, long secondBytes) {
        return multiply(powerOfBytes(secondBytes), first) ^ second;
    }

    private static int powerOfBytes(long bytes) {
        int product = ONE;
        int place = BITS_PER_BYTE_POWER;
        for (long left = bytes; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                product = multiply(POWERS[place % POWERS.length], product);
            }
            place++;
        }
        return product;
    }

    private static int[] powers() {
        int[] powers = new int[Integer.SIZE];
        powers[0] = ONE >>> 1;
        for (int place = 1; place < powers.length; place++) {
            powers[place] = multiply(powers[place - 1], powers[place - 1]);
        }
        return powers;
    }

    private static int multiply(int one, int other) {
        int product = 0;
        int shifted = other;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((one & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? shifted >>> 1 ^ DIVISOR : shifted >>> 1;
        }
        return product;
    }
}
