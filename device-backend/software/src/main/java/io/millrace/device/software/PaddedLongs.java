package io.millrace.device.software;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A few longs that different threads write, each alone on its cache lines.
 *
 * <p>One slab with a stride of 128 bytes: two lines, because the adjacent-line prefetcher of x86 moves lines in pairs. This is the only shape of padding in
 * the device.
 */
final class PaddedLongs {

    static final int STRIDE = 16;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] slab;

    PaddedLongs(int count) {
        slab = new long[(count + 1) * STRIDE];
    }

    private static int at(int index) {
        return (index + 1) * STRIDE;
    }

    long get(int index) {
        return (long) WORD.getVolatile(slab, at(index));
    }

    long getOpaque(int index) {
        return (long) WORD.getOpaque(slab, at(index));
    }

    void set(int index, long value) {
        WORD.setVolatile(slab, at(index), value);
    }

    void setRelease(int index, long value) {
        WORD.setRelease(slab, at(index), value);
    }

    boolean compareAndSet(int index, long expected, long value) {
        return WORD.compareAndSet(slab, at(index), expected, value);
    }

    long getAndSet(int index, long value) {
        return (long) WORD.getAndSet(slab, at(index), value);
    }

    long getAndAdd(int index, long delta) {
        return (long) WORD.getAndAdd(slab, at(index), delta);
    }

    long getAndOr(int index, long bits) {
        return (long) WORD.getAndBitwiseOr(slab, at(index), bits);
    }

    long getAndAnd(int index, long bits) {
        return (long) WORD.getAndBitwiseAnd(slab, at(index), bits);
    }
}
