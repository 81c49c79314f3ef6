package io.millrace.samples.gzip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;

/** The header of a gzip member (RFC 1952): how hard it was compressed, and of which file. */
final class MemberHeader {
    private static final int FIXED_BYTES = 10;
    private static final int MAGIC = 0x8B1F;
    private static final byte DEFLATE = 8;
    private static final byte HAS_NAME = 8;
    private static final byte SLOWEST = 2;
    private static final byte FASTEST = 4;
    private static final byte UNIX = 3;
    private static final long LAST_SECOND = 0xFFFF_FFFFL;

    private MemberHeader() {}

    /** Returns a header without name and time. */
    static byte[] of(int level) {
        return fixed(level, (byte) 0, 0).array();
    }

    /** Returns a header with the name and the time of the last change of a file. */
    static byte[] of(int level, String name, FileTime changed) {
        // The name is to be Latin-1, and programs write and read it in the encoding of the machine: only in ASCII that
        // is the same.
        boolean isNamed = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
        long seconds = changed.to(TimeUnit.SECONDS);
        // No time at all is better than a wrong one.
        long written = seconds < 0 || seconds > LAST_SECOND ? 0 : seconds;
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(fixed(level, isNamed ? HAS_NAME : 0, (int) written).array());
        if (isNamed) {
            header.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            header.write(0);
        }
        return header.toByteArray();
    }

    private static ByteBuffer fixed(int level, byte flags, int seconds) {
        byte effort = level == Deflater.BEST_COMPRESSION ? SLOWEST : level == Deflater.BEST_SPEED ? FASTEST : 0;
        return ByteBuffer.allocate(FIXED_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) MAGIC)
                .put(DEFLATE)
                .put(flags)
                .putInt(seconds)
                .put(effort)
                .put(UNIX);
    }
}
