package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class EspSealerTest {
    private final Random random = new Random(7);
    private final SecurityAssociation association = new SecurityAssociation(0x1001, new byte[16], new byte[4], 0, 0);

    @Test
    void shouldRefuseToGoBeyondTheLastSequenceNumber() throws EspException {
        byte[] packet = Packets.ip4(random, 60);
        EspSealer sealer = new EspSealer(0);
        sealer.seal(association, EspLayout.LAST_SEQUENCE_NUMBER, packet, 0, packet.length);
        assertSentence(
                "security association 0x00001001 is used up: expected at most 4294967295 packets, found sequence number"
                        + " 4294967296; generate new keys, and more of them with --sas",
                () -> sealer.seal(association, EspLayout.LAST_SEQUENCE_NUMBER + 1, packet, 0, packet.length));
    }

    @Test
    void shouldCarryTheLongestInnerPacketThatFitsAndRefuseTheNext() throws EspException {
        byte[] longest = Packets.ip4(random, EspLayout.INNER_LIMIT_BYTES);
        assertEquals(65_532, new EspSealer(0).seal(association, 1, longest, 0, longest.length).length);
        byte[] tooLong = Packets.ip4(random, EspLayout.INNER_LIMIT_BYTES + 1);
        assertSentence(
                "is too long for a tunnel: expected an IP packet of at most 65478 bytes, found 65479; record with"
                        + " segmentation offload switched off",
                () -> new EspSealer(0).seal(association, 1, tooLong, 0, tooLong.length));
    }

    private static void assertSentence(String sentence, Executable call) {
        assertEquals(sentence, assertThrows(EspException.class, call).getMessage());
    }
}
