package io.millrace.samples.capture;

import io.millrace.samples.capture.CaptureFormat.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Tells the formats apart by their first four bytes. */
final class CaptureSniffer {
    private static final int MAGIC_BYTES = 4;
    private static final int GZIP_MAGIC = 0x1F8B;

    private CaptureSniffer() {}

    static CaptureReader open(CaptureInput input) throws IOException {
        ByteBuffer magic = ByteBuffer.allocate(MAGIC_BYTES);
        int found = input.read(magic, MAGIC_BYTES);
        if (found < MAGIC_BYTES) {
            throw new CaptureException("not a capture: expected the 4 bytes of a pcap or pcapng magic number, found "
                    + found + " bytes in the whole file");
        }
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            int value = magic.order(order).getInt(0);
            for (Kind kind : Kind.values()) {
                if (value == kind.magic()) {
                    return kind == Kind.PCAPNG
                            ? new PcapngReader(input)
                            : new PcapReader(input, new CaptureFormat(kind, order));
                }
            }
        }
        throw unknown(magic.array());
    }

    private static CaptureException unknown(byte[] magic) {
        boolean compressed = ByteBuffer.wrap(magic).getChar(0) == GZIP_MAGIC;
        return new CaptureException("not a capture: expected a pcap or pcapng magic number, found "
                + HexFormat.of().formatHex(magic)
                + (compressed ? ", which is gzip; decompress the file first" : "; give a pcap or pcapng file"));
    }
}
