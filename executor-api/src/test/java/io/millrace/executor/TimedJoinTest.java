package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waits for a fork/join task that have a limit, and waits of threads that work for no executor. */
class TimedJoinTest {

    private TimeLimit limit;

    @BeforeEach
    void limit() {
        limit = TimeLimit.seconds(60);
    }

    @AfterEach
    void endLimit() {
        limit.close();
    }

    private static ForkJoinTask<Thread> thread() {
        return ForkJoinTask.adapt((Callable<Thread>) Thread::currentThread);
    }

    /** Nobody else is there to run it. */
    @Test
    void shouldRunWhatWasForkedAndNotBegun() throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1)) {
            executor.submit(() -> {
                        ForkJoinTask<Thread> first = thread().fork();
                        ForkJoinTask<Thread> second = thread().fork();
                        assertSame(Thread.currentThread(), first.get(10, TimeUnit.SECONDS));
                        assertSame(Thread.currentThread(), second.get(10, TimeUnit.SECONDS));
                        return null;
                    })
                    .get();
        }
    }

    @Test
    void shouldFinishWhatItHasBegun() throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1)) {
            int result = executor.submit(() -> {
                        ForkJoinTask<Integer> part = ForkJoinTask.adapt((Callable<Integer>) () -> {
                            long since = System.nanoTime();
                            while (System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(20)) {
                                Thread.onSpinWait();
                            }
                            return 7;
                        });
                        return part.fork().get(1, TimeUnit.MILLISECONDS);
                    })
                    .get();
            assertEquals(7, result);
        }
    }

    @Test
    void shouldRunNothingWhenItOnlyLooks() throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1)) {
            executor.submit(() -> {
                        ForkJoinTask<Thread> part = thread().fork();
                        assertThrows(TimeoutException.class, () -> part.get(0, TimeUnit.SECONDS));
                        assertFalse(part.isDone());
                        return part.join();
                    })
                    .get();
        }
    }

    @Test
    void shouldLeaveNothingOnTheTask() throws Exception {
        ForkJoinTask<Thread> task = thread();
        waitBriefly(task, 1_000);
        long before = used();
        waitBriefly(task, 100_000);
        assertTrue(used() - before < 1_000_000, () -> "bytes more than before: " + (used() - before));
        assertFalse(task.isDone());
    }

    private static void waitBriefly(ForkJoinTask<?> task, int times) {
        for (int i = 0; i < times; i++) {
            assertThrows(TimeoutException.class, () -> task.get(1, TimeUnit.NANOSECONDS));
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** It may be handed in later, or completed by somebody, so it is no mistake to wait. */
    @Test
    void shouldWaitOutsideForATaskThatIsHandedInLater() throws Exception {
        AtomicInteger joined = new AtomicInteger();
        ForkJoinTask<Integer> later = ForkJoinTask.adapt((Callable<Integer>) () -> 7);
        ForkJoinTask<Integer> promise = ForkJoinTask.adapt((Callable<Integer>) () -> 8);
        Thread joiner = new Thread(() -> joined.set(later.join() + promise.join()));
        joiner.start();
        while (joiner.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1)) {
            executor.submit(later);
            promise.complete(20);
            joiner.join();
        }
        assertEquals(27, joined.get());
    }

    @Test
    void shouldRunInsideATaskThatWasNeverForked() throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1)) {
            assertTrue(executor.submit(() -> thread().join() == Thread.currentThread())
                    .get());
        }
    }
}
