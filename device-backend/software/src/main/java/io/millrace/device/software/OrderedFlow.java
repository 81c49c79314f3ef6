package io.millrace.device.software;

import static io.millrace.device.software.FlowCells.DONE;
import static io.millrace.device.software.FlowCells.HEAD;
import static io.millrace.device.software.FlowCells.SKIP;

import io.millrace.core.PaddedLongs;
import java.util.function.IntConsumer;

/**
 * Restores the order of entries that are worked on in parallel.
 *
 * <p>Idea: each entry gets a place when it is appended. The token HEAD lies on the cell of the oldest place that has not left. Whoever finishes an entry marks
 * its cell DONE; whoever brings HEAD and DONE together on a cell lets the entry leave and passes HEAD to the next cell, whether its entry has come or not.
 * This is the hand-over of Mellor-Crummey and Scott's lock (1991) on an array, and what padata came to in 2025: the job that was waited for drains.
 *
 * <ol>
 *   <li>HEAD is on exactly one cell, or in the hands of one draining thread.
 *   <li>Both marks are set by get-and-or, so exactly one of the two threads that set them on a cell sees both. There is no lock to release and no look back
 *       afterwards, which is where padata lost jobs in 2019.
 *   <li>An entry is appended where it goes before HEAD is passed on; so those behind it come behind it there.
 * </ol>
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>Field</th><th>Access</th><th>Writers</th></tr>
 * <tr><td>TAIL, the next place to give</td><td>compare-and-set, get-and-add</td><td>appenders</td></tr>
 * <tr><td>LEFT, how many have left</td><td>release, opaque</td><td>the draining thread</td></tr>
 * <tr><td>LEFT_SEEN, a copy that may be old</td><td>release, opaque</td><td>appenders</td></tr>
 * </table>
 *
 * <p>Rejected: a lock or try-lock around the drain (re-check race); a linked list through the slots (a preempted appender holds up the drain, and a slot that
 * has moved on cannot carry the link).
 */
final class OrderedFlow {

    private static final int TAIL = 0;
    private static final int LEFT = 1;
    private static final int LEFT_SEEN = 2;

    private final FlowCells cells;
    private final PaddedLongs words = new PaddedLongs(3);
    private final int window;

    OrderedFlow(int credits, int window, long firstPlace, ChunkPool pool) {
        this.window = window;
        cells = new FlowCells(credits, pool);
        words.setRelease(TAIL, firstPlace);
        words.setRelease(LEFT, firstPlace);
        words.setRelease(LEFT_SEEN, firstPlace);
        cells.getAndOr(firstPlace, HEAD);
    }

    /** Returns whether {@link #tryAppend} would succeed now and the flow has less than its share. */
    boolean hasRoom(long share) {
        return hasRoomFor(words.get(TAIL), Math.min(window, share));
    }

    private boolean hasRoomFor(long place, long limit) {
        if (place - words.getOpaque(LEFT_SEEN) < limit) {
            return true;
        }
        // Appenders keep a copy: LEFT lies on a line that the draining thread writes for each entry. An old copy
        // refuses early, and then it is renewed. LEFT pairs with drain(), LEFT_SEEN with itself on other appenders, of
        // which one may put an older copy back.
        long left = words.getOpaque(LEFT);
        words.setRelease(LEFT_SEEN, left);
        return place - left < limit;
    }

    /** Gives the next place if the window has room. */
    boolean tryAppend(EntryStore store, int slot) {
        for (; ; ) {
            long place = words.get(TAIL);
            if (!hasRoomFor(place, window)) {
                return false;
            }
            // Pairs with itself on other appenders: each place is given once.
            if (words.compareAndSet(TAIL, place, place + 1)) {
                store.place(slot, place);
                return true;
            }
        }
    }

    /** Gives the next place even if the window is full: what is forwarded is never refused. */
    void append(EntryStore store, int slot) {
        // Pairs with tryAppend() and itself on other appenders: each place is given once.
        store.place(slot, words.getAndAdd(TAIL, 1));
    }

    /**
     * Says that the work on an entry is done and where it goes. Lets it and those behind it leave if it was waited for.
     *
     * @return how many have left
     */
    int forward(long place, int slot, long header, long marks, Departure departure) {
        return finish(place, FlowCells.withSlot(slot) | FlowCells.withAddress(header) | marks | DONE, departure);
    }

    /** Says that the work on an entry is done and that it goes nowhere; otherwise the same. */
    int skip(long place, int slot, long marks, Departure departure) {
        return finish(place, FlowCells.withSlot(slot) | marks | SKIP | DONE, departure);
    }

    /** Returns whether the flow has an entry. Called by anybody. */
    boolean isInUse() {
        return words.get(TAIL) != head();
    }

    /** Returns the place of the oldest entry that has not left. Called by anybody. */
    long head() {
        return words.getOpaque(LEFT);
    }

    /** Tells the slots of the entries that are done and have not left, and returns how many there are. Called by anybody. */
    int parked(IntConsumer slots) {
        int count = 0;
        long tail = words.get(TAIL);
        for (long place = head(); tail - place > 0; place++) {
            long cell = cells.peek(place);
            if ((cell & DONE) != 0) {
                slots.accept(FlowCells.slot(cell));
                count++;
            }
        }
        return count;
    }

    private int finish(long place, long done, Departure departure) {
        // Pairs with the get-and-or of HEAD in drain().
        boolean isAwaited = (cells.getAndOr(place, done) & HEAD) != 0;
        return isAwaited ? drain(place, done, departure) : 0;
    }

    /** Returns how many have left. */
    private int drain(long first, long firstCell, Departure departure) {
        long place = first;
        long cell = firstCell;
        for (; ; ) {
            cells.pass(place);
            departure.leave(cell);
            place++;
            // Pairs with the opaque read in hasRoomFor(): the chunk was taken out before its successor in the ring can
            // be asked for.
            words.setRelease(LEFT, place);
            // Pairs with the get-and-or of DONE in finish().
            cell = cells.getAndOr(place, HEAD);
            if ((cell & DONE) == 0) {
                return (int) (place - first);
            }
        }
    }

    /** Takes an entry whose turn has come, as its cell says. */
    @FunctionalInterface
    interface Departure {
        void leave(long cell);
    }
}
