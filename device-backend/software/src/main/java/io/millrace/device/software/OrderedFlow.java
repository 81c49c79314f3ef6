package io.millrace.device.software;

import static io.millrace.device.software.Cell.DONE;
import static io.millrace.device.software.Cell.HEAD;
import static io.millrace.device.software.Cell.SKIP;

import io.millrace.core.domain.EntryStore;
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
 * <p>Rejected: a lock or try-lock around the drain (re-check race); a linked list through the slots (a preempted appender holds up the drain, and a slot that
 * has moved on cannot carry the link).
 */
final class OrderedFlow extends Flow {

    /** A copy of the place where the flow stands, which may be old. */
    private static final int HERE_SEEN = BY_APPENDERS;

    private final int window;

    OrderedFlow(int credits, int window, long firstPlace, ChunkPool pool) {
        // One more: an entry that leaves gives its credit back before its place is passed.
        super(firstPlace, credits + 1, pool);
        this.window = window;
        setRelease(HERE_SEEN, here());
    }

    /** Returns whether {@link #tryAppend} would succeed now and the flow has less than its share. */
    boolean hasRoom(long share) {
        return hasRoomFor(tail(), Math.min(window, share));
    }

    private boolean hasRoomFor(long seat, long limit) {
        if (places(getOpaque(HERE_SEEN), seat) < limit) {
            return true;
        }
        // Appenders keep a copy: where the flow stands lies on a line that the draining thread writes for each entry.
        // An old copy refuses early, and then it is renewed. It pairs with itself on other appenders, of which one may
        // put an older copy back.
        long here = here();
        setRelease(HERE_SEEN, here);
        return places(here, seat) < limit;
    }

    /** Takes the next place if the window has room. */
    boolean tryAppend(EntryStore store, int slot) {
        for (; ; ) {
            long seat = tail();
            if (!hasRoomFor(seat, window)) {
                return false;
            }
            // Pairs with itself on other appenders: each place is given once, and none beyond the window.
            if (take(seat)) {
                store.seat(slot, seat);
                return true;
            }
        }
    }

    /** Takes the next place even if the window is full: what is forwarded is never refused. */
    void append(EntryStore store, int slot) {
        store.seat(slot, take());
    }

    /**
     * Says that the work on an entry is done and where it goes. Lets it and those behind it leave if it was waited for.
     *
     * @return how many have left
     */
    int forward(long seat, int slot, long header, long marks, Departure departure) {
        return finish(seat, Cell.withSlot(slot) | Cell.withAddress(header) | marks | DONE, departure);
    }

    /** Says that the work on an entry is done and that it goes nowhere; otherwise the same. */
    int skip(long seat, int slot, long marks, Departure departure) {
        return finish(seat, Cell.withSlot(slot) | marks | SKIP | DONE, departure);
    }

    /** Tells the slots of the entries that are done and have not left, and returns how many there are. Called by anybody. */
    int parked(IntConsumer slots) {
        int count = 0;
        long tail = tail();
        for (long at = here(); places(at, tail) > 0; at += STEP) {
            long cell = cell(at);
            if ((cell & DONE) != 0) {
                slots.accept(Cell.slot(cell));
                count++;
            }
        }
        return count;
    }

    private int finish(long seat, long done, Departure departure) {
        // Pairs with the get-and-or of HEAD in drain().
        boolean isAwaited = (getAndOr(seat, done) & HEAD) != 0;
        return isAwaited ? drain(done, departure) : 0;
    }

    /** Returns how many have left. */
    private int drain(long firstCell, Departure departure) {
        int count = 0;
        long cell = firstCell;
        do {
            departure.leave(cell);
            count++;
            pass();
            // Pairs with the get-and-or of DONE in finish().
            cell = stand();
        } while ((cell & DONE) != 0);
        return count;
    }

    /** Takes an entry whose turn has come, as its cell says. */
    @FunctionalInterface
    interface Departure {
        void leave(long cell);
    }
}
