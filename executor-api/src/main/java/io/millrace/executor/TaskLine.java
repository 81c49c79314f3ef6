package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Surroundings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tasks in line, first in, first out, without bound, for any number of adders and takers. A task is one reference.
 *
 * <p>Idea: a list of chunks of cells with a ticket for each, by get-and-add for adders (FAAArrayQueue of Ramalhete and
 * Correia), by compare-and-set for takers, who then never run ahead of the adders.
 *
 * <ol>
 *   <li>An adder takes a ticket, then asks whether it may still add, and then brings the task into the cell or voids
 *       it. From the ticket on the line is not empty; so who first forbids to add, and then finds the line empty, has
 *       seen the last task.
 *   <li>Whoever moves {@code TAKEN} from t to t + 1 owns what the cell t has, which it read before. A cell is written
 *       once by an adder, or voided once, before that, and emptied by its taker afterwards.
 *   <li>An adder that was preempted between ticket and cell does not stop the rest: a taker that has waited a while
 *       voids the cell, and the adder, which finds that, takes another ticket. What one thread adds keeps its order.
 * </ol>
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>Field</th><th>Access</th><th>Writers</th></tr>
 * <tr><td>ADDED, of a chunk</td><td>get-and-add</td><td>adders</td></tr>
 * <tr><td>TAKEN, of a chunk</td><td>compare-and-set</td><td>takers</td></tr>
 * <tr><td>cells</td><td>acquire, compare-and-set; opaque when emptied</td><td>adders; takers that void; the owner</td></tr>
 * <tr><td>first, last, next</td><td>volatile, compare-and-set</td><td>whoever finds a chunk used up</td></tr>
 * </table>
 *
 * <p>Rejected: {@code ConcurrentLinkedQueue} (a node for each task); the unbounded queues of JCTools (one taker, or
 * {@code sun.misc.Unsafe}).
 */
final class TaskLine {

    /** Tasks in a chunk: large enough for its other fields to cost a few bits a task. */
    static final int CHUNK = 512;

    private static final int PATIENCE = 128;

    /** What a cell has that no task will come into. */
    private static final Object VOID = new Object();

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle FIRST;
    private static final VarHandle LAST;
    private static final VarHandle NEXT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            FIRST = lookup.findVarHandle(TaskLine.class, "first", Chunk.class);
            LAST = lookup.findVarHandle(TaskLine.class, "last", Chunk.class);
            NEXT = lookup.findVarHandle(Chunk.class, "next", Chunk.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private volatile Chunk first = new Chunk(0);
    private volatile Chunk last = first;

    /** Adds a task at the end, unless after its ticket was taken {@code mayAdd} says no. Returns whether it was added. */
    boolean add(Runnable task, BooleanSupplier mayAdd) {
        for (; ; ) {
            Chunk chunk = last;
            int ticket = chunk.ticket();
            if (ticket >= CHUNK) {
                LAST.compareAndSet(this, chunk, chunk.following());
                continue;
            }
            // Pairs with Shutdown.advance: the ticket is taken before this read, the state written before it looks
            // here.
            boolean may = mayAdd.getAsBoolean();
            if (chunk.fill(ticket, may ? task : VOID) || !may) {
                return may;
            }
        }
    }

    /** Takes the first task; null if there is none. */
    @Nullable
    Runnable poll() {
        int waits = 0;
        for (; ; ) {
            Chunk chunk = first;
            int at = chunk.taken();
            Object found = at < CHUNK ? chunk.at(at) : null;
            if (found != null) {
                // Pairs with itself on other takers: one of them gets the cell.
                if (chunk.take(at) && !isVoid(found)) {
                    chunk.empty(at);
                    return (Runnable) found;
                }
            } else if (at >= CHUNK) {
                if (!passTo(chunk)) {
                    return null;
                }
            } else if (chunk.added() <= at) {
                return null;
            } else if (waits++ < PATIENCE) {
                Surroundings.spinWait();
            } else {
                chunk.fill(at, VOID);
                waits = 0;
            }
        }
    }

    /** Returns about the first task; null if there is none. It may have been taken meanwhile. */
    @Nullable
    Runnable first() {
        Chunk chunk = first;
        int at = chunk.taken();
        Object found = at < CHUNK ? chunk.at(at) : null;
        return found == null || isVoid(found) ? null : (Runnable) found;
    }

    /**
     * Shows the tasks in order, and voids the cells of those of which {@code mayGo} says that nothing is to be run, at most
     * so many. One that a taker has taken out meanwhile is run all the same: it must do nothing then.
     */
    void sweep(Predicate<Runnable> mayGo, long most) {
        long gone = 0;
        Chunk chunk = first;
        while (chunk != null && gone < most) {
            int end = Math.min(CHUNK, chunk.added());
            for (int at = Math.min(CHUNK, chunk.taken()); at < end && gone < most; at++) {
                Object found = chunk.at(at);
                if (found != null && !isVoid(found) && mayGo.test((Runnable) found)) {
                    chunk.replaceByVoid(at, found);
                    gone++;
                }
            }
            chunk = chunk.next;
        }
        // Passes those at the front, so that what is swept again and again keeps no chunk.
        isEmpty();
    }

    /** Returns whether there is no task and none is on its way in. */
    boolean isEmpty() {
        for (; ; ) {
            Chunk chunk = first;
            int at = chunk.taken();
            if (at >= CHUNK) {
                if (!passTo(chunk)) {
                    return true;
                }
            } else if (isVoid(chunk.at(at))) {
                chunk.take(at);
            } else {
                // Pairs with ticket(): once this is true, who takes a ticket asks whether it may add after this read.
                return chunk.added() <= at;
            }
        }
    }

    /** Returns about how many tasks there are; exact while nothing moves and no cell was voided. */
    long size() {
        Chunk front = first;
        long taken = front.begin + front.taken();
        Chunk back = last;
        return Math.max(0, back.begin + Math.min(CHUNK, back.added()) - taken);
    }

    @SuppressWarnings("ReferenceEquality") // The mark is equal to itself alone.
    private static boolean isVoid(@Nullable Object found) {
        return found == VOID;
    }

    /** Goes on to the chunk after one that is used up; false if there is none yet. */
    private boolean passTo(Chunk used) {
        Chunk next = used.next;
        return next != null && (FIRST.compareAndSet(this, used, next) || first != used);
    }

    private static final class Chunk {

        private static final int ADDED = 0;
        private static final int TAKEN = 1;

        private final long begin;
        private final PaddedLongs tickets = new PaddedLongs(2);
        private final @Nullable Object[] cells = new Object[CHUNK];
        private volatile @Nullable Chunk next;

        Chunk(long begin) {
            this.begin = begin;
        }

        int ticket() {
            return (int) tickets.getAndAdd(ADDED, 1);
        }

        int added() {
            return (int) tickets.get(ADDED);
        }

        int taken() {
            return (int) tickets.get(TAKEN);
        }

        boolean take(int at) {
            return tickets.compareAndSet(TAKEN, at, at + 1);
        }

        @Nullable
        Object at(int index) {
            return CELL.getAcquire(cells, index);
        }

        boolean fill(int index, Object task) {
            // Pairs with itself on a taker that voids: either the task is there, or its adder finds that.
            return CELL.compareAndSet(cells, index, null, task);
        }

        void replaceByVoid(int index, Object swept) {
            // Pairs with empty(): a taker that was faster has the cell.
            CELL.compareAndSet(cells, index, swept, VOID);
        }

        /** Called by whoever has taken the cell: nobody looks at it any more but one that will not get it. */
        void empty(int index) {
            CELL.setOpaque(cells, index, null);
        }

        Chunk following() {
            Chunk present = next;
            if (present == null) {
                Chunk fresh = new Chunk(begin + CHUNK);
                // Pairs with itself: all agree on one chunk.
                Chunk earlier = (Chunk) NEXT.compareAndExchange(this, null, fresh);
                present = earlier == null ? fresh : earlier;
            }
            return present;
        }
    }
}
