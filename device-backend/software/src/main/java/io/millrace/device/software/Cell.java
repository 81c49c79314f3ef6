package io.millrace.device.software;

import io.millrace.core.EntryHeader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What stands in the cell of a place: marks, a slot, and an address.
 *
 * <p>An ordered flow keeps there where the entry goes, so that whoever lets it leave need not read a record that another core has just written. An atomic flow
 * keeps its own address, so that a flush which comes late with a chunk of cells that meanwhile serves another flow takes nothing of that one.
 */
final class Cell {

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

    /** The address did not fit: look into the entry's record. */
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
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private Cell() {}

    static long withSlot(int slot) {
        return (long) slot << SLOT_SHIFT;
    }

    static int slot(long cell) {
        return (int) (cell >>> SLOT_SHIFT) & (1 << SLOT_BITS) - 1;
    }

    /** Packs the queue, flow and priority of a header. */
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

    /** Marks an entry of the atomic flow with this address as taken, if it is in the cell and nobody has a right to it yet; returns the cell then, and 0 otherwise. */
    static long takeOut(long[] cells, int index, long address) {
        long cell = (long) CELL.getAcquire(cells, index);
        boolean isFree = (cell & (PUBLISHED | HEAD | TAKEN)) == PUBLISHED && (cell & ADDRESS) == address;
        // Pairs with the get-and-or of HEAD by the holder: either it finds TAKEN, or this fails. The chunk of a lent
        // cell
        // may serve another flow by now, whose cells have another address.
        return isFree && CELL.compareAndSet(cells, index, cell, cell | TAKEN) ? cell : 0;
    }
}
