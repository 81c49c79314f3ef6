package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Submitters wait for room, and are not woken before there is as much as they wait for. */
@Timeout(60)
class ItemWindowTest {

    private static final int SIZE = 8;
    private static final int HALF = SIZE / 2;
    private static final long LONGER_THAN_WAKING_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final ItemWindow window = new ItemWindow(SIZE);

    @Test
    void shouldBeFullWhileItHoldsAsManyAsItsSize() {
        assertFalse(window.isFull(SIZE - 1));
        assertTrue(window.isFull(SIZE));
        window.ended(1);
        assertFalse(window.isFull(SIZE));
    }

    @Test
    void shouldWakeASubmitterOnceForHalfOfIt() throws Exception {
        int rounds = 100;
        FutureTask<Long> submitter = new FutureTask<>(() -> {
            long before = waits();
            for (int round = 0; round < rounds; round++) {
                window.await(SIZE + (long) round * HALF);
            }
            return waits() - before;
        });
        Thread thread = new Thread(submitter);
        thread.start();
        for (int item = 0; item < rounds * HALF; item++) {
            assertEquals(Thread.State.WAITING, parked(thread));
            window.ended(1);
            // Time for a submitter that is woken too early to park again, which counts as one more wait.
            LockSupport.parkNanos(LONGER_THAN_WAKING_NANOS);
        }
        long waits = submitter.get();
        assertTrue(waits <= rounds, () -> "waits of " + rounds + " rounds: " + waits);
        thread.join();
    }

    @Test
    void shouldWakeEachOfTwoSubmittersForWhatItWaitsFor() throws Exception {
        Thread first = submitter(SIZE);
        Thread second = submitter(SIZE + 2);
        window.ended(HALF);
        first.join();
        assertEquals(Thread.State.WAITING, parked(second));
        window.ended(1);
        assertEquals(Thread.State.WAITING, parked(second));
        window.ended(1);
        second.join();
    }

    @Test
    void shouldSeeTheWishOrTheCountHoweverTheyMeet() throws Exception {
        int rounds = 20_000;
        AtomicInteger begun = new AtomicInteger();
        FutureTask<Long> submitter = new FutureTask<>(() -> {
            for (int round = 0; round < rounds; round++) {
                begun.set(round + 1);
                window.await(SIZE + (long) round * HALF);
            }
            return (long) rounds;
        });
        Thread thread = new Thread(submitter);
        thread.setDaemon(true);
        thread.start();
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < rounds; round++) {
            while (begun.get() <= round) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("nobody woke the submitter of round " + round);
                }
                Thread.onSpinWait();
            }
            // Around the end of the time in which it yields.
            long begin = System.nanoTime();
            long delay = random.nextLong(10_000, 50_000);
            while (System.nanoTime() - begin < delay) {
                Thread.onSpinWait();
            }
            window.ended(HALF);
        }
        assertEquals(rounds, submitter.get());
        thread.join();
    }

    private Thread submitter(long place) {
        Thread thread = new Thread(new FutureTask<>(() -> {
            window.await(place);
            return place;
        }));
        thread.start();
        parked(thread);
        return thread;
    }

    private static Thread.State parked(Thread thread) {
        Thread.State state = thread.getState();
        while (state != Thread.State.WAITING && state != Thread.State.TERMINATED) {
            Thread.onSpinWait();
            state = thread.getState();
        }
        return state;
    }

    @SuppressWarnings("deprecation") // threadId() came with JDK 19
    private static long waits() {
        return ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId())
                .getWaitedCount();
    }
}
