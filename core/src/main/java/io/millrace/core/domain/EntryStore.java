package io.millrace.core.domain;

import io.millrace.core.EntryHeader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The slots that entries live in; one slot is one credit.
 *
 * <p>What belongs to a slot lies in one record, half a cache line: state, header, seat and fragments. The payload is a reference and lies in an array of
 * its own.
 *
 * <p>All but the state is written by the one thread that has the entry in its hands, and reaches the next by way of a ring, a cell or a credit stack. The state
 * is looked at by others too: it tells whether a handle is still good, and whether an entry is waiting to be delivered.
 *
 * <table>
 * <caption>State of a slot, the low 32 bits; the high 32 bits count deliveries</caption>
 * <tr><th>State</th><th>Meaning</th><th>Next</th></tr>
 * <tr><td>FREE</td><td>a credit</td><td>QUEUED at NEW</td></tr>
 * <tr><td>QUEUED</td><td>in a queue, or on the way into one</td><td>CLAIMED, HELD at delivery, FREE at flush</td></tr>
 * <tr><td>CLAIMED</td><td>set aside for a port, not delivered</td><td>HELD at delivery, FREE at flush</td></tr>
 * <tr><td>DETACHED</td><td>any thread may finish it</td><td>FINISHING</td></tr>
 * <tr><td>FINISHING</td><td>forwarded or released; forwarded out of an ordered flow, until the next delivery</td><td>QUEUED, HELD, FREE</td></tr>
 * <tr><td>FRAGMENT</td><td>waits for the turn of the entry that it is a fragment of</td><td>QUEUED</td></tr>
 * <tr><td>HELD + port</td><td>held by a port</td><td>FINISHING, DETACHED</td></tr>
 * </table>
 */
public final class EntryStore {

    static final int FREE = 0;
    public static final int QUEUED = 1;
    static final int CLAIMED = 2;
    public static final int DETACHED = 3;
    public static final int FINISHING = 4;
    static final int FRAGMENT = 5;
    static final int HELD = 16;

    /** The place of an entry in its flow stands in its seat above so many bits, which belong to the flow. */
    public static final int PLACE_SHIFT = 3;

    private static final int WORDS = 4;
    private static final int STATE = 0;
    private static final int HEADER = 1;
    private static final int SEAT = 2;
    private static final int FRAGMENTS = 3;
    private static final long GENERATION_ONE = 1L << 32;
    private static final long GENERATION_MASK = -GENERATION_ONE;
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    /** Domains begin to count deliveries far from each other, so that a handle of one fits no slot of another. */
    private static final AtomicInteger STORES = new AtomicInteger();

    private static final int GOLDEN_RATIO = 0x9E37_79B9;

    private final long[] records;
    private final @Nullable Object[] payloads;

    public EntryStore(int capacity) {
        records = new long[capacity * WORDS];
        payloads = new Object[capacity];
        int mark = STORES.getAndIncrement() * GOLDEN_RATIO;
        long first = (long) mark << Integer.SIZE;
        for (int slot = 0; slot < capacity; slot++) {
            records[at(slot, STATE)] = first;
        }
    }

    public int capacity() {
        return payloads.length;
    }

    private static int at(int slot, int word) {
        return slot * WORDS + word;
    }

    /** Returns the slot of a handle if its entry is in the given state, otherwise -1. */
    int slotIf(long handle, int state) {
        int slot = (int) handle;
        boolean exists = slot >= 0 && slot < payloads.length;
        return exists && stateWord(slot) == ((handle & GENERATION_MASK) | state) ? slot : -1;
    }

    /** Moves the entry of a handle from one state to another if it is in the first; returns its slot, otherwise -1. */
    public int slotAfter(long handle, int from, int to) {
        int slot = (int) handle;
        long generation = handle & GENERATION_MASK;
        boolean exists = slot >= 0 && slot < payloads.length;
        // Pairs with itself on other threads: one of them finishes a detached entry.
        return exists && WORD.compareAndSet(records, at(slot, STATE), generation | from, generation | to) ? slot : -1;
    }

    /** Returns the state, without the count of deliveries. */
    int stateOf(int slot) {
        return (int) stateWord(slot);
    }

    public boolean isFree(int slot) {
        return stateOf(slot) == FREE;
    }

    boolean isUndelivered(int slot) {
        int state = stateOf(slot);
        return state == QUEUED || state == CLAIMED;
    }

    boolean isHeldBy(int slot, int port) {
        return (int) stateWord(slot) == HELD + port;
    }

    /** Returns the queues of which a port holds entries. Looks through all slots. */
    BitSet queuesHeldBy(int port) {
        BitSet queues = new BitSet();
        for (int slot = 0; slot < capacity(); slot++) {
            if (isHeldBy(slot, port)) {
                queues.set(EntryHeader.queue(header(slot)));
            }
        }
        return queues;
    }

    public void state(int slot, int state) {
        // Pairs with stateWord() in slotIf(), and in a flush that looks for what is on the way.
        WORD.setRelease(records, at(slot, STATE), (stateWord(slot) & GENERATION_MASK) | state);
    }

    /** Gives the entry to a port and returns a handle that no earlier holder has had. */
    public long deliver(int slot, int port) {
        long generation = (stateWord(slot) & GENERATION_MASK) + GENERATION_ONE;
        // Pairs with slotIf() and slotAfter() of whoever gets the handle.
        WORD.setRelease(records, at(slot, STATE), generation | HELD + port);
        return generation | slot;
    }

    /** Ends the entry: its handle is void from now on, and nothing of it is reachable. */
    public void end(int slot) {
        payloads[slot] = null;
        state(slot, FREE);
    }

    private long stateWord(int slot) {
        return (long) WORD.getAcquire(records, at(slot, STATE));
    }

    // Opaque: a flush and a report look at slots of others, where any value will do that was there once. Who owns a
    // slot got it by an access that orders memory.

    public long header(int slot) {
        return (long) WORD.getOpaque(records, at(slot, HEADER));
    }

    public void header(int slot, long header) {
        WORD.setOpaque(records, at(slot, HEADER), header);
    }

    /** Returns the place that a seat stands for. */
    public static long place(long seat) {
        return seat >> PLACE_SHIFT;
    }

    /** Returns the seat of the entry in its flow; 0 if the queue has no flows. */
    public long seat(int slot) {
        return (long) WORD.getOpaque(records, at(slot, SEAT));
    }

    public void seat(int slot, long seat) {
        WORD.setOpaque(records, at(slot, SEAT), seat);
    }

    // The fragments of an entry hang together in a circle. The entry has their number in the high half of its word and
    // the last one, plus 1, in the low
    // half; each fragment has the next one, plus 1, and the last one has the first. All words are 0 otherwise.

    public boolean hasFragments(int slot) {
        return records[at(slot, FRAGMENTS)] != 0;
    }

    int fragmentCount(int slot) {
        return (int) (records[at(slot, FRAGMENTS)] >>> 32);
    }

    void addFragment(int holder, int fragment) {
        int count = fragmentCount(holder);
        int last = (int) records[at(holder, FRAGMENTS)] - 1;
        records[at(fragment, FRAGMENTS)] = count == 0 ? fragment + 1L : records[at(last, FRAGMENTS)];
        if (count > 0) {
            records[at(last, FRAGMENTS)] = fragment + 1L;
        }
        records[at(holder, FRAGMENTS)] = (count + 1L) << 32 | fragment + 1L;
    }

    int firstFragment(int holder) {
        int last = (int) records[at(holder, FRAGMENTS)] - 1;
        return (int) records[at(last, FRAGMENTS)] - 1;
    }

    /** Takes a fragment out of the circle, which is opened by that, and returns the next one; -1 after the last. */
    int unlinkFragment(int holder, int fragment) {
        boolean last = fragment + 1 == (int) records[at(holder, FRAGMENTS)];
        int next = last ? -1 : (int) records[at(fragment, FRAGMENTS)] - 1;
        records[at(fragment, FRAGMENTS)] = 0;
        if (last) {
            records[at(holder, FRAGMENTS)] = 0;
        }
        return next;
    }

    @Nullable
    public Object payload(int slot) {
        return payloads[slot];
    }

    public void payload(int slot, @Nullable Object payload) {
        payloads[slot] = payload;
    }
}
