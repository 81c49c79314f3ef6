package io.millrace.samples.esp;

import java.nio.ByteBuffer;

/**
 * Numbers the flow of an IP packet by its addresses, protocol and ports. Fragments are numbered without ports, which
 * only the first one has, so that all fragments of a packet stay together. A packet has the same number in every run.
 */
final class FlowHash {
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int SCTP = 132;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int IPV6_HEADER_BYTES = 40;
    private static final int MORE_FRAGMENTS_AND_OFFSET = 0x3FFF;

    private FlowHash() {}

    /** Which of {@code count} associations carries the flow of the packet at an offset of a frame. */
    static int spread(byte[] frame, int offset, int length, int count) {
        return count == 1 ? 0 : Integer.remainderUnsigned(of(frame, offset, length), count);
    }

    static int of(byte[] frame, int offset, int length) {
        ByteBuffer packet = ByteBuffer.wrap(frame);
        return frame[offset] >> 4 == 6 ? of6(packet, offset, length) : of4(packet, offset, length);
    }

    private static int of4(ByteBuffer packet, int offset, int length) {
        int protocol = packet.get(offset + 9) & 0xFF;
        int hash = mix(mix(mix(1, packet.getInt(offset + 12)), packet.getInt(offset + 16)), protocol);
        boolean fragment = (packet.getChar(offset + 6) & MORE_FRAGMENTS_AND_OFFSET) != 0;
        int ports = (packet.get(offset) & 0xF) * 4;
        return finish(fragment ? hash : mixPorts(hash, packet, protocol, offset, ports, length));
    }

    private static int of6(ByteBuffer packet, int offset, int length) {
        int hash = 1;
        for (int word = offset + 8; word < offset + IPV6_HEADER_BYTES; word += Integer.BYTES) {
            hash = mix(hash, packet.getInt(word));
        }
        int protocol = packet.get(offset + 6) & 0xFF;
        int at = IPV6_HEADER_BYTES;
        while ((protocol == HOP_BY_HOP || protocol == ROUTING || protocol == DESTINATION_OPTIONS) && at + 8 <= length) {
            protocol = packet.get(offset + at) & 0xFF;
            at += ((packet.get(offset + at + 1) & 0xFF) + 1) * 8;
        }
        // The fragment header hides what follows it from all fragments but the first.
        hash = mix(hash, protocol);
        return finish(protocol == FRAGMENT ? hash : mixPorts(hash, packet, protocol, offset, at, length));
    }

    private static int mixPorts(int hash, ByteBuffer packet, int protocol, int offset, int at, int length) {
        boolean hasPorts = protocol == TCP || protocol == UDP || protocol == SCTP;
        return hasPorts && at + Integer.BYTES <= length ? mix(hash, packet.getInt(offset + at)) : hash;
    }

    private static int mix(int hash, int word) {
        return (Integer.rotateLeft(hash, 13) ^ word) * 0x9E3779B1;
    }

    private static int finish(int hash) {
        int folded = (hash ^ hash >>> 15) * 0x85EBCA77;
        return folded ^ folded >>> 13;
    }
}
