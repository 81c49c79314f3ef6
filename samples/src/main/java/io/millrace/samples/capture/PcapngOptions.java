package io.millrace.samples.capture;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The options of an interface that a packet's time stamp depends on; the others are skipped. */
final class PcapngOptions {
    static final int END = 0;
    static final int CLOCK_RESOLUTION = 9;
    static final int CLOCK_RESOLUTION_BYTES = 1;
    static final int CLOCK_OFFSET = 14;
    static final int CLOCK_OFFSET_BYTES = 8;
    static final int HEADER_BYTES = 4;

    private PcapngOptions() {}

    static CaptureInterface readInterface(int number, int linkType, PcapngBlock block, ByteBuffer words)
            throws IOException {
        int resolution = CaptureInterface.MICROSECONDS;
        long offset = 0;
        while (block.left() >= HEADER_BYTES) {
            block.words(HEADER_BYTES);
            int code = words.getChar(0);
            int length = words.getChar(2);
            int padded = padded(length);
            if (code == END) {
                break;
            }
            if (padded > block.left()) {
                throw block.damaged("room for the " + length + " bytes of option " + code, Long.toString(block.left()));
            }
            if (code == CLOCK_RESOLUTION && length == CLOCK_RESOLUTION_BYTES) {
                block.words(padded);
                resolution = words.get(0) & 0xFF;
            } else if (code == CLOCK_OFFSET && length == CLOCK_OFFSET_BYTES) {
                block.words(padded);
                offset = words.getLong(0);
            } else {
                block.skip(padded);
            }
        }
        return new CaptureInterface(number, linkType, resolution, offset);
    }

    static int padded(int length) {
        return (length + 3) & ~3;
    }
}
