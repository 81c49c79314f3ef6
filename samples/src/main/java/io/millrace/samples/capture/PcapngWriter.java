package io.millrace.samples.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** Writes pcapng as one section of interface descriptions and enhanced packet blocks. */
final class PcapngWriter implements CaptureWriter {
    private static final int SECTION_BYTES = 28;
    private static final int INTERFACE_BYTES = 44;
    private static final int PACKET_FRAME_BYTES = 32;
    private static final byte[] PADDING = new byte[3];

    private final OutputStream stream;
    private final ByteBuffer block;
    private final Map<CaptureInterface, Integer> described = new HashMap<>();

    PcapngWriter(OutputStream stream, ByteOrder order) throws IOException {
        this.stream = stream;
        this.block = ByteBuffer.allocate(INTERFACE_BYTES).order(order);
        begin(PcapngBlock.SECTION_HEADER, SECTION_BYTES)
                .putInt(PcapngBlock.BYTE_ORDER_MAGIC)
                .putChar((char) 1)
                .putChar((char) 0)
                .putLong(-1)
                .putInt(SECTION_BYTES);
        flush();
    }

    @Override
    public void describe(CaptureInterface origin) throws IOException {
        interfaceId(origin);
    }

    @Override
    public void write(Packet packet) throws IOException {
        int interfaceId = interfaceId(packet.origin());
        int length = packet.frame().length;
        int padded = PcapngOptions.padded(length);
        begin(PcapngBlock.ENHANCED_PACKET, PACKET_FRAME_BYTES + padded)
                .putInt(interfaceId)
                .putInt((int) (packet.stamp() >>> Integer.SIZE))
                .putInt((int) packet.stamp())
                .putInt(length)
                .putInt(length);
        flush();
        stream.write(packet.frame());
        stream.write(PADDING, 0, padded - length);
        block.clear().putInt(PACKET_FRAME_BYTES + padded);
        flush();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private int interfaceId(CaptureInterface origin) throws IOException {
        Integer known = described.get(origin);
        if (known != null) {
            return known;
        }
        int interfaceId = described.size();
        described.put(origin, interfaceId);
        begin(PcapngBlock.INTERFACE_DESCRIPTION, INTERFACE_BYTES)
                .putChar((char) origin.linkType())
                .putChar((char) 0)
                .putInt(0)
                .putChar((char) PcapngOptions.CLOCK_RESOLUTION)
                .putChar((char) PcapngOptions.CLOCK_RESOLUTION_BYTES)
                .put((byte) origin.clockResolution())
                .put(PADDING)
                .putChar((char) PcapngOptions.CLOCK_OFFSET)
                .putChar((char) PcapngOptions.CLOCK_OFFSET_BYTES)
                .putLong(origin.clockOffset())
                .putInt(PcapngOptions.END)
                .putInt(INTERFACE_BYTES);
        flush();
        return interfaceId;
    }

    private ByteBuffer begin(int type, int lengthBytes) {
        return block.clear().putInt(type).putInt(lengthBytes);
    }

    private void flush() throws IOException {
        stream.write(block.array(), 0, block.position());
    }
}
