package io.millrace.samples.evtest;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A try-lock for each flow of an atomic queue, which must never be found held by another. The port that holds a flow may get more entries of it; once one of them
 * is detached nobody may.
 *
 * <p>A word has how many entries of the flow are held in its low half, and in its high half who holds them: one more than the number of the port, or DETACHED.
 */
final class FlowLocks {
    private static final long DETACHED = -1;

    private final int queue;
    private final AtomicLongArray words;

    FlowLocks(int queue, int flows) {
        this.queue = queue;
        words = new AtomicLongArray(flows);
    }

    /** Goes into a flow with an entry. */
    void enter(int flow, int port, Cargo cargo) {
        long before = words.getAndUpdate(
                flow, word -> word == 0 || holder(word) == port + 1 ? word(port + 1, count(word) + 1) : word);
        if (before != 0 && holder(before) != port + 1) {
            String other = holder(before) == DETACHED ? "none, detached" : String.valueOf(holder(before) - 1);
            throw new BrokenPromise(
                    Promise.ATOMIC,
                    "two in one flow: " + cargo + ", queue=" + queue + ", port=" + port + ", otherPort=" + other);
        }
    }

    /** Keeps everybody out until all who are in have left. */
    void detach(int flow) {
        words.getAndUpdate(flow, word -> word(DETACHED, count(word)));
    }

    /** Leaves a flow with an entry. */
    void leave(int flow) {
        words.getAndUpdate(flow, word -> count(word) == 1 ? 0 : word(holder(word), count(word) - 1));
    }

    private static long word(long holder, int count) {
        return holder << Integer.SIZE | count;
    }

    private static long holder(long word) {
        return word >> Integer.SIZE;
    }

    private static int count(long word) {
        return (int) word;
    }
}
