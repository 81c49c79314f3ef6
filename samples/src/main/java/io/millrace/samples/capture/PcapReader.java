package io.millrace.samples.capture;

import io.millrace.samples.capture.CaptureFormat.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads classic pcap: a 24-byte file header, then a 16-byte header before each packet. */
final class PcapReader implements CaptureReader {
    static final int MAJOR_VERSION = 2;
    static final int MINOR_VERSION = 4;
    static final int FILE_HEADER_BYTES = 24;
    static final int PACKET_HEADER_BYTES = 16;
    private static final int MAGIC_BYTES = 4;
    /** The upper half of the field says whether frames end in a checksum, which IP lengths make irrelevant here. */
    private static final int LINK_TYPE_MASK = 0xFFFF;

    private final CaptureInput input;
    private final CaptureFormat format;
    private final CaptureInterface origin;
    private final ByteBuffer header;
    private long count;

    PcapReader(CaptureInput input, CaptureFormat format) throws IOException {
        this.input = input;
        this.format = format;
        this.header = ByteBuffer.allocate(FILE_HEADER_BYTES).order(format.byteOrder());
        int rest = FILE_HEADER_BYTES - MAGIC_BYTES;
        int found = input.read(header, rest);
        if (found < rest) {
            throw new CaptureException("truncated capture: expected a file header of " + FILE_HEADER_BYTES
                    + " bytes, found " + (found + MAGIC_BYTES));
        }
        int major = header.getChar(0);
        int minor = header.getChar(2);
        if (major != MAJOR_VERSION || minor != MINOR_VERSION) {
            throw new CaptureException("unknown pcap version: expected 2.4, found " + major + "." + minor
                    + "; convert the capture with editcap");
        }
        int resolution =
                format.kind() == Kind.PCAP_NANOSECONDS ? CaptureInterface.NANOSECONDS : CaptureInterface.MICROSECONDS;
        this.origin = new CaptureInterface(0, header.getInt(16) & LINK_TYPE_MASK, resolution, 0);
    }

    @Override
    public CaptureFormat format() {
        return format;
    }

    @Override
    public List<CaptureInterface> interfaces() {
        return List.of(origin);
    }

    @Override
    public @Nullable Packet next() throws IOException {
        long at = input.position();
        int found = input.read(header, PACKET_HEADER_BYTES);
        if (found == 0) {
            return null;
        }
        long number = ++count;
        if (found < PACKET_HEADER_BYTES) {
            throw CaptureException.truncatedPacket(number, at, "header", PACKET_HEADER_BYTES, found);
        }
        int captured = header.getInt(8);
        PacketLengths.check(number, at, captured, header.getInt(12));
        byte[] frame = new byte[captured];
        int data = input.read(frame, 0, captured);
        if (data < captured) {
            throw CaptureException.truncatedPacket(number, at, "data", captured, data);
        }
        long stamp = (long) header.getInt(0) << Integer.SIZE | Integer.toUnsignedLong(header.getInt(4));
        return new Packet(number, origin, stamp, frame);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
