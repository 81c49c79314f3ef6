package io.millrace.samples.capture;

import java.nio.ByteOrder;

/** The container of a capture: what a writer must repeat so that the output is of the same kind as the input. */
public record CaptureFormat(Kind kind, ByteOrder byteOrder) {

    /** The containers, told apart by the first four bytes of a file. */
    public enum Kind {
        /** Classic pcap whose time stamps count microseconds. */
        PCAP_MICROSECONDS(0xA1B2C3D4),
        /** Classic pcap whose time stamps count nanoseconds. */
        PCAP_NANOSECONDS(0xA1B23C4D),
        /** The block format, in which each interface has a link type and a clock of its own. */
        PCAPNG(0x0A0D0D0A);

        private final int magic;

        Kind(int magic) {
            this.magic = magic;
        }

        int magic() {
            return magic;
        }
    }
}
