package io.millrace.samples.esp;

import java.nio.ByteBuffer;

/** The IPv4 header of the tunnel. */
final class OuterHeader {
    static final int LENGTH_BYTES = 20;

    private static final int VERSION_AND_LENGTH = 0x4500;
    /** Never a fragment, so the identification may stay 0 (RFC 6864). */
    private static final int DO_NOT_FRAGMENT = 0x4000;

    private static final int TIME_TO_LIVE = 64;
    private static final int CHECKSUM_AT = 10;

    private OuterHeader() {}

    static void write(byte[] packet, int at, int totalBytes, SecurityAssociation association) {
        ByteBuffer header = ByteBuffer.wrap(packet, at, LENGTH_BYTES);
        header.putChar((char) VERSION_AND_LENGTH)
                .putChar((char) totalBytes)
                .putChar((char) 0)
                .putChar((char) DO_NOT_FRAGMENT)
                .put((byte) TIME_TO_LIVE)
                .put((byte) EspLayout.PROTOCOL_ESP)
                .putChar((char) 0)
                .putInt(association.source())
                .putInt(association.destination());
        header.putChar(at + CHECKSUM_AT, (char) checksum(header, at));
    }

    /** The ones' complement sum of RFC 1071; 0 over a header that carries its right checksum. */
    static int checksum(ByteBuffer packet, int at) {
        int sum = 0;
        for (int index = at; index < at + LENGTH_BYTES; index += Character.BYTES) {
            sum += packet.getChar(index);
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return ~sum & 0xFFFF;
    }
}
