package io.millrace.samples.capture;

import java.nio.ByteBuffer;

/** What the header of an IP packet says about its extent. */
public final class IpPacket {
    private static final int IPV4_HEADER_BYTES = 20;
    private static final int IPV6_HEADER_BYTES = 40;
    private static final int IPV6_NO_NEXT_HEADER = 59;

    private IpPacket() {}

    /** The version, 4 or 6, that the first byte of a packet states. */
    public static int version(byte[] frame, int offset) {
        return frame[offset] >> 4 & 0xF;
    }

    /**
     * The length in bytes that the packet at an offset states, or -1 when no whole IP packet of that version lies
     * there. What follows it in the frame is padding of the link. A length left to the network card (0, from
     * segmentation offload) counts as none.
     */
    public static int length(byte[] frame, int offset, int version) {
        int available = frame.length - offset;
        int length = version == 4 ? length4(frame, offset, available) : length6(frame, offset, available);
        return length > available ? -1 : length;
    }

    private static int length4(byte[] frame, int offset, int available) {
        if (available < IPV4_HEADER_BYTES || version(frame, offset) != 4) {
            return -1;
        }
        int headerBytes = (frame[offset] & 0xF) * 4;
        int length = ByteBuffer.wrap(frame).getChar(offset + 2);
        return headerBytes < IPV4_HEADER_BYTES || length < headerBytes ? -1 : length;
    }

    private static int length6(byte[] frame, int offset, int available) {
        if (available < IPV6_HEADER_BYTES || version(frame, offset) != 6) {
            return -1;
        }
        int payload = ByteBuffer.wrap(frame).getChar(offset + 4);
        return payload == 0 && frame[offset + 6] != IPV6_NO_NEXT_HEADER ? -1 : IPV6_HEADER_BYTES + payload;
    }
}
