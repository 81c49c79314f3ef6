package io.millrace.samples.esp;

import java.nio.ByteBuffer;
import java.util.Random;

/** Made-up IP packets and keys. */
final class Packets {
    private Packets() {}

    static byte[] ip4(Random random, int length) {
        byte[] packet = random(random, length);
        packet[0] = 0x45;
        ByteBuffer.wrap(packet).putChar(2, (char) length);
        return packet;
    }

    static byte[] ip6(Random random, int length) {
        byte[] packet = random(random, length);
        packet[0] = 0x60;
        packet[6] = 59;
        ByteBuffer.wrap(packet).putChar(4, (char) (length - 40));
        return packet;
    }

    static byte[] ethernet(byte[] ip, int trailingBytes) {
        byte[] frame = new byte[14 + ip.length + trailingBytes];
        frame[5] = 1;
        frame[11] = 2;
        ByteBuffer.wrap(frame).putChar(12, (char) (ip[0] >> 4 == 6 ? 0x86DD : 0x0800));
        System.arraycopy(ip, 0, frame, 14, ip.length);
        return frame;
    }

    static SecurityAssociation association(Random random, int keyBytes) {
        return new SecurityAssociation(
                0x1001 + random.nextInt(1000), random(random, keyBytes), random(random, 4), 0xC0000201, 0xC6336401);
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
