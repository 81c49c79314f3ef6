package io.millrace.core.domain;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Surroundings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A first-in-first-out ring of small numbers (slots or flow ids) for any number of appenders and claimers.
 *
 * <p>Idea: Vyukov's bounded queue with a stamp in each cell, made simpler by what the credits guarantee. There are never more tickets from HEAD to TAIL than
 * cells, so an appender need not look for room, and a claimer need not mark what it has read.
 *
 * <ol>
 *   <li>A cell holds the ticket of its last appender and the number it brought; ticket 0 is stored as 1 so that a fresh cell matches nothing.
 *   <li>Whoever moves {@code HEAD} from h to h + n owns the numbers of tickets h to h + n - 1, which it read before. They cannot have changed in between: the
 *       appender of ticket h + capacity can only come after HEAD has passed h.
 *   <li>An appender that was preempted between taking its ticket and publishing does not stop the rest: a claimer that has waited a while marks the cell as
 *       skipped, and the appender, which finds the mark, takes another ticket. What one thread appends keeps its order, since it appends its next number only
 *       after this one.
 *   <li>Only the ticket at HEAD is ever skipped, so the tickets from HEAD to TAIL are those of the numbers and at most one more. Hence one cell more than numbers:
 *       without it the number that was sent to the end would land on the mark, and every claimer would wait for ever at a HEAD that nobody brings.
 * </ol>
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>Field</th><th>Access</th><th>Writers</th></tr>
 * <tr><td>HEAD</td><td>volatile, compare-and-set</td><td>claimers</td></tr>
 * <tr><td>TAIL</td><td>get-and-add</td><td>appenders</td></tr>
 * <tr><td>cells</td><td>acquire, compare-and-set</td><td>appenders; claimers that skip</td></tr>
 * </table>
 */
public final class SlotRing {

    /** Numbers are below this; the value itself marks a skipped cell. */
    public static final int NUMBER_LIMIT = (1 << 20) - 1;

    private static final int NUMBER_BITS = 20;
    private static final long TICKETS = -1L >>> NUMBER_BITS;
    private static final int PATIENCE = 128;
    private static final int HEAD = 0;
    private static final int TAIL = 1;
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] cells;
    private final int mask;
    private final PaddedLongs ends = new PaddedLongs(2);

    /** Creates a ring for at most {@code capacity} numbers at a time. */
    public SlotRing(int capacity) {
        int needed = capacity + 1;
        cells = new long[Integer.highestOneBit(2 * needed - 1)];
        mask = cells.length - 1;
    }

    public void append(int number) {
        while (!publish(ticket(), number)) {
            // The cell was skipped: this thread was away for too long.
        }
    }

    /** Takes the next ticket: the first half of an append. */
    public long ticket() {
        // Pairs with the reads of TAIL by claimers: a number on its way in makes them wait for it, not give up.
        return ends.getAndAdd(TAIL, 1);
    }

    /** Brings the number for a ticket: the second half of an append. Returns false if claimers have not waited for it. */
    public boolean publish(long ticket, int number) {
        int index = (int) ticket & mask;
        long before = (long) CELL.getAcquire(cells, index);
        // Pairs with the acquire in read(): who sees the cell sees what was written into the slot before.
        return isOlder(before, ticket) && CELL.compareAndSet(cells, index, before, cell(ticket, number));
    }

    /** Returns the first number, or -1 if the ring was empty. */
    public int claim() {
        int waits = 0;
        for (; ; ) {
            long head = ends.get(HEAD);
            long cell = (long) CELL.getAcquire(cells, (int) head & mask);
            if (isOf(cell, head)) {
                int number = (int) cell & NUMBER_LIMIT;
                // Pairs with the same line on other claimers: one of them gets this ticket.
                if (ends.compareAndSet(HEAD, head, head + 1) && number != NUMBER_LIMIT) {
                    return number;
                }
            } else if (ends.get(TAIL) == head) {
                return -1;
            } else {
                waits = await(head, waits);
            }
        }
    }

    /** Moves up to {@code limit} numbers into {@code target} and returns how many; 0 if the ring was empty. */
    public int claim(int[] target, int limit) {
        int waits = 0;
        for (; ; ) {
            long head = ends.get(HEAD);
            int count = read(head, target, limit);
            if (count > 0) {
                // Pairs with the same line on other claimers: one of them gets these tickets.
                if (ends.compareAndSet(HEAD, head, head + count)) {
                    int kept = withoutSkipped(target, count);
                    if (kept > 0) {
                        return kept;
                    }
                }
            } else if (ends.get(TAIL) == head) {
                return 0;
            } else {
                waits = await(head, waits);
            }
        }
    }

    /** Gives the appender of a ticket some time, then skips it. Returns how often it has been waited for. */
    private int await(long head, int waits) {
        if (waits < PATIENCE) {
            Surroundings.spinWait();
            return waits + 1;
        }
        skip(head);
        return 0;
    }

    /** Returns how many numbers are in the ring, those on the way in included. */
    public int size() {
        return (int) Math.max(0, ends.get(TAIL) - ends.get(HEAD));
    }

    public boolean isEmpty() {
        return ends.get(HEAD) == ends.get(TAIL);
    }

    private int read(long head, int[] target, int limit) {
        int count = 0;
        while (count < limit) {
            long ticket = head + count;
            long cell = (long) CELL.getAcquire(cells, (int) ticket & mask);
            if (!isOf(cell, ticket)) {
                break;
            }
            target[count++] = (int) cell & NUMBER_LIMIT;
        }
        return count;
    }

    private static int withoutSkipped(int[] target, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (target[i] != NUMBER_LIMIT) {
                target[kept++] = target[i];
            }
        }
        return kept;
    }

    /** Marks the cell of the first ticket, whose appender has not come. */
    public void skip(long head) {
        int index = (int) head & mask;
        long before = (long) CELL.getAcquire(cells, index);
        if (isOlder(before, head)) {
            // Pairs with the compare-and-set in publish(): either the number is there, or its appender finds the mark.
            CELL.compareAndSet(cells, index, before, cell(head, NUMBER_LIMIT));
        }
    }

    private static boolean isOf(long cell, long ticket) {
        return cell >>> NUMBER_BITS == (ticket + 1 & TICKETS);
    }

    private static boolean isOlder(long cell, long ticket) {
        return (cell & -1L << NUMBER_BITS) - ((ticket + 1) << NUMBER_BITS) < 0;
    }

    private static long cell(long ticket, int number) {
        return (ticket + 1) << NUMBER_BITS | number;
    }
}
