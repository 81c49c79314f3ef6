package io.millrace.samples.capture;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The block that a pcapng reader stands in: its frame of type, length, body and length again. Every byte of the body
 * is read through here, so that no content can lead beyond the block.
 */
final class PcapngBlock {
    static final int SECTION_HEADER = 0x0A0D0D0A;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int OLD_PACKET = 2;
    static final int SIMPLE_PACKET = 3;
    static final int ENHANCED_PACKET = 6;
    static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    /** Type and length before the body, and the length again behind it. */
    static final int FRAME_BYTES = 12;

    private static final int LENGTH_BYTES = 4;
    private static final int LIMIT_BYTES = 16 * 1024 * 1024;

    private final CaptureInput input;
    private final ByteBuffer words;
    private long at;
    private long lengthBytes;
    private long left;

    PcapngBlock(CaptureInput input, ByteBuffer words) {
        this.input = input;
        this.words = words;
    }

    /** Enters a block whose type and length have been read, and checks the length. */
    void enter(long position, int length, int minimumBody) throws CaptureException {
        at = position;
        lengthBytes = Integer.toUnsignedLong(length);
        left = lengthBytes - FRAME_BYTES;
        if (left < minimumBody || lengthBytes > LIMIT_BYTES || (length & 3) != 0) {
            throw damaged(
                    "a length from " + (FRAME_BYTES + minimumBody) + " to " + LIMIT_BYTES + " that is a multiple of 4",
                    Long.toString(lengthBytes));
        }
    }

    long at() {
        return at;
    }

    long left() {
        return left;
    }

    /** Reads bytes of the body to the start of the shared words. */
    void words(int length) throws IOException {
        int found = input.read(words, length);
        left -= length;
        if (found < length) {
            throw truncated(length, found);
        }
    }

    /** Reads data of a packet, whose number the error names. */
    byte[] data(long number, int length) throws IOException {
        byte[] data = new byte[length];
        int found = input.read(data, 0, length);
        left -= length;
        if (found < length) {
            throw CaptureException.truncatedPacket(number, at, "data", length, found);
        }
        return data;
    }

    /** Counts bytes of the body that had to be read before the block could be entered. */
    void alreadyRead(int length) {
        left -= length;
    }

    void skip(long length) throws IOException {
        long found = input.skip(length);
        left -= length;
        if (found < length) {
            throw truncated(length, found);
        }
    }

    /** Skips what is left of the body and checks the length behind it. */
    void leave() throws IOException {
        skip(left);
        int found = input.read(words, LENGTH_BYTES);
        if (found < LENGTH_BYTES) {
            throw truncated(LENGTH_BYTES, found);
        }
        if (Integer.toUnsignedLong(words.getInt(0)) != lengthBytes) {
            throw damaged("the length " + lengthBytes + " again at its end", Integer.toUnsignedString(words.getInt(0)));
        }
    }

    CaptureException damaged(String expected, String found) {
        return new CaptureException("block at byte " + at + " is damaged: expected " + expected + ", found " + found);
    }

    private CaptureException truncated(long expected, long found) {
        return new CaptureException("truncated capture: expected " + expected + " more bytes in the block at byte " + at
                + ", found " + found + "; copy or record the capture again");
    }
}
