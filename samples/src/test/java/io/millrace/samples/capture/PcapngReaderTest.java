package io.millrace.samples.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks that the writer never makes. */
final class PcapngReaderTest {
    private final ByteBuffer file = ByteBuffer.allocate(4096);

    @Test
    void shouldReadSimpleAndOldPacketBlocksAndSkipOthers() throws IOException {
        section(ByteOrder.BIG_ENDIAN);
        description(101);
        begin(0x0BAD, 8).putLong(-1);
        end(20);
        begin(PcapngBlock.SIMPLE_PACKET, 8).putInt(3).put(new byte[] {1, 2, 3, 0});
        end(20);
        begin(PcapngBlock.OLD_PACKET, 24)
                .putInt(0)
                .putInt(5)
                .putInt(6)
                .putInt(2)
                .putInt(2)
                .put(new byte[] {4, 5, 0, 0});
        end(36);

        List<Packet> packets = read();

        assertEquals(2, packets.size());
        assertArrayEquals(new byte[] {1, 2, 3}, packets.get(0).frame());
        assertEquals(0, packets.get(0).stamp());
        assertArrayEquals(new byte[] {4, 5}, packets.get(1).frame());
        assertEquals(5L << 32 | 6, packets.get(1).stamp());
    }

    @Test
    void shouldStartInterfacesAnewWithASectionOfTheOtherByteOrder() throws IOException {
        section(ByteOrder.LITTLE_ENDIAN);
        description(1);
        packet(0, 7);
        section(ByteOrder.BIG_ENDIAN);
        description(101);
        packet(0, 8);

        List<Packet> packets = read();

        assertEquals(new CaptureInterface(0, 1, 6, 0), packets.get(0).origin());
        assertEquals(new CaptureInterface(1, 101, 6, 0), packets.get(1).origin());
        assertEquals(8, packets.get(1).stamp());
    }

    private void section(ByteOrder order) {
        file.order(order);
        begin(PcapngBlock.SECTION_HEADER, 16)
                .putInt(PcapngBlock.BYTE_ORDER_MAGIC)
                .putChar((char) 1)
                .putChar((char) 0);
        file.putLong(-1);
        end(28);
    }

    private void description(int linkType) {
        begin(PcapngBlock.INTERFACE_DESCRIPTION, 16)
                .putChar((char) linkType)
                .putChar((char) 0)
                .putInt(0);
        file.putChar((char) 2).putChar((char) 2).put(new byte[] {'l', 'o', 0, 0});
        end(28);
    }

    private void packet(int interfaceId, int stamp) {
        begin(PcapngBlock.ENHANCED_PACKET, 24)
                .putInt(interfaceId)
                .putInt(0)
                .putInt(stamp)
                .putInt(1)
                .putInt(1)
                .putInt(0);
        end(36);
    }

    private ByteBuffer begin(int type, int bodyBytes) {
        return file.putInt(type).putInt(bodyBytes + PcapngBlock.FRAME_BYTES);
    }

    private void end(int lengthBytes) {
        file.putInt(lengthBytes);
    }

    private List<Packet> read() throws IOException {
        byte[] bytes = new byte[file.position()];
        file.get(0, bytes);
        return CaptureFiles.read(bytes);
    }
}
