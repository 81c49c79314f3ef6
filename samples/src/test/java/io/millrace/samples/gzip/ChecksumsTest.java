package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.zip.CRC32;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class ChecksumsTest {

    @Property(tries = 500)
    void shouldJoinWhatTheJdkComputes(@ForAll @Size(max = 3000) byte[] first, @ForAll @Size(max = 3000) byte[] second) {
        CRC32 whole = new CRC32();
        whole.update(first);
        whole.update(second);
        assertEquals((int) whole.getValue(), Checksums.join(checksum(first), checksum(second), second.length));
    }

    /** Pieces that no test can hold: to append two at once is to append one after the other. */
    @Property(tries = 500)
    void shouldJoinPiecesOfAnyLength(
            @ForAll int first,
            @ForAll int second,
            @ForAll int third,
            @ForAll @LongRange(min = 0, max = 1L << 60) long secondBytes,
            @ForAll @LongRange(min = 0, max = 1L << 60) long thirdBytes) {
        int leftFirst = Checksums.join(Checksums.join(first, second, secondBytes), third, thirdBytes);
        int rightFirst = Checksums.join(first, Checksums.join(second, third, thirdBytes), secondBytes + thirdBytes);
        assertEquals(leftFirst, rightFirst);
    }

    @Example
    void shouldChangeNothingForAnEmptyPiece() {
        assertEquals(0x12345678, Checksums.join(0x12345678, 0, 0));
        assertEquals(0x12345678, Checksums.join(0, 0x12345678, 5));
    }

    private static int checksum(byte[] piece) {
        CRC32 checksum = new CRC32();
        checksum.update(piece);
        return (int) checksum.getValue();
    }
}
