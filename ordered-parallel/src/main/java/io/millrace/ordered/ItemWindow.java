package io.millrace.ordered;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Surroundings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the items of a series that are under way, and lets submitters wait for room. Who has found it full goes on when half of it is
 * free, and so is woken once for many items.
 */
final class ItemWindow {

    /** Items that have ended. Written by the worker that has the series. */
    private static final int ENDED = 0;

    /** A copy of ENDED for submitters, which may be old. */
    private static final int ENDED_SEEN = 1;

    private static final long NOBODY = Long.MAX_VALUE;

    private static final long YIELD_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /** A wait in which a thread was parked and woken, and little more. */
    private static final long SHORT_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final int size;
    private final PaddedLongs counts = new PaddedLongs(2);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomy = lock.newCondition();

    /**
     * How many items must have ended for the first waiter to go on. Written under the lock: lowered by a waiter before it last reads what has ended, and
     * taken back
     * by a worker that wakes; read by workers after they have raised that. May be the wish of one who has gone on, which wakes others once too early.
     */
    private volatile long wanted = NOBODY;

    /** Written by submitters; a stale value does no harm. */
    private volatile long lastWaitNanos;

    ItemWindow(int size) {
        this.size = size;
    }

    /** Returns whether the item of a place must wait. */
    boolean isFull(long place) {
        if (place - counts.getOpaque(ENDED_SEEN) < size) {
            return false;
        }
        // Pairs with itself on other submitters, of which one may put an older copy back.
        long ended = counts.get(ENDED);
        counts.setRelease(ENDED_SEEN, ended);
        return place - ended >= size;
    }

    /**
     * Waits until half of the window before a place is free. If waits are short, the thread first offers its core to others for a while: to be
     * woken would take longer.
     */
    void await(long place) throws InterruptedException {
        long begin = Surroundings.nanoTime();
        long goal = place - size + Math.max(1, size / 2);
        try {
            if (lastWaitNanos > SHORT_WAIT_NANOS || !yieldUntil(goal, begin)) {
                Surroundings.await(() -> counts.get(ENDED) >= goal, Long.MAX_VALUE, forEver -> parkUntil(goal));
            }
        } finally {
            lastWaitNanos = Surroundings.nanoTime() - begin;
        }
    }

    private boolean yieldUntil(long goal, long begin) {
        while (counts.get(ENDED) < goal) {
            if (Surroundings.nanoTime() - begin > YIELD_NANOS) {
                return false;
            }
            Surroundings.giveWay();
        }
        return true;
    }

    private boolean parkUntil(long goal) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (counts.get(ENDED) < goal) {
                wanted = Math.min(wanted, goal);
                // Pairs with ended(): written before the count is read once more.
                if (counts.get(ENDED) < goal) {
                    roomy.await();
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Says that items have ended. */
    void ended(int items) {
        // Pairs with parkUntil(): raised before it is read what is wanted.
        long ended = counts.getAndAdd(ENDED, items) + items;
        if (ended >= wanted) {
            wake();
        }
    }

    private void wake() {
        lock.lock();
        try {
            wanted = NOBODY;
            roomy.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
