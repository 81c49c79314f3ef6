package io.millrace.core.domain;

import io.millrace.core.Surroundings;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that wait for a credit.
 *
 * <p>Waking one for each credit would cost a context switch an entry, so they are woken when a quarter of the credits is free, or one is free and a port
 * sleeps, and look for themselves now and then in case neither comes to pass.
 *
 * <p>No wake-up is lost for want of order: a waiter counts itself before it looks at the pool, a giver gives before it looks at the count, and both are
 * volatile.
 */
public final class CreditWaiters {

    private static final long FIRST_LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LAST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ConcurrentLinkedQueue<Waiter> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final CreditPool pool;
    private final int plenty;

    public CreditWaiters(CreditPool pool, int creditLimit) {
        this.pool = pool;
        plenty = Math.max(1, creditLimit / 4);
    }

    public boolean isEmpty() {
        // Pairs with the increment in await(): the credit was given before this.
        return count.get() == 0;
    }

    /** Called after a credit was given back. */
    public void given(boolean portSleeps) {
        if (!isEmpty() && (portSleeps || pool.hasPlenty(plenty))) {
            wake(pool.free());
        }
    }

    /** Called by a port that is about to sleep. */
    void portSleeps() {
        if (!isEmpty()) {
            wake(pool.free());
        }
    }

    void wakeAll() {
        wake(Integer.MAX_VALUE);
    }

    /** Waits until a credit is free, somebody wakes, or the time is over; false in the last case. */
    public boolean await(long timeoutNanos) throws InterruptedException {
        Waiter waiter = new Waiter(Thread.currentThread());
        queue.add(waiter);
        // Pairs with isEmpty() in given(): counted before the pool is looked at.
        count.getAndIncrement();
        try {
            long begin = Surroundings.nanoTime();
            long look = FIRST_LOOK_NANOS;
            while (!waiter.woken && pool.free() == 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for a credit");
                }
                long left = timeoutNanos - (Surroundings.nanoTime() - begin);
                if (left <= 0) {
                    return false;
                }
                Surroundings.parkNanos(this, Math.min(left, look));
                look = Math.min(2 * look, LAST_LOOK_NANOS);
            }
            return true;
        } finally {
            count.getAndDecrement();
            queue.remove(waiter);
        }
    }

    private void wake(int most) {
        for (int i = 0; i < most; i++) {
            Waiter waiter = queue.poll();
            if (waiter == null) {
                return;
            }
            // Pairs with the read in await(), after the unpark.
            waiter.woken = true;
            Surroundings.unpark(waiter.thread);
        }
    }

    private static final class Waiter {

        private final Thread thread;
        private volatile boolean woken;

        Waiter(Thread thread) {
            this.thread = thread;
        }
    }
}
