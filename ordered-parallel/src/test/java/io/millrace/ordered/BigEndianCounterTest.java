package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class BigEndianCounterTest {

    @Property(tries = 2000)
    void shouldCountAsNumbersDo(
            @ForAll @Size(min = 1, max = 20) byte[] counter, @ForAll @LongRange(min = 0) long amount) {
        BigInteger modulus = BigInteger.ONE.shiftLeft(counter.length * Byte.SIZE);
        BigInteger expected =
                new BigInteger(1, counter).add(BigInteger.valueOf(amount)).mod(modulus);
        byte[] sum = BigEndianCounter.plus(counter, amount);
        assertEquals(counter.length, sum.length);
        assertEquals(expected, new BigInteger(1, sum));
    }

    @Example
    void shouldBeginAgainAtZero() {
        assertEquals("00000000000000000000000000000000", plus("ffffffffffffffffffffffffffffffff", 1));
        assertEquals("00000000000000007ffffffffffffffe", plus("ffffffffffffffffffffffffffffffff", Long.MAX_VALUE));
        assertEquals("00000000000000010000000000000000", plus("0000000000000000ffffffffffffffff", 1));
        assertEquals("ffffffffffffffffffffffffffffffff", plus("ffffffffffffffffffffffffffffffff", 0));
    }

    @Example
    void shouldLeaveWhatItCountsFromAlone() {
        byte[] counter = {0, (byte) 0xFF};
        BigEndianCounter.plus(counter, 1);
        assertArrayEquals(new byte[] {0, (byte) 0xFF}, counter);
    }

    private static String plus(String counter, long amount) {
        return HexFormat.of().formatHex(BigEndianCounter.plus(HexFormat.of().parseHex(counter), amount));
    }
}
