package io.millrace.device.software;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cells that a flow has borrowed from its domain, for the places that its own cells do not reach; only those between the oldest place in use and the newest
 * exist.
 *
 * <p>They come in chunks that are found through a ring of references and are installed by whoever needs one first. The one thread that moves past the last
 * place of a chunk takes it out, after everybody who had business in it: an appender publishes before it is passed, a finisher marks before it is passed.
 *
 * <p>The ring has room for as many places as the flow says there can be and one chunk more at either end, so a chunk is taken out before its place in the ring
 * is needed again.
 */
final class LentCells {

    private static final int CHUNK_BITS = ChunkPool.CHUNK_BITS;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle CHUNK = MethodHandles.arrayElementVarHandle(long[][].class);

    private final long[] @Nullable [] chunks;
    private final ChunkPool pool;

    /** Creates cells for at most so many places between the oldest in use and the newest. */
    LentCells(int places, ChunkPool pool) {
        this.pool = pool;
        int wanted = (places >>> CHUNK_BITS) + 3;
        chunks = new long[Integer.highestOneBit(wanted - 1) << 1][];
    }

    /** Sets bits of the cell of a place and returns what was there before. */
    long getAndOr(long place, long bits) {
        return (long) CELL.getAndBitwiseOr(chunk(place), (int) place & CHUNK_MASK, bits);
    }

    /** Returns the cell of a place, 0 if it does not exist. Called by anybody: the cell may pass to another place at any time. */
    long get(long place) {
        long[] chunk = (long[]) CHUNK.getAcquire(chunks, index(place));
        return chunk == null ? 0 : (long) CELL.getAcquire(chunk, (int) place & CHUNK_MASK);
    }

    /** Marks the cell of a place as taken if it may be; returns its value then, and 0 otherwise. Called by anybody. */
    long takeOut(long place, long address) {
        // Pairs with install(): who finds the chunk finds its cells as they were when it was given.
        long[] chunk = (long[]) CHUNK.getAcquire(chunks, index(place));
        return chunk == null ? 0 : Cell.takeOut(chunk, (int) place & CHUNK_MASK, address);
    }

    /** Says that the flow moves on from {@code place}, to which nobody will come back. Called by the one thread that moves the flow. */
    void pass(long place) {
        if (((int) place & CHUNK_MASK) == CHUNK_MASK) {
            int index = index(place);
            long[] chunk = (long[]) CHUNK.getAcquire(chunks, index);
            if (chunk != null) {
                Arrays.fill(chunk, 0);
                // Pairs with install() on whoever needs the next chunk that belongs here.
                CHUNK.setRelease(chunks, index, null);
                pool.give(chunk);
            }
        }
    }

    private long[] chunk(long place) {
        int index = index(place);
        long[] chunk = (long[]) CHUNK.getAcquire(chunks, index);
        return chunk != null ? chunk : install(index);
    }

    private long[] install(int index) {
        long[] fresh = pool.take();
        // Pairs with itself: two that need the chunk agree on one.
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
