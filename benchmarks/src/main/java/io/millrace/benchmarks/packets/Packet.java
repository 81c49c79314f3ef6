package io.millrace.benchmarks.packets;

import java.util.Arrays;
import java.util.zip.CRC32C;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A packet as it comes in, room for what becomes of it, and what that must be.
 *
 * <p>Whoever takes the result compares its last 16 bytes, which are the tag if it was encrypted, and removes them: an output that
 * nobody has written since it was last taken is found. The rest is compared, by its checksum, and removed when nobody measures.
 */
public final class Packet {

    /** How much is compared at the end of each output, as long as a tag. */
    static final int END_BYTES = 16;

    private final int number;
    private final GCMParameterSpec nonce;
    private final byte[] input;
    private final byte[] output;
    private final byte[] end;
    private final long checksumBeforeEnd;

    Packet(int number, GCMParameterSpec nonce, byte[] input, byte[] expected) {
        this.number = number;
        this.nonce = nonce;
        this.input = input;
        output = new byte[expected.length];
        end = Arrays.copyOfRange(expected, expected.length - END_BYTES, expected.length);
        checksumBeforeEnd = checksumBeforeEnd(expected);
    }

    private static long checksumBeforeEnd(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length - END_BYTES);
        return checksum.getValue();
    }

    int number() {
        return number;
    }

    GCMParameterSpec nonce() {
        return nonce;
    }

    /** Returns header and text, with a tag behind it if it is to be decrypted. */
    byte[] input() {
        return input;
    }

    /** Returns where text and tag go, or the text alone if it was decrypted. */
    byte[] output() {
        return output;
    }

    /** Removes the end of the output, and tells whether it was right. */
    boolean takeEnd() {
        int from = output.length - END_BYTES;
        boolean isRight = Arrays.equals(output, from, output.length, end, 0, END_BYTES);
        Arrays.fill(output, from, output.length, (byte) 0);
        return isRight;
    }

    /** Removes the output before its end, and tells whether it was right. */
    boolean takeBeforeEnd() {
        boolean isRight = checksumBeforeEnd(output) == checksumBeforeEnd;
        Arrays.fill(output, 0, output.length - END_BYTES, (byte) 0);
        return isRight;
    }
}
