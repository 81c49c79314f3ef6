package io.millrace.samples.esp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

final class SealPropertyTest {
    private static final int LINK_BYTES = 14;
    private static final int HEADER = LINK_BYTES + EspLayout.OUTER_BYTES;

    @Property(tries = 500)
    void shouldOpenWhatWasSealed(
            @ForAll @IntRange(min = 40, max = 3000) int length,
            @ForAll @LongRange(min = 1, max = EspLayout.LAST_SEQUENCE_NUMBER) long sequenceNumber,
            @ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int run,
            @ForAll boolean longKey,
            @ForAll long seed)
            throws EspException {
        Random random = new Random(seed);
        byte[] inner = random.nextBoolean() ? Packets.ip4(random, length) : Packets.ip6(random, length);
        SecurityAssociation association = Packets.association(random, longKey ? 32 : 16);
        byte[] frame = Packets.ethernet(inner, random.nextInt(20));

        byte[] sealed = new EspSealer(run).seal(association, sequenceNumber, frame, LINK_BYTES, length);

        ByteBuffer outer = ByteBuffer.wrap(sealed);
        assertEquals(0, OuterHeader.checksum(outer, LINK_BYTES));
        assertEquals(sealed.length - LINK_BYTES, outer.getChar(LINK_BYTES + 2));
        assertEquals(association.securityParametersIndex(), outer.getInt(HEADER));
        assertEquals((int) sequenceNumber, outer.getInt(HEADER + 4));
        assertEquals(((long) run << 32) + sequenceNumber, outer.getLong(HEADER + 8));
        byte[] opened = new EspOpener().open(association, sealed, LINK_BYTES, HEADER, sealed.length - HEADER);
        assertArrayEquals(Arrays.copyOf(frame, LINK_BYTES + length), opened);
    }

    @Property(tries = 500)
    void shouldRefuseAnyChangedBit(@ForAll @IntRange(min = 40, max = 300) int length, @ForAll long seed)
            throws EspException {
        Random random = new Random(seed);
        SecurityAssociation association = Packets.association(random, 16);
        byte[] frame = Packets.ethernet(Packets.ip4(random, length), 0);
        byte[] sealed = new EspSealer(0).seal(association, 1, frame, LINK_BYTES, length);

        sealed[HEADER + random.nextInt(sealed.length - HEADER)] ^= (byte) (1 << random.nextInt(8));

        EspException refusal = assertThrows(
                EspException.class,
                () -> new EspOpener().open(association, sealed, LINK_BYTES, HEADER, sealed.length - HEADER));
        assertEquals(
                "expected an authentic packet, found a tag that does not match: the key is wrong or the packet was"
                        + " changed",
                refusal.getMessage());
    }
}
