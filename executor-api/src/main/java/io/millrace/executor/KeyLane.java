package io.millrace.executor;

import io.millrace.core.Ingress;
import io.millrace.core.Refusal;
import io.millrace.core.Surroundings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one key, from the first that comes to the last that is there.
 *
 * <p>Idea: what is scheduled is the <em>turn</em> of the lane and not a task, as with actors. Whoever has the turn runs
 * the tasks one after the other; there is one turn, so they never overlap. The list is the queue of Vyukov (intrusive,
 * many producers, one consumer) without a node that stays: the exchange that finds a lane without tasks is the one that
 * opens it, and the one that leaves it without tasks closes it for good.
 *
 * <ol>
 *   <li>A lane has one turn from its opening until it is closed. Its holder, one thread at a time, writes {@code first}
 *       and closes.
 *   <li>A task that was appended is passed to by the holder: it comes before the closing or is not appended.
 *   <li>A lane leaves the map when it was closed, and only then; who finds it closed helps. Equal to a closed lane is
 *       only itself, so that leaving asks no key.
 *   <li>Where the device takes nothing more, no task of the lane is the holder's to run: it was appended before {@code
 *       shutdownNow} changed the state, which finds it in the lane, or its submitter sees the state and rejects it.
 * </ol>
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>Field</th><th>Access</th><th>Writers</th></tr>
 * <tr><td>newest</td><td>volatile, compare-and-set</td><td>submitters; the holder of the turn, once, to close</td></tr>
 * <tr><td>first</td><td>volatile, release</td><td>the holder of the turn</td></tr>
 * </table>
 */
@SuppressWarnings("ReferenceEquality") // Tasks are the same or not; none is equal to another.
final class KeyLane implements Arrival {

    private static final int PATIENCE = 128;

    private static final VarHandle NEWEST;
    private static final VarHandle FIRST;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEWEST = lookup.findVarHandle(KeyLane.class, "newest", KeyedTask.class);
            FIRST = lookup.findVarHandle(KeyLane.class, "first", KeyedTask.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final KeyAddress address;
    private final KeyLanes lanes;

    /** That of the key, kept here too for the one that closes the lane. */
    private final int hash;

    /** The task that was appended last; null when the lane is closed. */
    private volatile @Nullable KeyedTask newest;

    /** The task that runs, or has its turn next. */
    private volatile KeyedTask first;

    /** Who has the turn, for those who look for a circle of waits. Written by the holder. */
    private volatile @Nullable Shift holder;

    KeyLane(KeyLanes lanes, KeyedTask task) {
        this.lanes = lanes;
        address = task.address();
        hash = address.hashCode();
        newest = task;
        first = task;
    }

    KeyAddress address() {
        return address;
    }

    /** Says who has the turn; null that it is about to be passed on. */
    void heldBy(@Nullable Shift shift) {
        holder = shift;
    }

    @Nullable
    Shift holder() {
        return holder;
    }

    /** Appends a task; false if the lane is closed. */
    boolean append(KeyedTask task) {
        KeyedTask seen = newest;
        while (seen != null) {
            task.number = seen.number + 1;
            // Pairs with itself on other submitters, and with pass(): behind, or after the closing and not at all.
            KeyedTask witness = (KeyedTask) NEWEST.compareAndExchange(this, seen, task);
            if (witness == seen) {
                seen.link(task);
                return true;
            }
            seen = witness;
        }
        return false;
    }

    /** Returns the task whose turn it is. */
    KeyedTask first() {
        return first;
    }

    /**
     * Passes on from the first task. Returns the next one, or the same again if the next is on its way in, or null if
     * there is none and the lane was closed. Called by the holder of the turn.
     */
    @Nullable
    KeyedTask pass(KeyedTask task) {
        KeyedTask next = task.next();
        if (next == null) {
            if (newest == task && NEWEST.compareAndSet(this, task, null)) {
                lanes.remove(this);
                return null;
            }
            next = awaitNext(task);
            if (next == null) {
                return task;
            }
        }
        // Pairs with the walk in surrenderTo(), which waits for a link or for this.
        FIRST.setRelease(this, next);
        task.unlink();
        return next;
    }

    private static @Nullable KeyedTask awaitNext(KeyedTask task) {
        KeyedTask next = task.next();
        for (int i = 0; next == null && i < PATIENCE; i++) {
            Surroundings.spinWait();
            next = task.next();
        }
        return next;
    }

    /** Ends the turn where there is nothing to run, as soon as all tasks have been taken out. */
    void abandon() {
        KeyedTask task = first();
        while (task != null) {
            if (task.isTaken()) {
                task = pass(task);
            } else {
                Surroundings.giveWay();
            }
        }
    }

    /** Takes the tasks that have not started, in order. What is appended meanwhile may be missed. */
    void surrenderTo(List<? super Runnable> unstarted) {
        walk(task -> {
            Runnable taken = task.surrender();
            if (taken != null) {
                unstarted.add(taken);
            }
            return true;
        });
    }

    /** Shows the tasks that are there, in order, as long as {@code goesOn} says so. What is appended meanwhile may be missed. */
    void walk(Predicate<KeyedTask> goesOn) {
        KeyedTask from = first();
        KeyedTask task = from;
        while (task != null && goesOn.test(task)) {
            KeyedTask next = task.next();
            while (next == null) {
                KeyedTask last = newest;
                if (last == null || last == task) {
                    return;
                }
                KeyedTask now = first();
                if (now == from) {
                    Surroundings.giveWay();
                    next = task.next();
                } else {
                    // The lane has passed on, perhaps from this task, and dropped its link.
                    from = now;
                    next = now;
                }
            }
            task = next;
        }
    }

    /** Returns whether tasks of the key are not to begin for now. */
    boolean isPaused() {
        return lanes.paused().isPaused(address);
    }

    /** Leaves the turn to who resumes the key; false if that has happened, or the next task was taken out. Called by the holder, who has it no more after true. */
    boolean park() {
        return lanes.paused().park(this);
    }

    /** Returns how many tasks have not begun, the one whose turn it is included unless a worker has the turn. */
    int unbegun() {
        return waiting() + (newest != null && holder == null ? 1 : 0);
    }

    /** Returns how many tasks wait behind the one whose turn it is. */
    int waiting() {
        KeyedTask last = newest;
        return last == null ? 0 : Math.max(0, last.number - first().number);
    }

    /** Returns how long the oldest task waits that was stamped; 0 if there is none. */
    long oldestNanos(long now) {
        KeyedTask task = first();
        if (task.isTaken()) {
            task = task.next();
        }
        return StampedTask.waitNanos(task, now);
    }

    @Override
    public Refusal enter(Ingress ingress) {
        Refusal refusal = ingress.enqueue(DomainLayout.PLAIN, this);
        if (refusal == Refusal.STOPPED) {
            abandon();
            return Refusal.NONE;
        }
        return refusal;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (newest != null && other instanceof KeyLane that && address.hasKeyOf(that.address));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
