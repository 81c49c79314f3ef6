package io.millrace.executor;

import io.millrace.core.PaddedLongs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that one thread has forked: it takes the newest, others steal the oldest.
 *
 * <p>Idea: a deque after Chase and Lev (2005) that only says where tasks are. Whose a task is, its own {@linkplain
 * Claimable#tryClaim() claim} decides; so the owner takes without a fence, somebody who waits for a task may claim
 * it wherever it lies, and to find a task twice does no harm.
 *
 * <ol>
 *   <li>Thieves agree by {@code TOP} who looks at a position; who has moved it from t to t + 1 claims what it then finds
 *       there, or leaves it to whoever has.
 *   <li>A task that nobody has claimed lies at {@code TOP} or above it, or a thief is about to claim it. The owner that
 *       has put a task at a position looks behind a fence whether a thief has passed that meanwhile, and puts it above.
 *   <li>A cell is used again when its task was claimed, and not before: a thief that has passed the position may be slow to
 *       look.
 *   <li>A task that was taken lies in no cell of those that are in use: a thief empties it in each array that the owner has taken
 *       meanwhile, and the owner empties what it copied and finds empty behind that.
 *   <li>From a position that {@code BOTTOM} had when a task began, up, lies only what was forked while it ran.
 * </ol>
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>Field</th><th>Access</th><th>Writers</th></tr>
 * <tr><td>TOP</td><td>compare-and-set</td><td>thieves</td></tr>
 * <tr><td>BOTTOM</td><td>release</td><td>the owner</td></tr>
 * <tr><td>cells</td><td>release, acquire</td><td>the owner; thieves that empty one</td></tr>
 * </table>
 *
 * <p>Rejected: exclusion by the deque itself, which costs the owner a fence for each task it takes back, on top of the
 * claim, without which nobody could take a task out of the middle.
 */
@SuppressWarnings("ReferenceEquality") // Tasks are the same or not; none is equal to another.
final class ForkDeque {

    private static final int TOP = 0;
    private static final int BOTTOM = 1;
    private static final int FEWEST = 64;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(ForkJoinTask[].class);

    private final PaddedLongs ends = new PaddedLongs(2);

    /** A power of two long. Replaced by the owner, read by a thief after it has taken a position. */
    private volatile @Nullable ForkJoinTask<?>[] cells = new ForkJoinTask<?>[FEWEST];

    /** Puts a task on top of the owner's. Called by the owner. */
    void push(ForkJoinTask<?> task) {
        long at = ends.getOpaque(BOTTOM);
        long passed = at;
        do {
            at = passed;
            @Nullable ForkJoinTask<?>[] current = room(at);
            CELL.setRelease(current, index(at, current.length), task);
            ends.setRelease(BOTTOM, at + 1);
            // Pairs with the compare-and-set in steal(): either the thief finds the task at the position that it took,
            // or this sees that the position was passed.
            VarHandle.fullFence();
            passed = ends.get(TOP);
            if (passed > at) {
                // The thief may have looked before, and nobody comes by here until the cell is used again.
                CELL.compareAndSet(current, index(at, current.length), task, null);
            }
        } while (passed > at);
    }

    /** Takes the newest task that nobody has claimed; null if there is none. Called by the owner. */
    @Nullable
    ForkJoinTask<?> pop() {
        for (long at = ends.getOpaque(BOTTOM) - 1; at >= ends.get(TOP); at--) {
            ForkJoinTask<?> task = take(at);
            if (task != null && task.tryClaim()) {
                return task;
            }
        }
        return null;
    }

    /** Returns the newest task that nobody has claimed; null if there is none. It stays where it is. Called by the owner. */
    @Nullable
    ForkJoinTask<?> peek() {
        @Nullable ForkJoinTask<?>[] current = cells;
        for (long at = ends.getOpaque(BOTTOM) - 1; at >= ends.get(TOP); at--) {
            ForkJoinTask<?> task = (ForkJoinTask<?>) CELL.getAcquire(current, index(at, current.length));
            if (task != null && !task.isClaimed()) {
                return task;
            }
        }
        return null;
    }

    /** Takes the newest task, if it is wanted. It is not claimed. Called by the owner. */
    @Nullable
    ForkJoinTask<?> popIf(Predicate<ForkJoinTask<?>> wanted) {
        for (long at = ends.getOpaque(BOTTOM) - 1; at >= ends.get(TOP); at--) {
            @Nullable ForkJoinTask<?>[] current = cells;
            int index = index(at, current.length);
            ForkJoinTask<?> task = (ForkJoinTask<?>) CELL.getAcquire(current, index);
            if (task != null && !task.isClaimed()) {
                return wanted.test(task) ? take(at) : null;
            }
            empty(current, index, at);
        }
        return null;
    }

    /** Forgets a task that was claimed, if it is the newest. Called by the owner. */
    void drop(ForkJoinTask<?> claimed) {
        long at = ends.getOpaque(BOTTOM) - 1;
        @Nullable ForkJoinTask<?>[] current = cells;
        int index = index(at, current.length);
        if (current[index] == claimed) {
            empty(current, index, at);
        }
    }

    private @Nullable ForkJoinTask<?> take(long at) {
        @Nullable ForkJoinTask<?>[] current = cells;
        int index = index(at, current.length);
        ForkJoinTask<?> task = current[index];
        empty(current, index, at);
        return task;
    }

    private void empty(@Nullable ForkJoinTask<?>[] current, int index, long at) {
        CELL.setOpaque(current, index, null);
        ends.setRelease(BOTTOM, at);
    }

    /** Steals the oldest task that nobody has claimed; null if there is none. */
    @Nullable
    ForkJoinTask<?> steal() {
        for (long at = ends.get(TOP); at < ends.get(BOTTOM); at = ends.get(TOP)) {
            ForkJoinTask<?> task = tryPass(at);
            if (task != null && task.tryClaim()) {
                return task;
            }
        }
        return null;
    }

    /** Finds the oldest task that lies at {@code from} or above and nobody has claimed. It stays where it is. */
    @Nullable
    ForkJoinTask<?> find(long from) {
        @Nullable ForkJoinTask<?>[] current = cells;
        long bottom = ends.get(BOTTOM);
        for (long at = Math.max(from, ends.get(TOP)); at < bottom; at++) {
            ForkJoinTask<?> task = (ForkJoinTask<?>) CELL.getAcquire(current, index(at, current.length));
            if (task != null && !task.isClaimed()) {
                return task;
            }
        }
        return null;
    }

    /** Finds the oldest task that is wanted and nobody has claimed. It stays where it is. */
    @Nullable
    ForkJoinTask<?> findIf(Predicate<ForkJoinTask<?>> wanted) {
        @Nullable ForkJoinTask<?>[] current = cells;
        long bottom = ends.get(BOTTOM);
        for (long at = ends.get(TOP); at < bottom; at++) {
            ForkJoinTask<?> task = (ForkJoinTask<?>) CELL.getAcquire(current, index(at, current.length));
            if (task != null && !task.isClaimed() && wanted.test(task)) {
                return task;
            }
        }
        return null;
    }

    private @Nullable ForkJoinTask<?> tryPass(long at) {
        if (!ends.compareAndSet(TOP, at, at + 1)) {
            return null;
        }
        @Nullable ForkJoinTask<?>[] current = cells;
        ForkJoinTask<?> task = (ForkJoinTask<?>) CELL.getAcquire(current, index(at, current.length));
        if (task != null) {
            @Nullable ForkJoinTask<?>[] emptied;
            do {
                emptied = cells;
                // The owner may have put another one there, when it has gone round.
                CELL.compareAndSet(emptied, index(at, emptied.length), task, null);
                // Pairs with widen(): either this sees the wider cells, or the owner sees that the cell is empty.
            } while (emptied != cells);
        }
        return task;
    }

    /** Returns the position of the next task. Called by the owner. */
    long position() {
        return ends.getOpaque(BOTTOM);
    }

    /** Returns whether there is nothing to steal. */
    boolean isEmpty() {
        return size() == 0;
    }

    /** Returns about how many tasks there are. */
    int size() {
        long top = ends.get(TOP);
        return (int) Math.max(0, ends.get(BOTTOM) - top);
    }

    /** Returns the cells, more of them if that of the position is in use. */
    private @Nullable ForkJoinTask<?>[] room(long bottom) {
        @Nullable ForkJoinTask<?>[] current = cells;
        ForkJoinTask<?> occupant = (ForkJoinTask<?>) CELL.getAcquire(current, index(bottom, current.length));
        if (occupant == null || occupant.isClaimed()) {
            return current;
        }
        return widen(current, bottom);
    }

    private @Nullable ForkJoinTask<?>[] widen(@Nullable ForkJoinTask<?>[] current, long bottom) {
        @Nullable ForkJoinTask<?>[] wider = new ForkJoinTask<?>[2 * current.length];
        long lowest = Math.max(0, bottom - current.length);
        for (long at = lowest; at < bottom; at++) {
            wider[index(at, wider.length)] = (ForkJoinTask<?>) CELL.getAcquire(current, index(at, current.length));
        }
        // Pairs with the reads in tryPass(), of which the first comes after the position was seen below BOTTOM.
        cells = wider;
        for (long at = lowest; at < bottom; at++) {
            // What a thief took while it was copied would be kept here for nobody.
            if (CELL.getVolatile(current, index(at, current.length)) == null) {
                CELL.setOpaque(wider, index(at, wider.length), null);
            }
        }
        return wider;
    }

    private static int index(long at, int length) {
        return (int) at & length - 1;
    }
}
