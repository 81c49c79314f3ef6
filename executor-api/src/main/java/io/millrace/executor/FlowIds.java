package io.millrace.executor;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands out the numbers 0 to limit - 1 and takes them back: a stack of free ids (Treiber), linked through an array.
 *
 * <ol>
 *   <li>An id is with at most one taker. The head carries a version that every change raises, so that a head which went
 *       away and came back is not mistaken.
 *   <li>The most recently returned id goes first: what the device keeps for it is still in the cache.
 * </ol>
 */
final class FlowIds {

    static final int NONE = -1;

    private static final long ID_MASK = 0xFFFF_FFFFL;
    private static final long VERSION = 1L << 32;

    /** The version above, the id plus one below; 0 for the empty stack. */
    private final AtomicLong head = new AtomicLong();

    /** For each free id, the id plus one of the next free one. */
    private final AtomicIntegerArray next;

    FlowIds(int limit) {
        next = new AtomicIntegerArray(limit);
        for (int id = 0; id < limit; id++) {
            next.setPlain(id, id + 1 == limit ? 0 : id + 2);
        }
        head.set(limit == 0 ? 0 : 1);
    }

    /** Takes an id; {@link #NONE} if all are taken. */
    int take() {
        while (true) {
            long seen = head.get();
            int id = (int) (seen & ID_MASK) - 1;
            if (id < 0) {
                return NONE;
            }
            // Pairs with the CAS in give: what the last user of the id did is visible to the taker.
            if (head.compareAndSet(seen, versionAfter(seen) | next.get(id))) {
                return id;
            }
        }
    }

    /** Takes an id back. */
    void give(int id) {
        while (true) {
            long seen = head.get();
            next.set(id, (int) (seen & ID_MASK));
            // Pairs with the CAS in take.
            if (head.compareAndSet(seen, versionAfter(seen) | (id + 1))) {
                return;
            }
        }
    }

    private static long versionAfter(long seen) {
        return (seen & ~ID_MASK) + VERSION;
    }
}
