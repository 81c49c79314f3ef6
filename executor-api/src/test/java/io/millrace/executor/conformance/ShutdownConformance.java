package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code shutdown} and {@code close}. */
abstract class ShutdownConformance extends ConformanceCase {

    ShutdownConformance(Subject subject) {
        super(subject);
    }

    @Test
    void shouldRunWhatWasSubmittedBefore() throws Exception {
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            executor.execute(ran::incrementAndGet);
        }
        Future<String> future = executor.submit(() -> "ran");
        executor.shutdown();
        running.forEach(Gate::open);
        assertEquals("ran", future.get());
        assertTrue(executor.awaitTermination(SOON_NANOS, TimeUnit.NANOSECONDS));
        assertEquals(100, ran.get());
        assertFalse(running.get(0).wasInterrupted());
    }

    @Test
    void shouldRejectAndNotRunWhatComesLater() throws Exception {
        ExecutorService executor = open();
        AtomicInteger ran = new AtomicInteger();
        occupy(executor).forEach(Gate::open);
        executor.shutdown();
        assertRejects(executor, ran);
        finish(executor);
        assertRejects(executor, ran);
        assertEquals(0, ran.get());
    }

    @Test
    void shouldRejectWhatComesWhileTheLastTaskRuns() throws Exception {
        ExecutorService executor = open();
        AtomicInteger ran = new AtomicInteger();
        List<Gate> running = occupy(executor);
        executor.shutdown();
        assertRejects(executor, ran);
        running.forEach(Gate::open);
        finish(executor);
        assertEquals(0, ran.get());
    }

    @Test
    void shouldRejectWhatComesAfterShutdownNow() {
        ExecutorService executor = open();
        AtomicInteger ran = new AtomicInteger();
        executor.shutdownNow();
        assertRejects(executor, ran);
        assertEquals(0, ran.get());
    }

    private static void assertRejects(ExecutorService executor, AtomicInteger ran) {
        assertThrows(RejectedExecutionException.class, () -> executor.execute(ran::incrementAndGet));
        assertThrows(
                RejectedExecutionException.class,
                () -> executor.submit(() -> {
                    ran.incrementAndGet();
                }));
        assertThrows(
                RejectedExecutionException.class,
                () -> executor.submit(
                        () -> {
                            ran.incrementAndGet();
                        },
                        "result"));
        assertThrows(RejectedExecutionException.class, () -> executor.submit(ran::incrementAndGet));
    }

    @Test
    void shouldTellItsState() throws Exception {
        ExecutorService executor = open();
        assertFalse(executor.isShutdown());
        assertFalse(executor.isTerminated());
        List<Gate> running = occupy(executor);
        executor.shutdown();
        assertTrue(executor.isShutdown());
        assertFalse(executor.isTerminated());
        running.forEach(Gate::open);
        finish(executor);
        assertTrue(executor.isShutdown());
        assertTrue(executor.isTerminated());
    }

    @Test
    void shouldBeTerminatedRightAfterShutdownWhenUnused() throws Exception {
        ExecutorService executor = open();
        executor.shutdown();
        assertTrue(executor.isTerminated());
        assertTrue(executor.awaitTermination(0, TimeUnit.SECONDS));
        assertEquals(List.of(), threads.made);
    }

    @Test
    void shouldBeShutDownAnyNumberOfTimes() throws Exception {
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        executor.shutdown();
        executor.shutdown();
        running.forEach(Gate::open);
        finish(executor);
        executor.shutdown();
        assertEquals(List.of(), executor.shutdownNow());
        assertTrue(executor.isTerminated());
    }

    @Test
    void shouldBeShutDownByItsTask() throws Exception {
        ExecutorService executor = open();
        executor.submit(executor::shutdown).get();
        assertTrue(executor.awaitTermination(SOON_NANOS, TimeUnit.NANOSECONDS));
    }

    @Test
    void shouldRejectWhatATaskBringsAfterShutdown() throws Exception {
        requires(Habit.REJECTS_ITS_OWN_TASKS);
        ExecutorService executor = open();
        AtomicInteger rejected = new AtomicInteger();
        Future<?> future = executor.submit(() -> {
            executor.shutdown();
            try {
                executor.execute(() -> {});
            } catch (RejectedExecutionException planned) {
                rejected.incrementAndGet();
            }
        });
        future.get();
        assertTrue(executor.awaitTermination(SOON_NANOS, TimeUnit.NANOSECONDS));
        assertEquals(1, rejected.get());
    }

    @Test
    void shouldLeaveNoThreadBehind() throws Exception {
        requires(Habit.ENDS_ITS_THREADS);
        ExecutorService executor = open();
        occupy(executor).forEach(Gate::open);
        executor.submit(() -> {}).get();
        finish(executor);
        threads.join();
        assertTrue(threads.made.size() >= 1);
    }

    @Test
    void shouldLeaveTheThreadsToOthersWhenTheyAreNotItsOwn() throws Exception {
        requiresLackOf(Habit.ENDS_ITS_THREADS);
        ExecutorService executor = open();
        Thread worker = executor.submit(Thread::currentThread).get();
        finish(executor);
        assertTrue(worker.isAlive());
    }

    @Test
    void shouldWaitInClose() throws Throwable {
        requiresClose();
        ExecutorService executor = open();
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            executor.execute(ran::incrementAndGet);
        }
        Jdk.close(executor);
        assertTrue(executor.isTerminated());
        assertEquals(100, ran.get());
        Jdk.close(executor);
        assertTrue(executor.isTerminated());
    }

    @Test
    void shouldStopWhatRunsWhenCloseIsInterrupted() throws Throwable {
        requiresClose();
        requires(Habit.INTERRUPTS_WHEN_STOPPED);
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        AtomicInteger ran = new AtomicInteger();
        executor.execute(ran::incrementAndGet);
        Thread.currentThread().interrupt();
        Jdk.close(executor);
        assertTrue(Thread.interrupted());
        assertTrue(executor.isTerminated());
        assertTrue(running.get(0).wasInterrupted());
        assertEquals(0, ran.get());
    }

    @Test
    void shouldParkInCloseAndStopWhenInterruptedThere() throws Throwable {
        requiresClose();
        requires(Habit.INTERRUPTS_WHEN_STOPPED);
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        assertParksAndIsInterrupted(PlannedEnd.class, () -> {
            Jdk.close(executor);
            assertTrue(Thread.interrupted());
            throw new PlannedEnd();
        });
        assertTrue(executor.isTerminated());
        assertTrue(running.get(0).wasInterrupted());
    }

    private static final class PlannedEnd extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private void requiresClose() {
        if (Jdk.VERSION < 19) {
            requires(Habit.CLOSES_BEFORE_JDK_19);
        }
    }

    @Test
    void shouldRefuseToBeClosedByItsTask() throws Exception {
        requires(Habit.REFUSES_TO_WAIT_FOR_ITSELF);
        ExecutorService executor = open();
        CountDownLatch refused = new CountDownLatch(1);
        Future<?> future = executor.submit(() -> {
            String message = assertThrows(IllegalStateException.class, () -> Jdk.close(executor))
                    .getMessage();
            assertTrue(message.contains("call shutdown() there"), message);
            refused.countDown();
        });
        future.get();
        refused.await();
        assertFalse(executor.isShutdown());
        executor.submit(() -> {}).get();
    }
}
