package io.millrace.device.software;

import static io.millrace.device.software.FlowCells.HEAD;
import static io.millrace.device.software.FlowCells.PUBLISHED;
import static io.millrace.device.software.FlowCells.TAKEN;

import io.millrace.core.PaddedLongs;
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
 *   <li>PLACE and HELD belong to whoever has the flow. The flow passes on through the get-and-or of invariant 2, a ring or a port's turn, all of
 *       which order memory.
 *   <li>An entry behind HEAD leaves the middle only by a compare-and-set of TAKEN: the holder's, which takes more than one, or a flush.
 * </ol>
 */
final class AtomicFlow {

    private static final int TAIL = 0;
    private static final int HELD = 1;
    private static final int PLACE = 2;

    private final int credits;
    private final long address;
    private final FlowCells cells;
    private final PaddedLongs words = new PaddedLongs(3);

    /** Creates an idle flow, whose queue and id are those of {@code header}. */
    AtomicFlow(int credits, long header, ChunkPool pool) {
        this.credits = credits;
        address = FlowCells.withAddress(header);
        cells = new FlowCells(Math.toIntExact(3L * credits), pool);
        cells.getAndOr(0, HEAD);
    }

    /** Appends an entry. Returns true if the flow was idle: the caller has it now and must make it ready. */
    boolean append(int slot) {
        long place = words.getAndAdd(TAIL, 1);
        // Pairs with the get-and-or of HEAD in moveOn().
        return (cells.getAndOr(place, FlowCells.withSlot(slot) | address | PUBLISHED) & HEAD) != 0;
    }

    /** Returns the slot that stands at the head. Called by whoever has the flow. */
    int first() {
        return FlowCells.slot(cells.get(place()));
    }

    /** Returns the place of the head. Called by whoever has the flow; to others it may be one that was passed. */
    long place() {
        return words.getOpaque(PLACE);
    }

    /** Returns whether the flow has an entry. Called by anybody. */
    boolean isInUse() {
        return words.get(TAIL) != place();
    }

    /** Moves the slots of up to {@code limit} entries from the head on into {@code target}; from now on the caller holds so many. */
    int hold(int[] target, int limit) {
        int count = 0;
        target[count++] = first();
        while (count < limit) {
            long cell = cells.take(place() + 1, address);
            if (cell == 0) {
                break;
            }
            step();
            target[count++] = FlowCells.slot(cell);
        }
        // Pairs with finish(), on the threads that the delivered handles reach.
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

    /**
     * Takes out the entries that nobody has been promised, oldest first. Called by a flush beside everything else.
     *
     * <p>What is taken gives its credit back, but leaves its place to be passed over when the holder is done. So that places do not pile up behind a holder that
     * never is, nothing is taken while there are more places than credits: so there are never more than twice as many. At the end, when no NEW comes any more,
     * all is taken, and what is forwarded meanwhile makes it three times as many at most.
     */
    int takeUnheld(IntConsumer taken, boolean atTheEnd) {
        int count = 0;
        // Pairs with append() and with step(): an old value costs a look at cells that were passed, where nothing is
        // left to take, or misses what has just come.
        long tail = words.get(TAIL);
        long from = place();
        if (!atTheEnd && tail - from > credits) {
            return 0;
        }
        for (long place = from; place < tail; place++) {
            long cell = cells.take(place, address);
            if (cell != 0) {
                taken.accept(FlowCells.slot(cell));
                count++;
            }
        }
        return count;
    }

    private void step() {
        long place = place();
        cells.pass(place);
        // Pairs with place() on whoever has the flow next, which the get-and-or of HEAD orders, and on a flush.
        words.setRelease(PLACE, place + 1);
    }

    private boolean moveOn() {
        long cell;
        do {
            step();
            // Pairs with the get-and-or of PUBLISHED in append(), and with the compare-and-set of TAKEN in
            // FlowCells.take().
            cell = cells.getAndOr(place(), HEAD);
            if ((cell & PUBLISHED) == 0) {
                return false;
            }
        } while ((cell & TAKEN) != 0);
        return true;
    }
}
