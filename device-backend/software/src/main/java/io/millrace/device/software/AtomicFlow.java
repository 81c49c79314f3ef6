package io.millrace.device.software;

import static io.millrace.device.software.Cell.HEAD;
import static io.millrace.device.software.Cell.PUBLISHED;
import static io.millrace.device.software.Cell.TAKEN;

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
 *   <li>HERE and HELD belong to whoever has the flow. The flow passes on through the get-and-or of invariant 2, a ring or a port's turn, all of
 *       which order memory.
 *   <li>An entry behind HEAD leaves the middle only by a compare-and-set of TAKEN: the holder's, which takes more than one, or a flush.
 * </ol>
 */
final class AtomicFlow extends Flow {

    /** How many entries the holder has not finished. */
    private static final int HELD = BY_MOVER;

    private final int credits;
    private final long address;

    /** Creates an idle flow, whose queue and id are those of {@code header}. */
    AtomicFlow(int credits, long header, ChunkPool pool) {
        super(0, Math.toIntExact(3L * credits), pool);
        this.credits = credits;
        address = Cell.withAddress(header);
    }

    /** Appends an entry. Returns true if the flow was idle: the caller has it now and must make it ready. */
    boolean append(int slot) {
        // Pairs with the get-and-or of HEAD in moveOn().
        return (getAndOr(take(), Cell.withSlot(slot) | address | PUBLISHED) & HEAD) != 0;
    }

    /** Returns the slot that stands at the head. Called by whoever has the flow. */
    int first() {
        return Cell.slot(cell(here()));
    }

    /** Moves the slots of up to {@code limit} entries from the head on into {@code target}; from now on the caller holds so many. */
    int hold(int[] target, int limit) {
        int count = 0;
        target[count++] = first();
        while (count < limit) {
            long cell = takeOut(here() + STEP, address);
            if (cell == 0) {
                break;
            }
            pass();
            target[count++] = Cell.slot(cell);
        }
        // Pairs with finish(), on the threads that the delivered handles reach.
        setRelease(HELD, count);
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
        boolean last = get(HELD) == 1 || getAndAdd(HELD, -1) == 1;
        return last && moveOn();
    }

    /**
     * Takes out the entries that nobody has been promised, oldest first if the flow stands still. Called by a flush beside everything else.
     *
     * <p>What is taken gives its credit back, but leaves its place to be passed over when the holder is done. So that places do not pile up behind a holder that
     * never is, nothing is taken while there are more places than credits: so there are never more than twice as many. At the end, when no NEW comes any more,
     * all is taken, and what is forwarded meanwhile makes it three times as many at most.
     */
    int takeUnheld(IntConsumer taken, boolean atTheEnd) {
        int count = 0;
        // Old values, of where the flow stands or of which places have own cells, lead to the cell of another place of
        // this flow, whose entry may be taken as well, or to none. What is missed so is met by the next look of a
        // flush, which at the end looks until nothing is left.
        long tail = tail();
        long from = here();
        if (!atTheEnd && places(from, tail) > credits) {
            return 0;
        }
        for (long at = from; places(at, tail) > 0; at += STEP) {
            long cell = takeOut(at, address);
            if (cell != 0) {
                taken.accept(Cell.slot(cell));
                count++;
            }
        }
        return count;
    }

    private boolean moveOn() {
        long cell;
        do {
            pass();
            // Pairs with the get-and-or of PUBLISHED in append(), and with the compare-and-set of TAKEN in takeOut().
            cell = stand();
            if ((cell & PUBLISHED) == 0) {
                return false;
            }
        } while ((cell & TAKEN) != 0);
        return true;
    }
}
