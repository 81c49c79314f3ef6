package io.millrace.device.software;

import static io.millrace.device.software.FlowCells.HEAD;
import static io.millrace.device.software.FlowCells.PUBLISHED;
import static io.millrace.device.software.FlowCells.TAKEN;

import java.util.function.IntConsumer;

/**
 * A flow whose entries are handed out to one holder at a time.
 *
 * <p>Idea: the same cells as in {@link OrderedFlow}, where HEAD is the right to hold the flow. Whoever appends into the cell where HEAD already lies has found
 * the flow idle and makes it ready; whoever moves HEAD onto a cell that is published still has it. Finding the queue empty makes you its owner: queue
 * delegation (Klaftenegger, Sagonas and Winblad 2014).
 *
 * <ol>
 *   <li>HEAD lies on one cell. If that cell is published, exactly one of these has the flow: a ready ring, the turn of a port, or a holder.
 *   <li>HEAD and PUBLISHED are set by get-and-or, so exactly one of the two threads that set them on a cell sees both and has the flow from then on.
 *   <li>{@code head} and {@code held} belong to whoever has the flow. The flow passes on through the get-and-or of invariant 2, a ring or a port's turn, all of
 *       which order memory.
 *   <li>An entry behind HEAD leaves the middle only by a compare-and-set of TAKEN: the holder's, which takes more than one, or a flush.
 * </ol>
 */
final class AtomicFlow {

    private static final int TAIL = 0;
    private static final int HELD = 1;

    private final FlowCells cells;
    private final PaddedLongs words = new PaddedLongs(2);
    private long head;

    AtomicFlow(int credits) {
        cells = new FlowCells(credits);
        cells.getAndOr(0, HEAD);
    }

    /** Appends an entry. Returns true if the flow was idle: the caller has it now and must make it ready. */
    boolean append(EntryStore store, int slot) {
        long place = words.getAndAdd(TAIL, 1);
        store.place(slot, place);
        // Pairs with the get-and-or of HEAD in moveOn().
        return (cells.getAndOr(place, FlowCells.withSlot(slot) | PUBLISHED) & HEAD) != 0;
    }

    /** Returns the slot that stands at the head. Called by whoever has the flow. */
    int first() {
        return FlowCells.slot(cells.get(head));
    }

    /** Moves the slots of up to {@code limit} entries from the head on into {@code target}; from now on the caller holds so many. */
    int hold(int[] target, int limit) {
        int count = 0;
        target[count++] = first();
        while (count < limit) {
            long cell = cells.take(head + 1);
            if (cell == 0) {
                break;
            }
            cells.pass(head);
            head++;
            target[count++] = FlowCells.slot(cell);
        }
        words.setRelease(HELD, count);
        return count;
    }

    /**
     * Says that one held entry is finished.
     *
     * @return true if it was the last one and another entry waits: the caller has the flow and must make it ready. If it returns false the caller does not
     *     have the flow any more
     */
    boolean finish() {
        // One left is this one. Otherwise: pairs with itself on other threads that finish detached entries of the same
        // delivery.
        boolean last = words.get(HELD) == 1 || words.getAndAdd(HELD, -1) == 1;
        return last && moveOn();
    }

    /** Takes out the entries that nobody has been promised, oldest first. Called by a flush beside everything else. */
    int takeUnheld(IntConsumer taken) {
        int count = 0;
        long tail = words.get(TAIL);
        for (long place = Math.max(0, tail - cells.span()); place < tail; place++) {
            long cell = cells.take(place);
            if (cell != 0) {
                taken.accept(FlowCells.slot(cell));
                count++;
            }
        }
        return count;
    }

    private boolean moveOn() {
        long cell;
        do {
            cells.pass(head);
            head++;
            // Pairs with the get-and-or of PUBLISHED in append(), and with the compare-and-set of TAKEN in
            // FlowCells.take().
            cell = cells.getAndOr(head, HEAD);
            if ((cell & PUBLISHED) == 0) {
                return false;
            }
        } while ((cell & TAKEN) != 0);
        return true;
    }
}
