package io.millrace.samples.gzip;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What a file may hold. */
enum Content {
    /** Cannot be compressed. */
    RANDOM,
    /** Words, of which few are frequent, in lines: repeats itself near and far. */
    TEXT,
    /** Can be compressed by the most there is. */
    ZEROS;

    private static final int WORDS = 4000;

    byte[] bytes(int count, long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[count];
        switch (this) {
            case RANDOM -> random.nextBytes(bytes);
            case TEXT -> fillWithText(bytes, random);
            case ZEROS -> {}
        }
        return bytes;
    }

    private static void fillWithText(byte[] bytes, Random random) {
        byte[][] words = new byte[WORDS][];
        for (int rank = 0; rank < WORDS; rank++) {
            byte[] word = new byte[2 + random.nextInt(3 + rank / 500)];
            for (int place = 0; place < word.length; place++) {
                word[place] = (byte) ('a' + (int) (26 * Math.pow(random.nextDouble(), 1.5)));
            }
            words[rank] = word;
        }
        byte[] line = "\n2026-11-23 INFO  ".getBytes(StandardCharsets.US_ASCII);
        int place = 0;
        while (place < bytes.length) {
            byte[] word = random.nextInt(12) == 0 ? line : words[(int) (WORDS * Math.pow(random.nextDouble(), 3))];
            int length = Math.min(word.length, bytes.length - place);
            System.arraycopy(word, 0, bytes, place, length);
            place += length;
            if (place < bytes.length) {
                bytes[place++] = ' ';
            }
        }
    }
}
