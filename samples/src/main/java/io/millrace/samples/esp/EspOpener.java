package io.millrace.samples.esp;

import io.millrace.samples.capture.IpPacket;

/** Takes IP packets out of ESP tunnel packets. Belongs to one worker. */
final class EspOpener {
    private final GcmCipher cipher = new GcmCipher();

    /**
     * Verifies and decrypts.
     *
     * @param header where the SPI stands in the frame
     * @param espBytes from the SPI to the end of the tag
     * @return a frame with the same link header and the inner packet
     */
    byte[] open(SecurityAssociation association, byte[] frame, int linkBytes, int header, int espBytes)
            throws EspException {
        int plainBytes = espBytes - EspLayout.HEADER_BYTES - EspLayout.VECTOR_BYTES - EspLayout.TAG_BYTES;
        if (plainBytes < EspLayout.TRAILER_BYTES) {
            throw new EspException(
                    "expected an ESP packet of at least " + EspLayout.espBytes(0) + " bytes, found " + espBytes);
        }
        byte[] plain = new byte[plainBytes];
        if (!cipher.open(association, frame, header, espBytes, plain)) {
            throw new EspException("expected an authentic packet, found a tag that does not match: the key is wrong or"
                    + " the packet was changed");
        }
        int innerBytes = innerBytes(plain);
        byte[] opened = new byte[linkBytes + innerBytes];
        System.arraycopy(frame, 0, opened, 0, linkBytes);
        System.arraycopy(plain, 0, opened, linkBytes, innerBytes);
        return opened;
    }

    /** Checks the trailer, which the tag has already shown to be the sender's. */
    private static int innerBytes(byte[] plain) throws EspException {
        int nextHeader = plain[plain.length - 1];
        int padding = plain[plain.length - EspLayout.TRAILER_BYTES] & 0xFF;
        int innerBytes = plain.length - EspLayout.TRAILER_BYTES - padding;
        if (nextHeader != EspLayout.NEXT_HEADER_IPV4 && nextHeader != EspLayout.NEXT_HEADER_IPV6) {
            throw new EspException(
                    "expected a tunnelled packet (next header 4 or 41), found next header " + (nextHeader & 0xFF));
        }
        int version = nextHeader == EspLayout.NEXT_HEADER_IPV4 ? 4 : 6;
        int found = innerBytes < 0 ? -1 : IpPacket.length(plain, 0, version);
        if (found < 0 || found != innerBytes) {
            throw new EspException("expected an inner IPv" + version + " packet of " + innerBytes
                    + " bytes, found one whose length field says otherwise");
        }
        return innerBytes;
    }
}
