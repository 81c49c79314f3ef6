package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However a stream is cut, wherever it begins and whatever it counts from, it is what the serial code of the JDK makes of it. */
class ParallelStreamCipherPropertyTest {

    private static final int NEAR_BLOCKS = 1500;

    @Property(tries = 300)
    void shouldEncryptAsOneThreadDoes(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 40_000) Integer> lengths,
            @ForAll @IntRange(min = 0, max = 5000) int before,
            @ForAll("vectors") byte[] vector,
            @ForAll("keyBits") int keyBits,
            @ForAll @IntRange(min = 1, max = 8) int workers,
            @ForAll boolean direct,
            @ForAll long seed)
            throws Exception {
        SecretKey key = SerialCipher.key(keyBits, seed);
        int length = before + lengths.stream().mapToInt(each -> each).sum();
        byte[] stream = SerialCipher.bytes(length, seed);
        byte[] expected = SerialCipher.counterMode(key, vector, stream);
        ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(workers).build();
                ParallelStreamCipher cipher = ParallelStreamCipher.counterMode(
                        executor, key, vector, before, chunk -> encrypted.writeBytes(content(chunk)))) {
            int at = before;
            for (int next : lengths) {
                // With something before and behind it, that is not to be touched.
                ByteBuffer chunk = direct ? ByteBuffer.allocateDirect(next + 7) : ByteBuffer.allocate(next + 7);
                chunk.slice(3, next).put(stream, at, next);
                cipher.submit(chunk.limit(3 + next).position(3));
                at += next;
            }
        }
        assertTrue(Arrays.equals(Arrays.copyOfRange(expected, before, expected.length), encrypted.toByteArray()));
    }

    private static byte[] content(ByteBuffer chunk) {
        assertEquals(3, chunk.position());
        assertEquals(chunk.capacity() - 4, chunk.limit());
        byte[] content = new byte[chunk.remaining()];
        chunk.get(content);
        chunk.clear();
        for (int outside : new int[] {0, 1, 2, content.length + 3, content.length + 6}) {
            assertEquals(0, chunk.get(outside));
        }
        return content;
    }

    /** Any, and those that carry through some bytes, through half, and through all of them, soon. */
    @Provide
    Arbitrary<byte[]> vectors() {
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofSize(16);
        Arbitrary<byte[]> nearWrap = Arbitraries.integers()
                .between(1, 16)
                .flatMap(width -> Arbitraries.integers().between(0, NEAR_BLOCKS).map(left -> minus(width, left)));
        return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(4, nearWrap));
    }

    /** Returns a counter whose lower bytes, so many, wrap after so many blocks. */
    private static byte[] minus(int width, int left) {
        byte[] counter = new byte[16];
        Arrays.fill(counter, 16 - width, 16, (byte) 0xFF);
        int borrow = left;
        for (int place = 15; place >= 16 - width && borrow > 0; place--) {
            int digit = 0xFF - (borrow & 0xFF);
            counter[place] = (byte) digit;
            borrow >>>= 8;
        }
        return counter;
    }

    @Provide
    Arbitrary<Integer> keyBits() {
        return Arbitraries.of(128, 192, 256);
    }
}
