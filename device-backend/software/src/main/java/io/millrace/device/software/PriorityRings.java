package io.millrace.device.software;

import io.millrace.core.EntryPriority;
import io.millrace.core.domain.SlotRing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One {@link SlotRing} for each priority, made when it is first needed: most queues only ever use one. */
final class PriorityRings {

    private static final VarHandle RING = MethodHandles.arrayElementVarHandle(SlotRing[].class);
    private static final VarHandle LEVELS;

    /** Stands for a ring that is about to be made. Nothing is ever appended to it. */
    private static final SlotRing NONE_YET = new SlotRing(0);

    static {
        try {
            LEVELS = MethodHandles.lookup().findVarHandle(PriorityRings.class, "levels", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final @Nullable SlotRing[] rings = new SlotRing[EntryPriority.LEVELS];
    private final int capacity;

    private volatile int levels;

    PriorityRings(int capacity) {
        this.capacity = capacity;
    }

    void append(int priority, int number) {
        SlotRing ring = (SlotRing) RING.getAcquire(rings, priority);
        if (ring == null) {
            ring = make(priority);
        }
        ring.append(number);
    }

    private SlotRing make(int priority) {
        // Pairs with claim() and isEmpty(), which look where the mask says that there is a ring. First, so that another
        // appender, which finds the ring, appends to one that is looked at.
        LEVELS.getAndBitwiseOr(this, 1 << priority);
        SlotRing fresh = new SlotRing(capacity);
        // Pairs with itself and with the acquire of a reader: all agree on one ring.
        SlotRing present = (SlotRing) RING.compareAndExchange(rings, priority, null, fresh);
        return present != null ? present : fresh;
    }

    /** Claims from the first level that has something, beginning with the lowest if {@code lowestFirst}. */
    int claim(int[] target, int limit, boolean lowestFirst) {
        int left = levels;
        while (left != 0) {
            int bit = lowestFirst ? Integer.highestOneBit(left) : Integer.lowestOneBit(left);
            int count = at(bit).claim(target, limit);
            if (count > 0) {
                return count;
            }
            left ^= bit;
        }
        return 0;
    }

    /** Returns the first number of the first level that has something, or -1. */
    int claim(boolean lowestFirst) {
        int left = levels;
        while (left != 0) {
            int bit = lowestFirst ? Integer.highestOneBit(left) : Integer.lowestOneBit(left);
            int number = at(bit).claim();
            if (number >= 0) {
                return number;
            }
            left ^= bit;
        }
        return -1;
    }

    int size() {
        int sum = 0;
        for (int left = levels; left != 0; left &= left - 1) {
            sum += at(left).size();
        }
        return sum;
    }

    boolean isEmpty() {
        for (int left = levels; left != 0; left &= left - 1) {
            if (!at(left).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the ring of the lowest level of a mask. */
    private SlotRing at(int bits) {
        SlotRing ring = (SlotRing) RING.getAcquire(rings, Integer.numberOfTrailingZeros(bits));
        return ring != null ? ring : NONE_YET;
    }
}
