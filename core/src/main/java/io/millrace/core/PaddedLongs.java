package io.millrace.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A few longs that different threads write, each alone on its cache lines, or {@linkplain #beside beside} one that the
 * same threads write.
 *
 * <p>One slab with a stride of 128 bytes: two lines, because the adjacent-line prefetcher of x86 moves lines in pairs. A
 * word beside another is kept off the lines of the next one, and not off the pair. This is the only shape of padding in
 * the house.
 */
public final class PaddedLongs {

    /** The distance between two words, in longs. */
    public static final int STRIDE = 16;

    /** Below it a word lies on no line of the next one, wherever in memory the slab begins: a line has 8 longs. */
    private static final int DISTANCES = STRIDE / 2;

    private static final int DISTANCE_SHIFT = 24;
    private static final int INDEX_MASK = (1 << DISTANCE_SHIFT) - 1;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] slab;

    /** Creates {@code count} words, all 0. */
    public PaddedLongs(int count) {
        slab = new long[(count + 1) * STRIDE];
    }

    /**
     * Returns the index of a word beside another one, so many words behind it.
     *
     * @param distance from 0 to 7
     * @throws IllegalArgumentException if the distance is out of range
     */
    public static int beside(int index, int distance) {
        if (distance < 0 || distance >= DISTANCES) {
            throw new IllegalArgumentException(
                    "distance out of range: distance=" + distance + ", lowest=0, highest=" + (DISTANCES - 1));
        }
        return index | distance << DISTANCE_SHIFT;
    }

    private static int at(int index) {
        return ((index & INDEX_MASK) + 1) * STRIDE + (index >>> DISTANCE_SHIFT);
    }

    /** Reads a word, volatile. */
    public long get(int index) {
        return (long) WORD.getVolatile(slab, at(index));
    }

    /** Reads a word, opaque. */
    public long getOpaque(int index) {
        return (long) WORD.getOpaque(slab, at(index));
    }

    /** Writes a word, volatile. */
    public void set(int index, long value) {
        WORD.setVolatile(slab, at(index), value);
    }

    /** Writes a word, release. */
    public void setRelease(int index, long value) {
        WORD.setRelease(slab, at(index), value);
    }

    /** Changes a word if it is as expected, volatile. */
    public boolean compareAndSet(int index, long expected, long value) {
        return WORD.compareAndSet(slab, at(index), expected, value);
    }

    /** Swaps a word, volatile. */
    public long getAndSet(int index, long value) {
        return (long) WORD.getAndSet(slab, at(index), value);
    }

    /** Adds to a word, volatile, and returns what was there. */
    public long getAndAdd(int index, long delta) {
        return (long) WORD.getAndAdd(slab, at(index), delta);
    }

    /** Sets bits of a word, volatile, and returns what was there. */
    public long getAndOr(int index, long bits) {
        return (long) WORD.getAndBitwiseOr(slab, at(index), bits);
    }

    /** Clears bits of a word, volatile, and returns what was there. */
    public long getAndAnd(int index, long bits) {
        return (long) WORD.getAndBitwiseAnd(slab, at(index), bits);
    }
}
