package io.millrace.benchmarks.packets;

import io.millrace.core.PaddedLongs;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the packets of one producer that were not taken. While there are as many as there may be, the producer parks; it goes on when half
 * of them were taken, and if there may be only one, when that was.
 */
final class Outstanding {

    /** Written by whoever takes, one thread at a time. */
    private static final int TAKEN = 0;

    /** How many must have been taken for the producer to go on; written by the producer. */
    private static final int WANTED = 1;

    private static final long NOTHING = Long.MAX_VALUE;

    private final PaddedLongs counts = new PaddedLongs(2);
    private final int most;
    private final long patienceNanos;
    private long known;
    private volatile @Nullable Thread producer;
    private volatile @Nullable RuntimeException failure;

    /**
     * Bounds them.
     *
     * @param most how many there may be
     * @param patienceSeconds how long the producer waits at most, for what may have been lost
     */
    Outstanding(int most, int patienceSeconds) {
        this.most = most;
        patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
        counts.set(WANTED, NOTHING);
    }

    /**
     * Waits for room for the packet of a place. Called by the producer.
     *
     * @throws IllegalStateException if the run has failed, packets do not come, or the thread is interrupted, which it stays
     */
    void enter(int place) {
        if (place - known >= most) {
            known = counts.get(TAKEN);
            if (place - known >= most) {
                await(place - most / 2);
            }
        }
    }

    private void await(long goal) {
        long begin = System.nanoTime();
        producer = Thread.currentThread();
        // Pairs with the write of TAKEN: who takes the last one that is wanted sees the wish, or is seen here.
        counts.set(WANTED, goal);
        while (counts.get(TAKEN) < goal) {
            if (failure != null) {
                throw new IllegalStateException("the run is void", failure);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while packets are outstanding");
            }
            long left = begin + patienceNanos - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException(
                        "packets not taken in time: expected=" + goal + ", came=" + counts.get(TAKEN));
            }
            LockSupport.parkNanos(this, left);
        }
        counts.set(WANTED, NOTHING);
        known = counts.get(TAKEN);
    }

    /** Returns how many were taken. Called by whoever takes. */
    long taken() {
        return counts.get(TAKEN);
    }

    /** Says that one more was taken. */
    void take() {
        long now = counts.get(TAKEN) + 1;
        counts.set(TAKEN, now);
        if (now == counts.get(WANTED)) {
            LockSupport.unpark(producer);
        }
    }

    /** Lets the producer wait no longer, and returns why. */
    RuntimeException fail(RuntimeException why) {
        failure = why;
        LockSupport.unpark(producer);
        return why;
    }

    /** Makes ready for another run. */
    void reset() {
        counts.set(TAKEN, 0);
        known = 0;
    }
}
