package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where threads wait until a series has room. */
final class SeriesRoom {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomy = lock.newCondition();

    /** Raised by a waiter before it reads how much is outstanding; read by completers after they have lowered that. */
    private final AtomicInteger waiters = new AtomicInteger();

    boolean isAwaited() {
        return waiters.get() > 0;
    }

    /** Waits until it is done, or for so long; false if that is over. */
    boolean await(BooleanSupplier done, long nanos) throws InterruptedException {
        return Surroundings.await(done, nanos, atMost -> awaitSignal(done, atMost));
    }

    private boolean awaitSignal(BooleanSupplier done, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            // Pairs with isAwaited(): counted before the condition is looked at.
            waiters.incrementAndGet();
            long left = nanos;
            while (!done.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = roomy.awaitNanos(left);
            }
            return true;
        } finally {
            waiters.decrementAndGet();
            lock.unlock();
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
