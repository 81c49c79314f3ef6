package io.millrace.samples.gzip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.samples.CommandException;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whatever goes in comes out again, as the JDK reads it. */
final class GzipPropertyTest {

    @Property(tries = 150)
    void shouldGiveBackAnyContent(
            @ForAll("sizes") int size,
            @ForAll Content content,
            @ForAll @IntRange(min = 1, max = 9) int level,
            @ForAll @IntRange(min = 1, max = 4) int workers,
            @ForAll long seed)
            throws CommandException, IOException {
        byte[] bytes = content.bytes(size, seed);
        assertTrue(Arrays.equals(bytes, Member.contentOf(GzipRuns.compress(bytes, level, workers))));
    }

    /** Around the borders of windows and blocks, and any. */
    @Provide
    Arbitrary<Integer> sizes() {
        Arbitrary<Integer> border = Arbitraries.of(
                0,
                Block.WINDOW_BYTES,
                Block.BYTES,
                Block.BYTES + Block.WINDOW_BYTES,
                2 * Block.BYTES,
                7 * Block.BYTES,
                17 * Block.BYTES);
        Arbitrary<Integer> near = border.flatMap(
                size -> Arbitraries.integers().between(-1, 1).map(difference -> Math.max(0, size + difference)));
        return Arbitraries.frequencyOf(
                Tuple.of(3, near), Tuple.of(1, Arbitraries.integers().between(0, 5 * Block.BYTES)));
    }
}
