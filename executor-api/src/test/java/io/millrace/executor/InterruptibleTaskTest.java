package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When {@code cancel(true)} of a task that can be interrupted comes at a moment that is not the usual one. */
class InterruptibleTaskTest {

    @AfterEach
    void forget() {
        Thread.interrupted();
    }

    @Test
    void shouldNotBeginWhatIsCancelledBetweenClaimAndBegin() {
        AtomicInteger ran = new AtomicInteger();
        ForkJoinTask<?> task = ForkJoinTask.adaptInterruptible(() -> {
            ran.incrementAndGet();
        });
        assertTrue(task.tryClaimHere());
        assertTrue(task.cancel(true));
        task.runClaimed();
        assertEquals(0, ran.get());
        assertTrue(task.isCancelled());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void shouldForgetTheInterruptOfAnEarlierRun() {
        AtomicInteger runs = new AtomicInteger();
        Task self = new Task();
        self.task = ForkJoinTask.adaptInterruptible(() -> {
            if (runs.incrementAndGet() == 1) {
                self.task.cancel(true);
            } else {
                // Its own, and none that has cancelled it.
                Thread.currentThread().interrupt();
            }
        });
        self.task.run();
        assertFalse(Thread.currentThread().isInterrupted());
        self.task.reinitialize();
        self.task.run();
        assertEquals(2, runs.get());
        assertTrue(self.task.isCompletedNormally());
        assertTrue(Thread.currentThread().isInterrupted());
    }

    private static final class Task {
        private ForkJoinTask<?> task = ForkJoinTask.adapt(() -> {});
    }
}
