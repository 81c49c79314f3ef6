package io.millrace.samples.esp;

/** Where things stand in a tunnel packet, and the numbers of RFC 4303 and RFC 4106. */
final class EspLayout {
    static final int OUTER_BYTES = OuterHeader.LENGTH_BYTES;
    /** SPI and sequence number, which are also the additional authenticated data. */
    static final int HEADER_BYTES = 8;

    static final int VECTOR_BYTES = 8;
    static final int NONCE_BYTES = SecurityAssociation.SALT_BYTES + VECTOR_BYTES;
    static final int TAG_BYTES = 16;
    /** Pad length and next header. */
    static final int TRAILER_BYTES = 2;

    static final int PROTOCOL_ESP = 50;
    static final int NEXT_HEADER_IPV4 = 4;
    static final int NEXT_HEADER_IPV6 = 41;
    /** RFC 4303 3.3.3: a sender must not let its counter cycle. */
    static final long LAST_SEQUENCE_NUMBER = 0xFFFF_FFFFL;

    private static final int IPV4_LIMIT_BYTES = 0xFFFF;
    private static final int ALIGNMENT = 4;
    /** The longest inner packet that the length field of the outer header can carry. */
    static final int INNER_LIMIT_BYTES =
            (IPV4_LIMIT_BYTES - OUTER_BYTES - HEADER_BYTES - VECTOR_BYTES - TAG_BYTES) / ALIGNMENT * ALIGNMENT
                    - TRAILER_BYTES;

    private EspLayout() {}

    /** Inner packet, padding and trailer: a multiple of four bytes. */
    static int plainBytes(int innerBytes) {
        return (innerBytes + TRAILER_BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** The ESP packet from its SPI to the end of its tag. */
    static int espBytes(int innerBytes) {
        return HEADER_BYTES + VECTOR_BYTES + plainBytes(innerBytes) + TAG_BYTES;
    }
}
