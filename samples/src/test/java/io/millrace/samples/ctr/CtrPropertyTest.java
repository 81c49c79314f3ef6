package io.millrace.samples.ctr;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.CommandException;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** What comes out is what one thread and the JDK make of it. */
final class CtrPropertyTest {

    @Property(tries = 150)
    void shouldMakeOfAnyContentWhatOneThreadMakes(
            @ForAll("sizes") int size,
            @ForAll("keyBits") int keyBits,
            @ForAll @IntRange(min = 1, max = 4) int workers,
            @ForAll boolean wraps,
            @ForAll long seed)
            throws CommandException {
        byte[] content = CtrRuns.bytes(size, seed);
        CtrKey key = CtrRuns.key(keyBits, seed);
        if (wraps) {
            // Within the first chunks.
            Arrays.fill(key.vector(), 0, 14, (byte) 0xFF);
        }
        byte[] encrypted = CtrRuns.encrypt(content, key, workers);
        assertTrue(Arrays.equals(CtrRuns.expected(content, key), encrypted));
        assertTrue(Arrays.equals(content, CtrRuns.encrypt(encrypted, key, workers)), "and back");
    }

    /** Around the borders of chunks, and any. */
    @Provide
    Arbitrary<Integer> sizes() {
        Arbitrary<Integer> near = Arbitraries.integers()
                .between(0, 17)
                .flatMap(chunks -> Arbitraries.integers()
                        .between(-1, 1)
                        .map(difference -> Math.max(0, chunks * CtrRun.CHUNK_BYTES + difference)));
        return Arbitraries.frequencyOf(
                Tuple.of(3, near), Tuple.of(1, Arbitraries.integers().between(0, 5 * CtrRun.CHUNK_BYTES)));
    }

    @Provide
    Arbitrary<Integer> keyBits() {
        return Arbitraries.of(128, 192, 256);
    }
}
