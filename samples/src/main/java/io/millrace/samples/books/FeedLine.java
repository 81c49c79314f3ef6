package io.millrace.samples.books;

import java.nio.charset.StandardCharsets;

/** A line of a feed: its number, and its bytes in what was read. Nobody changes those. */
final class FeedLine {
    /** The most bytes that one may have; events have about fifty. */
    static final int LONGEST = 1024;

    private final long number;
    private final byte[] block;
    private final int start;
    private final int length;

    /** Makes a line; of one that is too long the first bytes, one more than it may have. */
    FeedLine(long number, byte[] block, int start, int length) {
        this.number = number;
        this.block = block;
        this.start = start;
        this.length = Math.min(length, LONGEST + 1);
    }

    /** Makes a line of a text. */
    static FeedLine of(long number, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new FeedLine(number, bytes, 0, bytes.length);
    }

    /** Returns its place in the feed, from 1 on. */
    long number() {
        return number;
    }

    int length() {
        return length;
    }

    boolean isTooLong() {
        return length > LONGEST;
    }

    byte at(int place) {
        return block[start + place];
    }

    /** Returns a part of it, each byte as the character of the same number. */
    String text(int from, int to) {
        return new String(block, start + from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return text(0, length);
    }
}
