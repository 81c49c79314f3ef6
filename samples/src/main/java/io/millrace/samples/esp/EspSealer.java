package io.millrace.samples.esp;

import java.nio.ByteBuffer;

/** Puts IP packets into ESP tunnel packets. Belongs to one worker. */
final class EspSealer {
    private final GcmCipher cipher = new GcmCipher();
    private final long vectorBase;

    /**
     * Creates a sealer.
     *
     * @param run how often the keys have been used before. It is the upper half of every initialization vector, whose
     *     lower half is the sequence number: so a key file that is used again never repeats a vector, and in the first
     *     run the vector is the sequence number.
     */
    EspSealer(int run) {
        this.vectorBase = Integer.toUnsignedLong(run) << Integer.SIZE;
    }

    /**
     * Builds the frame that carries the packet of another frame through the tunnel: the same link header, the outer
     * header, the ESP packet. Whatever follows the inner packet in its frame stays behind.
     */
    byte[] seal(SecurityAssociation association, long sequenceNumber, byte[] frame, int linkBytes, int innerBytes)
            throws EspException {
        if (sequenceNumber > EspLayout.LAST_SEQUENCE_NUMBER) {
            throw new EspException("security association " + association + " is used up: expected at most "
                    + EspLayout.LAST_SEQUENCE_NUMBER + " packets, found sequence number " + sequenceNumber
                    + "; generate new keys, and more of them with --sas");
        }
        if (innerBytes > EspLayout.INNER_LIMIT_BYTES) {
            throw new EspException("is too long for a tunnel: expected an IP packet of at most "
                    + EspLayout.INNER_LIMIT_BYTES + " bytes, found " + innerBytes
                    + "; record with segmentation offload switched off");
        }
        int outerBytes = EspLayout.OUTER_BYTES + EspLayout.espBytes(innerBytes);
        byte[] sealed = new byte[linkBytes + outerBytes];
        System.arraycopy(frame, 0, sealed, 0, linkBytes);
        OuterHeader.write(sealed, linkBytes, outerBytes, association);
        int nextHeader = frame[linkBytes] >> 4 == 6 ? EspLayout.NEXT_HEADER_IPV6 : EspLayout.NEXT_HEADER_IPV4;
        int header = linkBytes + EspLayout.OUTER_BYTES;
        putHeader(sealed, header, association, sequenceNumber, vectorBase | sequenceNumber);
        putPlain(sealed, header + EspLayout.HEADER_BYTES + EspLayout.VECTOR_BYTES, frame, linkBytes, innerBytes);
        sealed[sealed.length - EspLayout.TAG_BYTES - 1] = (byte) nextHeader;
        cipher.seal(association, sealed, header, EspLayout.plainBytes(innerBytes));
        return sealed;
    }

    /** Writes SPI, sequence number and initialization vector. */
    static void putHeader(byte[] packet, int at, SecurityAssociation association, long sequenceNumber, long vector) {
        ByteBuffer.wrap(packet)
                .putInt(at, association.securityParametersIndex())
                .putInt(at + 4, (int) sequenceNumber)
                .putLong(at + EspLayout.HEADER_BYTES, vector);
    }

    /** Writes the inner packet, the padding 1, 2, 3 of RFC 4303 2.4, and the pad length. */
    static void putPlain(byte[] packet, int at, byte[] inner, int innerAt, int innerBytes) {
        System.arraycopy(inner, innerAt, packet, at, innerBytes);
        int padding = EspLayout.plainBytes(innerBytes) - innerBytes - EspLayout.TRAILER_BYTES;
        for (int pad = 1; pad <= padding; pad++) {
            packet[at + innerBytes + pad - 1] = (byte) pad;
        }
        packet[at + innerBytes + padding] = (byte) padding;
    }
}
