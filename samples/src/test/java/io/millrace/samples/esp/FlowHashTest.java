package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FlowHashTest {
    private final Random random = new Random(11);

    @Test
    void shouldKeepAFlowTogetherWhateverElseChanges() {
        byte[] one = tcp(4711, 80);
        byte[] other = one.clone();
        other[4] ^= 1;
        other[8] ^= 1;
        other[50] ^= 1;
        assertEquals(FlowHash.of(one, 0, 60), FlowHash.of(other, 0, 60));
        assertNotEquals(FlowHash.of(one, 0, 60), FlowHash.of(tcp(4712, 80), 0, 60));
    }

    @Test
    void shouldKeepFragmentsTogether() {
        byte[] first = tcp(4711, 80);
        ByteBuffer.wrap(first).putChar(6, (char) 0x2000);
        byte[] second = tcp(1, 2);
        ByteBuffer.wrap(second).putChar(6, (char) 0x0010);
        assertEquals(FlowHash.of(first, 0, 60), FlowHash.of(second, 0, 60));
    }

    @Test
    void shouldFindThePortsBehindExtensionHeaders() {
        byte[] one = Packets.ip6(random, 80);
        one[6] = 0;
        one[40] = 17;
        one[41] = 0;
        byte[] other = one.clone();
        other[48] ^= 1;
        assertNotEquals(FlowHash.of(one, 0, 80), FlowHash.of(other, 0, 80));
        other[48] ^= 1;
        other[60] ^= 1;
        assertEquals(FlowHash.of(one, 0, 80), FlowHash.of(other, 0, 80));
    }

    @Test
    void shouldSpreadFlowsEvenly() {
        int[] counts = new int[5];
        for (int port = 1; port <= 5000; port++) {
            counts[FlowHash.spread(tcp(port, 80), 0, 60, counts.length)]++;
        }
        for (int count : counts) {
            assertTrue(count > 800 && count < 1200, "count=" + count);
        }
    }

    @Test
    void shouldReadNothingBeyondThePacket() {
        for (int length = 40; length < 60; length++) {
            byte[] packet = Packets.ip6(random, length);
            packet[6] = 0;
            FlowHash.of(packet, 0, length);
            byte[] short4 = Packets.ip4(random, 20 + length % 4);
            short4[0] = 0x4F;
            short4[9] = 6;
            FlowHash.of(short4, 0, short4.length);
        }
    }

    private static byte[] tcp(int source, int destination) {
        byte[] packet = new byte[60];
        packet[0] = 0x45;
        packet[9] = 6;
        ByteBuffer.wrap(packet).putInt(12, 0x0A000001).putInt(16, 0x0A000002);
        ByteBuffer.wrap(packet).putChar(20, (char) source).putChar(22, (char) destination);
        return packet;
    }
}
