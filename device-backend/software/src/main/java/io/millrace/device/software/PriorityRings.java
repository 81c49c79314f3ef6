package io.millrace.device.software;

import io.millrace.core.EntryPriority;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One {@link SlotRing} for each priority, made when it is first needed: most queues only ever use one. */
final class PriorityRings {

    private static final VarHandle RING = MethodHandles.arrayElementVarHandle(SlotRing[].class);

    private final @Nullable SlotRing[] rings = new SlotRing[EntryPriority.LEVELS];
    private final int capacity;

    PriorityRings(int capacity) {
        this.capacity = capacity;
    }

    void append(int priority, int number) {
        SlotRing ring = (SlotRing) RING.getAcquire(rings, priority);
        if (ring == null) {
            // Pairs with the acquire above and in at(): one ring wins.
            RING.compareAndSet(rings, priority, null, new SlotRing(capacity));
            ring = (SlotRing) RING.getAcquire(rings, priority);
        }
        ring.append(number);
    }

    /** Claims from the first level that has something, beginning with the lowest if {@code lowestFirst}. */
    int claim(int[] target, int limit, boolean lowestFirst) {
        for (int i = 0; i < EntryPriority.LEVELS; i++) {
            SlotRing ring = at(lowestFirst ? EntryPriority.LOWEST - i : i);
            if (ring != null) {
                int count = ring.claim(target, limit);
                if (count > 0) {
                    return count;
                }
            }
        }
        return 0;
    }

    boolean isEmpty() {
        for (int priority = 0; priority < EntryPriority.LEVELS; priority++) {
            SlotRing ring = at(priority);
            if (ring != null && !ring.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private @Nullable SlotRing at(int priority) {
        return (SlotRing) RING.getAcquire(rings, priority);
    }
}
