package io.millrace.executor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where threads wait until a series has room.
 *
 * <p>A thread that found the series full goes on when half of its room is free, so that it is woken once for many
 * jobs and not once for each.
 */
final class SeriesRoom {

    private final int limit;
    private final int resume;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomy = lock.newCondition();

    /** Raised by a waiter before it reads how much is outstanding; read by completers after they have lowered that. */
    private final AtomicInteger waiters = new AtomicInteger();

    SeriesRoom(int limit) {
        this.limit = limit;
        resume = limit - Math.max(1, limit / 2);
    }

    boolean isFull(int outstanding) {
        return outstanding >= limit;
    }

    boolean isRoomy(int outstanding) {
        return outstanding <= resume;
    }

    boolean isAwaited() {
        return waiters.get() > 0;
    }

    void await(BooleanSupplier done) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            // Pairs with isAwaited(): counted before the condition is looked at.
            waiters.incrementAndGet();
            while (!done.getAsBoolean()) {
                roomy.await();
            }
        } finally {
            waiters.decrementAndGet();
            lock.unlock();
        }
    }

    void lowered(int outstanding) {
        if (isAwaited() && isRoomy(outstanding)) {
            wakeAll();
        }
    }

    void wakeAll() {
        lock.lock();
        try {
            roomy.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
