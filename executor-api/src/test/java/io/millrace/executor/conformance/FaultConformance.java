package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tasks that throw, and tasks that leave their thread interrupted. */
abstract class FaultConformance extends ConformanceCase {

    FaultConformance(Subject subject) {
        super(subject);
    }

    private static int deeper(int depth) {
        return depth < 0 ? 0 : 1 + deeper(depth + 1);
    }

    private void executeAndWait(ExecutorService executor, Runnable task) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        executor.execute(() -> {
            begun.countDown();
            task.run();
        });
        begun.await();
    }

    @Test
    void shouldTellTheHandlerOnceWhatAnExecutedTaskThrows() throws Exception {
        requires(Habit.TELLS_THE_HANDLER);
        for (Throwable failure : List.of(
                new IllegalStateException("planned"), new AssertionError("planned"), new Exception("planned"))) {
            threads.uncaught.clear();
            ExecutorService executor = open();
            executeAndWait(executor, () -> ConformanceFailure.sneak(failure));
            assertEquals("goes on", executor.submit(() -> "goes on").get());
            finish(executor);
            assertUncaught(1);
            assertSame(failure, threads.uncaught.peek());
        }
    }

    @Test
    void shouldNotTellTheHandlerWhatASubmittedTaskThrows() throws Exception {
        ExecutorService executor = open();
        Future<?> future = executor.submit(() -> {
            throw new IllegalStateException("planned");
        });
        eventually("ended", future::isDone);
        finish(executor);
        joinOwn();
        threads.assertNothingUncaught();
    }

    @Test
    void shouldRunEverythingElseBesideTasksThatThrow() throws Exception {
        ExecutorService executor = open();
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            executor.execute(() -> {
                throw new IllegalStateException("planned");
            });
            executor.execute(ran::incrementAndGet);
        }
        finish(executor);
        assertEquals(100, ran.get());
        if (has(Habit.TELLS_THE_HANDLER)) {
            assertUncaught(100);
        }
    }

    @Test
    void shouldGoOnAfterAStackOverflow() throws Exception {
        ExecutorService executor = open();
        executeAndWait(executor, () -> deeper(0));
        assertEquals("goes on", executor.submit(() -> "goes on").get());
        finish(executor);
    }

    @Test
    void shouldKeepTheThreadOfATaskThatThrows() throws Exception {
        requires(Habit.KEEPS_THE_THREAD_OF_A_FAULTY_TASK);
        ExecutorService executor = open();
        for (int i = 0; i < 100; i++) {
            executeAndWait(executor, () -> {
                throw new IllegalStateException("planned");
            });
        }
        finish(executor);
        assertTrue(threads.made.size() <= 2, "made: " + threads.made.size());
    }

    @Test
    void shouldTerminateAfterALastTaskThatThrows() throws Exception {
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        executor.execute(() -> {
            throw new IllegalStateException("planned");
        });
        executor.shutdown();
        running.forEach(Gate::open);
        finish(executor);
    }

    @Test
    void shouldNotCarryAnInterruptOverToTheNextTask() throws Exception {
        requires(Habit.CLEARS_INTERRUPTS);
        ExecutorService executor = open();
        AtomicInteger seen = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            executor.execute(() -> {
                seen.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                Thread.currentThread().interrupt();
            });
            Future<?> future = executor.submit(() -> {
                seen.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                Thread.currentThread().interrupt();
            });
            future.get();
        }
        assertEquals(0, seen.get());
        assertFalse(Thread.interrupted());
    }

    @Test
    void shouldSurviveInterruptsWhileIdle() throws Exception {
        ExecutorService executor = open();
        Thread worker = executor.submit(Thread::currentThread).get();
        for (int i = 0; i < 50; i++) {
            worker.interrupt();
            assertEquals("goes on", executor.submit(() -> "goes on").get());
        }
    }

    @Test
    void shouldSurviveAHandlerThatThrows() throws Exception {
        requires(Habit.TELLS_THE_HANDLER);
        CountDownLatch told = new CountDownLatch(1);
        ExecutorService executor = open();
        executeAndWait(executor, () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
                told.countDown();
                throw new IllegalStateException("planned");
            });
            throw new IllegalStateException("planned");
        });
        told.await();
        assertEquals("goes on", executor.submit(() -> "goes on").get());
        finish(executor);
    }
}
