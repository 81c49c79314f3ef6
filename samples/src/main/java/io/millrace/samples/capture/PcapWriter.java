package io.millrace.samples.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes classic pcap in either byte order and with either unit of time. */
final class PcapWriter implements CaptureWriter {
    private final OutputStream stream;
    private final CaptureFormat format;
    private final ByteBuffer header;
    private @Nullable CaptureInterface described;

    PcapWriter(OutputStream stream, CaptureFormat format) {
        this.stream = stream;
        this.format = format;
        this.header = ByteBuffer.allocate(PcapReader.FILE_HEADER_BYTES).order(format.byteOrder());
    }

    @Override
    public void describe(CaptureInterface origin) throws IOException {
        if (origin.equals(described)) {
            return;
        }
        if (described != null) {
            throw new IllegalArgumentException(
                    "a pcap file has one interface: expected=" + described + ", found=" + origin);
        }
        described = origin;
        header.clear()
                .putInt(format.kind().magic())
                .putChar((char) PcapReader.MAJOR_VERSION)
                .putChar((char) PcapReader.MINOR_VERSION)
                .putLong(0)
                .putInt(CaptureReader.PACKET_LIMIT_BYTES)
                .putInt(origin.linkType());
        stream.write(header.array(), 0, PcapReader.FILE_HEADER_BYTES);
    }

    @Override
    public void write(Packet packet) throws IOException {
        describe(packet.origin());
        int length = packet.frame().length;
        header.clear()
                .putInt((int) (packet.stamp() >>> Integer.SIZE))
                .putInt((int) packet.stamp())
                .putInt(length)
                .putInt(length);
        stream.write(header.array(), 0, PcapReader.PACKET_HEADER_BYTES);
        stream.write(packet.frame());
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
