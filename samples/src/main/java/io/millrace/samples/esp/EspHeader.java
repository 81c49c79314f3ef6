package io.millrace.samples.esp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the headers of a tunnel packet that was captured. */
final class EspHeader {
    private static final int PROTOCOL_AT = 9;
    private static final int FRAGMENT_AT = 6;
    private static final int MORE_FRAGMENTS_AND_OFFSET = 0x3FFF;

    private EspHeader() {}

    /** Why an IP packet is no whole ESP packet in IPv4, or null when it is one. */
    static @Nullable String refusal(byte[] frame, int ipAt, int ipBytes) {
        if (frame[ipAt] >> 4 != 4) {
            return "expected an ESP packet in IPv4, found IPv6";
        }
        int protocol = frame[ipAt + PROTOCOL_AT] & 0xFF;
        if (protocol != EspLayout.PROTOCOL_ESP) {
            return "expected an ESP packet (protocol 50), found protocol " + protocol;
        }
        if ((ByteBuffer.wrap(frame).getChar(ipAt + FRAGMENT_AT) & MORE_FRAGMENTS_AND_OFFSET) != 0) {
            return "expected a whole ESP packet, found a fragment of one";
        }
        int espBytes = ipAt + ipBytes - offset(frame, ipAt);
        return espBytes < EspLayout.espBytes(0)
                ? "expected an ESP packet of at least " + EspLayout.espBytes(0) + " bytes, found " + espBytes
                : null;
    }

    /** Where the SPI stands, behind an outer header that may have options. */
    static int offset(byte[] frame, int ipAt) {
        return ipAt + (frame[ipAt] & 0xF) * 4;
    }

    static int securityParametersIndex(byte[] frame, int header) {
        return ByteBuffer.wrap(frame).getInt(header);
    }

    static long sequenceNumber(byte[] frame, int header) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(frame).getInt(header + 4));
    }
}
