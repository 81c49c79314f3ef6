package io.millrace.ordered;

import io.millrace.core.PaddedLongs;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final long YIELD_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /** A wait in which a thread was parked and woken, and little more. */
    private static final long SHORT_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final int size;
    private final PaddedLongs counts = new PaddedLongs(2);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomy = lock.newCondition();

    /** Raised by a waiter before it reads what has ended; read by workers after they have raised that. */
    private final AtomicInteger waiters = new AtomicInteger();

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
        long begin = System.nanoTime();
        try {
            if (lastWaitNanos > SHORT_WAIT_NANOS || !yieldUntilRoomy(place, begin)) {
                parkUntilRoomy(place);
            }
        } finally {
            lastWaitNanos = System.nanoTime() - begin;
        }
    }

    private boolean yieldUntilRoomy(long place, long begin) {
        while (!isRoomy(place)) {
            if (System.nanoTime() - begin > YIELD_NANOS) {
                return false;
            }
            Thread.yield();
        }
        return true;
    }

    private void parkUntilRoomy(long place) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            // Pairs with ended(): counted before the count is read.
            waiters.incrementAndGet();
            while (!isRoomy(place)) {
                roomy.await();
            }
        } finally {
            waiters.decrementAndGet();
            lock.unlock();
        }
    }

    private boolean isRoomy(long place) {
        return place - counts.get(ENDED) <= size - Math.max(1, size / 2);
    }

    /** Says that items have ended. */
    void ended(int items) {
        // Pairs with await(): raised before the waiters are read.
        counts.getAndAdd(ENDED, items);
        if (waiters.get() > 0) {
            wake();
        }
    }

    private void wake() {
        lock.lock();
        try {
            roomy.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
