package io.millrace.ordered;

import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Where items that went side by side are brought back into the order of their places. Each comes here once.
 *
 * <p>Idea: a ring with a cell for each place, in one of which lies the <em>head</em>. Who brings the item of that cell has the head; it lets
 * that item go on and each after it that is there, and leaves the head in the first cell that is empty. So no thread waits, and no item.
 *
 * <ol>
 *   <li>A cell goes from empty or the head to an item by who brings that, and from an item to empty by who has the head or opens it; each by one exchange,
 *       so one of the two has the item.
 *   <li>A cell is empty before the head moves on, and an item comes into the ring only if that is less than a round behind it.
 *   <li>An item that is more than a round early is put aside, and then the head is read again; who moves the head looks afterwards whether the item
 *       it is at was put aside.
 *   <li>Once it is open everybody goes on at once: who comes writes the cell and then reads that; who opens it writes that and then looks at the cells.
 * </ol>
 */
final class Gathering {

    private static final Object HEAD = new Object();

    /** What is gathered. */
    interface Member {

        /** Goes on, in turn. */
        void goOn();
    }

    private final AtomicReferenceArray<@Nullable Object> cells;
    private final ConcurrentHashMap<Long, Member> early = new ConcurrentHashMap<>();

    /** How many items are put aside, or will be, or were until now: never too few, as the size of a map may be that others change. */
    private final AtomicInteger aside = new AtomicInteger();

    /** The place whose item goes on next. Written by who has the head. */
    private volatile long head;

    private volatile boolean open;

    Gathering(int window) {
        this(window, 0);
    }

    /** A gathering whose first item has this place. */
    Gathering(int window, long first) {
        cells = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(2, window) * 2 - 1));
        head = first;
        cells.set(index(first), HEAD);
    }

    /** Takes the item of a place, which goes on in its turn. */
    @SuppressWarnings("ReferenceEquality") // There is one head.
    void arrive(long place, Member job) {
        if (isEarly(place) && !comesBack(place, job)) {
            return;
        }
        int at = index(place);
        Object before = cells.getAndSet(at, job);
        if (before == HEAD) {
            letGo(place, job);
        } else if (open && cells.compareAndSet(at, job, null)) {
            job.goOn();
        }
    }

    /** Returns whether the item of a place goes on as soon as it arrives. */
    boolean isNext(long place) {
        return head == place;
    }

    private boolean isEarly(long place) {
        return place - head >= cells.length();
    }

    /** Puts an item aside. Returns whether there is room for it after all, and the caller has it again. */
    private boolean comesBack(long place, Member job) {
        aside.incrementAndGet();
        early.put(place, job);
        if (open) {
            if (takeAside(place) != null) {
                job.goOn();
            }
            return false;
        }
        return !isEarly(place) && takeAside(place) != null;
    }

    private @Nullable Member takeAside(long place) {
        Member job = early.remove(place);
        if (job != null) {
            aside.decrementAndGet();
        }
        return job;
    }

    /** Lets items go on from a place, as many as are there. Called by who has the head. */
    private void letGo(long from, Member first) {
        long place = from;
        // Who opens it may have taken the item, and nobody needs the head any more.
        Member job = cells.compareAndSet(index(place), first, null) ? first : null;
        while (job != null) {
            // Before the head is passed on: this is the order.
            job.goOn();
            place++;
            head = place;
            job = next(place);
        }
    }

    /** Takes the item of a place, whose cell is empty then; null if it is not there, and the head is in its cell. */
    private @Nullable Member next(long place) {
        Object found = cells.getAndSet(index(place), HEAD);
        Member job = found instanceof Member present ? present : aside.get() == 0 ? null : takeAside(place);
        if (job != null) {
            cells.set(index(place), null);
        }
        return job;
    }

    /** Lets everything go on at once from now on, since items are missing that will never come. */
    void open() {
        open = true;
        long from = head;
        for (int i = 0; i < cells.length(); i++) {
            if (cells.getAndSet(index(from + i), null) instanceof Member job) {
                job.goOn();
            }
        }
        for (Long place : new TreeMap<>(early).keySet()) {
            Member job = takeAside(place);
            if (job != null) {
                job.goOn();
            }
        }
    }

    private int index(long place) {
        return (int) place & (cells.length() - 1);
    }
}
