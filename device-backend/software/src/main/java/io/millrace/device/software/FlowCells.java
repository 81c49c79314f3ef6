package io.millrace.device.software;

import io.millrace.core.EntryHeader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a flow, one for each place, in order; only those between the oldest place in use and the newest exist.
 *
 * <p>Cells come in chunks that are found through a ring of references and are installed by whoever needs one first. The one thread that moves past the last
 * cell of a chunk takes it out, after everybody who had business in it: an appender publishes before it is passed, a finisher marks before it is passed.
 *
 * <p>The ring has room for as many places as the flow says there can be and one chunk more at either end, so a chunk is taken out before its place in the ring
 * is needed again.
 */
final class FlowCells {

    /** The flow stands here: the entry of this place is the next to leave. Set on a cell before or after its entry comes. */
    static final long HEAD = 1;

    /** The entry of an atomic flow is here. */
    static final long PUBLISHED = 2;

    /** The work on the entry of an ordered flow is done. */
    static final long DONE = 4;

    /** The entry of an ordered flow was released: it leaves without going anywhere. */
    static final long SKIP = 8;

    /** The entry of an atomic flow was taken out of the middle: delivered together with its predecessor, or flushed. */
    static final long TAKEN = 16;

    /** The address of an entry of an ordered flow did not fit: look into its record. */
    static final long FAR = 32;

    /** The entry of an ordered flow has fragments, which leave before it. */
    static final long FRAGMENTED = 64;

    private static final int SLOT_SHIFT = 8;
    private static final int SLOT_BITS = 20;
    private static final int FLOW_SHIFT = SLOT_SHIFT + SLOT_BITS;
    private static final int FLOW_BITS = 20;
    private static final int QUEUE_SHIFT = FLOW_SHIFT + FLOW_BITS;
    private static final int QUEUE_BITS = 12;
    private static final int PRIORITY_SHIFT = QUEUE_SHIFT + QUEUE_BITS;
    private static final long ADDRESS = -1L << FLOW_SHIFT;
    private static final int CHUNK_BITS = ChunkPool.CHUNK_BITS;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle CHUNK = MethodHandles.arrayElementVarHandle(long[][].class);

    private final long[] @Nullable [] chunks;
    private final ChunkPool pool;

    /** Creates cells for at most so many places between the oldest in use and the newest. */
    FlowCells(int places, ChunkPool pool) {
        this.pool = pool;
        int wanted = (places >>> CHUNK_BITS) + 3;
        chunks = new long[Integer.highestOneBit(wanted - 1) << 1][];
    }

    static long withSlot(int slot) {
        return (long) slot << SLOT_SHIFT;
    }

    static int slot(long cell) {
        return (int) (cell >>> SLOT_SHIFT) & (1 << SLOT_BITS) - 1;
    }

    /**
     * Packs an address. The cell of an ordered flow has that to which its entry goes, so that whoever lets it leave need not read a record that another core has
     * just written. The cell of an atomic flow has that of the flow itself, see {@link #take}.
     */
    static long withAddress(long header) {
        int flow = EntryHeader.flow(header);
        return flow >= 1 << FLOW_BITS
                ? FAR
                : (long) flow << FLOW_SHIFT
                        | (long) EntryHeader.queue(header) << QUEUE_SHIFT
                        | (long) EntryHeader.priority(header) << PRIORITY_SHIFT;
    }

    /** Returns what {@link #withAddress} packed, as a header of stage 0. */
    static long address(long cell) {
        int flow = (int) (cell >>> FLOW_SHIFT) & (1 << FLOW_BITS) - 1;
        int queue = (int) (cell >>> QUEUE_SHIFT) & (1 << QUEUE_BITS) - 1;
        return EntryHeader.withPriority(EntryHeader.of(queue, flow), (int) (cell >>> PRIORITY_SHIFT));
    }

    /** Returns how many cells there can be. */
    int span() {
        return chunks.length << CHUNK_BITS;
    }

    /** Sets bits of the cell of a place and returns what was there before. Pairs with itself, as the flows say. */
    long getAndOr(long place, long bits) {
        return (long) CELL.getAndBitwiseOr(chunk(place), (int) place & CHUNK_MASK, bits);
    }

    /** Returns the cell of a place that exists. */
    long get(long place) {
        return (long) CELL.getAcquire(chunk(place), (int) place & CHUNK_MASK);
    }

    /** Returns the cell of a place, 0 if it does not exist. Called by anybody: the cell may pass to another place at any time. */
    long peek(long place) {
        long[] chunk = (long[]) CHUNK.getAcquire(chunks, index(place));
        return chunk == null ? 0 : (long) CELL.getAcquire(chunk, (int) place & CHUNK_MASK);
    }

    /**
     * Marks the cell of a place as taken if it is published and neither head nor taken; returns its value then, and 0 otherwise.
     *
     * <p>Of others than the holder the place may be one that was passed, whose chunk another flow has by now. So the cell must have the address of this flow.
     */
    long take(long place, long address) {
        long[] chunk = (long[]) CHUNK.getAcquire(chunks, index(place));
        if (chunk == null) {
            return 0;
        }
        int index = (int) place & CHUNK_MASK;
        long cell = (long) CELL.getAcquire(chunk, index);
        // Pairs with the get-and-or of HEAD by the holder: either it finds TAKEN, or this fails.
        boolean taken = (cell & (PUBLISHED | HEAD | TAKEN | ADDRESS)) == (PUBLISHED | address)
                && CELL.compareAndSet(chunk, index, cell, cell | TAKEN);
        return taken ? cell : 0;
    }

    /** Says that the flow moves on from {@code place}, to which nobody will come back. Called by the one thread that moves the flow. */
    void pass(long place) {
        if (((int) place & CHUNK_MASK) == CHUNK_MASK) {
            int index = index(place);
            long[] chunk = (long[]) CHUNK.getAcquire(chunks, index);
            Arrays.fill(chunk, 0);
            // Pairs with install(): whoever gets the chunk next finds it empty.
            CHUNK.setRelease(chunks, index, null);
            pool.give(chunk);
        }
    }

    private long[] chunk(long place) {
        int index = index(place);
        long[] chunk = (long[]) CHUNK.getAcquire(chunks, index);
        return chunk != null ? chunk : install(index);
    }

    private long[] install(int index) {
        long[] fresh = pool.take();
        // Pairs with itself, and with the acquire in chunk(): all that need the chunk agree on one.
        long[] present = (long[]) CHUNK.compareAndExchange(chunks, index, null, fresh);
        if (present == null) {
            return fresh;
        }
        pool.give(fresh);
        return present;
    }

    private int index(long place) {
        return (int) (place >>> CHUNK_BITS) & chunks.length - 1;
    }
}
