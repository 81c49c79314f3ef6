package io.millrace.core.driver;

import io.millrace.core.Surroundings;
import io.millrace.core.domain.Actor;
import io.millrace.core.domain.EntryStore;
import io.millrace.core.domain.Survey;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.Lock;

/**
 * The entries of an ordered queue in the order in which they were handed in: a copy of what the driver does, for what it does not tell.
 */
final class Book {

    /** What becomes of an entry when its turn has come. */
    enum Fate {

        /** It is not finished. */
        OPEN,

        /** The driver forwards it. */
        LEAVES,

        /** It enters another ordered queue. */
        ENTERS,

        /** It ends. */
        ENDS
    }

    private final EntryStore store;

    /** One for all books of a domain, since an entry may go from one into another in the middle of a turn. */
    private final Lock lock;

    /** How many entries of a flow have not left. Written under the lock. */
    private final AtomicIntegerArray present;

    // Guarded by the lock. Lines from begin to end are of entries that have not left.
    private final long[] places;
    private final int[] slots;
    private final int[] flows;
    private final Fate[] fates;
    private final long[] lines;
    private long begin;
    private long end;

    Book(EntryStore store, int flowLimit, Lock lock) {
        this.store = store;
        this.lock = lock;
        int size = Integer.highestOneBit(4 * store.capacity() - 1);
        present = new AtomicIntegerArray(flowLimit);
        places = new long[flowLimit];
        slots = new int[size];
        flows = new int[size];
        fates = new Fate[size];
        lines = new long[store.capacity()];
    }

    void lock() {
        Surroundings.lock(lock);
    }

    void unlock() {
        lock.unlock();
    }

    /** Returns how many entries of a flow have not left. */
    int present(int flow) {
        return present.get(flow);
    }

    /** Adds an entry that is about to be handed in, and gives it its place in the flow. Called under the lock, which is kept until then. */
    void add(int slot, int flow) {
        store.seat(slot, places[flow]++ << EntryStore.PLACE_SHIFT);
        present.incrementAndGet(flow);
        int line = at(end);
        lines[slot] = end++;
        slots[line] = slot;
        flows[line] = flow;
        fates[line] = Fate.OPEN;
    }

    /** Says that the work on an entry is done, and sees to it that those whose turn has come have their fate. */
    void finish(int slot, Fate fate, Actor actor) {
        lock();
        try {
            fates[at(lines[slot])] = fate;
            while (begin < end && fates[at(begin)] != Fate.OPEN) {
                int line = at(begin++);
                present.decrementAndGet(flows[line]);
                actor.order(-1);
                if (fates[line] == Fate.ENDS) {
                    actor.end(slots[line]);
                } else if (fates[line] == Fate.ENTERS) {
                    actor.append(slots[line]);
                }
            }
        } finally {
            unlock();
        }
    }

    /** Forgets the places. There are no entries. */
    void clear() {
        lock();
        try {
            Arrays.fill(places, 0);
        } finally {
            unlock();
        }
    }

    void survey(int queue, Survey survey) {
        lock();
        try {
            for (int flow = 0; flow < present.length(); flow++) {
                if (present.get(flow) > 0) {
                    survey.flowInUse(queue);
                }
            }
            int parked = 0;
            for (long line = begin; line < end; line++) {
                if (fates[at(line)] != Fate.OPEN) {
                    survey.parked(queue, slots[at(line)]);
                    parked++;
                }
            }
            if (parked > 0) {
                int head = at(begin);
                long place = EntryStore.place(store.seat(slots[head]));
                survey.stalled(queue, flows[head], place, parked);
            }
        } finally {
            unlock();
        }
    }

    private int at(long line) {
        return (int) line & slots.length - 1;
    }
}
