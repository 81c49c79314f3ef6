package io.millrace.samples.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The kinds of frame whose IP packets can be found and exchanged. */
public enum LinkLayer {
    /** Ethernet, with any number of VLAN tags. */
    ETHERNET(1) {
        @Override
        public int headerLength(byte[] frame) {
            int at = 12;
            while (at + 2 <= frame.length && isTag(word(frame, at))) {
                at += 4;
            }
            return isIp(frame, at) ? at + 2 : -1;
        }
    },
    /** No link header: the version in the packet tells IPv4 and IPv6 apart. */
    RAW(101) {
        @Override
        public int headerLength(byte[] frame) {
            return 0;
        }

        @Override
        public int version(byte[] frame, int headerLength) {
            return frame.length > 0 ? IpPacket.version(frame, 0) : -1;
        }

        @Override
        public void changeVersion(byte[] frame, int headerLength, int version) {
            // The packet itself says it.
        }
    },
    /** BSD loopback: the address family in the byte order of the recording machine. */
    NULL(0) {
        @Override
        public int headerLength(byte[] frame) {
            return frame.length >= 4 && version(frame, 4) > 0 ? 4 : -1;
        }

        @Override
        public int version(byte[] frame, int headerLength) {
            return familyVersion(Math.min(family(frame), Integer.reverseBytes(family(frame))));
        }

        @Override
        public void changeVersion(byte[] frame, int headerLength, int version) {
            boolean little = Integer.compareUnsigned(family(frame), FAMILY_LIMIT) > 0;
            int family = version == 4 ? FAMILY_IPV4 : FAMILY_IPV6_DARWIN;
            putFamily(frame, little ? Integer.reverseBytes(family) : family);
        }
    },
    /** OpenBSD loopback: the address family in network byte order. */
    LOOP(108) {
        @Override
        public int headerLength(byte[] frame) {
            return frame.length >= 4 && version(frame, 4) > 0 ? 4 : -1;
        }

        @Override
        public int version(byte[] frame, int headerLength) {
            return familyVersion(family(frame));
        }

        @Override
        public void changeVersion(byte[] frame, int headerLength, int version) {
            putFamily(frame, version == 4 ? FAMILY_IPV4 : FAMILY_IPV6_OPENBSD);
        }
    },
    /** Linux "any" device, 16 bytes that end in the protocol. */
    LINUX_COOKED(113) {
        @Override
        public int headerLength(byte[] frame) {
            return isIp(frame, 14) ? 16 : -1;
        }
    },
    /** Linux "any" device, second version: 20 bytes that begin with the protocol. */
    LINUX_COOKED_2(276) {
        @Override
        public int headerLength(byte[] frame) {
            return frame.length >= 20 && isIp(frame, 0) ? 20 : -1;
        }

        @Override
        int protocolAt(int headerLength) {
            return 0;
        }
    };

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int FAMILY_IPV4 = 2;
    private static final int FAMILY_IPV6_LINUX = 10;
    private static final int FAMILY_IPV6_OPENBSD = 24;
    private static final int FAMILY_IPV6_FREEBSD = 28;
    private static final int FAMILY_IPV6_DARWIN = 30;
    private static final int FAMILY_LIMIT = 0xFFFF;
    private static final int LINKTYPE_IPV4 = 228;
    private static final int LINKTYPE_IPV6 = 229;

    private final int linkType;

    LinkLayer(int linkType) {
        this.linkType = linkType;
    }

    /** The layer of a link type, or null when it is not known. */
    public static @Nullable LinkLayer of(int linkType) {
        if (linkType == LINKTYPE_IPV4 || linkType == LINKTYPE_IPV6) {
            return RAW;
        }
        for (LinkLayer layer : values()) {
            if (layer.linkType == linkType) {
                return layer;
            }
        }
        return null;
    }

    /** The link type to write: link types that fix the IP version become raw IP, since a tunnel changes the version. */
    public int linkType() {
        return linkType;
    }

    /** How many bytes stand before the IP packet of a frame, or -1 when the frame says that it carries none. */
    public abstract int headerLength(byte[] frame);

    /** The IP version that the link header announces, for a frame with a header of that length. */
    public int version(byte[] frame, int headerLength) {
        return word(frame, protocolAt(headerLength)) == IPV4 ? 4 : 6;
    }

    /** Makes the link header announce another IP version. */
    public void changeVersion(byte[] frame, int headerLength, int version) {
        ByteBuffer.wrap(frame).putChar(protocolAt(headerLength), (char) (version == 4 ? IPV4 : IPV6));
    }

    int protocolAt(int headerLength) {
        return headerLength - 2;
    }

    private static int word(byte[] frame, int at) {
        return ByteBuffer.wrap(frame).getChar(at);
    }

    private static boolean isIp(byte[] frame, int at) {
        if (at + 2 > frame.length) {
            return false;
        }
        int protocol = word(frame, at);
        return protocol == IPV4 || protocol == IPV6;
    }

    private static boolean isTag(int type) {
        return type == 0x8100 || type == 0x88A8 || type == 0x9100;
    }

    private static int family(byte[] frame) {
        return ByteBuffer.wrap(frame).order(ByteOrder.BIG_ENDIAN).getInt(0);
    }

    private static void putFamily(byte[] frame, int family) {
        ByteBuffer.wrap(frame).putInt(0, family);
    }

    private static int familyVersion(int family) {
        return switch (family) {
            case FAMILY_IPV4 -> 4;
            case FAMILY_IPV6_LINUX, FAMILY_IPV6_OPENBSD, FAMILY_IPV6_FREEBSD, FAMILY_IPV6_DARWIN -> 6;
            default -> -1;
        };
    }
}
