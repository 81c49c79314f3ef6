package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@code submit} returns: waiting, failing, cancelling, and the states that futures have from JDK 19 on. */
abstract class FutureConformance extends ConformanceCase {

    FutureConformance(Subject subject) {
        super(subject);
    }

    @Test
    void shouldNotBeDoneWhileTheTaskRuns() throws Exception {
        Gate gate = gate();
        Future<?> future = open().submit(gate);
        gate.entered();
        assertFalse(future.isDone());
        assertFalse(future.isCancelled());
        gate.open();
        future.get();
        assertTrue(future.isDone());
    }

    @Test
    void shouldTimeOutWhileTheTaskRuns() throws Exception {
        Gate gate = gate();
        Future<?> future = open().submit(gate);
        for (long time : new long[] {1, 0, -1, Long.MIN_VALUE}) {
            assertThrows(TimeoutException.class, () -> future.get(time, TimeUnit.NANOSECONDS));
        }
        gate.open();
        future.get(SOON_NANOS, TimeUnit.NANOSECONDS);
    }

    @Test
    void shouldParkAndBeInterruptedInGet() throws Exception {
        Future<?> future = open().submit(gate());
        assertParksAndIsInterrupted(InterruptedException.class, future::get);
        assertFalse(future.isDone());
    }

    @Test
    void shouldParkAndBeInterruptedInTimedGet() throws Exception {
        Future<?> future = open().submit(gate());
        assertParksAndIsInterrupted(InterruptedException.class, () -> future.get(1, TimeUnit.DAYS));
    }

    @Test
    void shouldThrowWhatTheTaskHasThrownAsTheCause() {
        for (Throwable failure : List.of(new IllegalStateException("planned"), new AssertionError("planned"))) {
            Future<?> future = open().submit(() -> {
                ConformanceFailure.sneak(failure);
            });
            Throwable cause =
                    assertThrows(ExecutionException.class, future::get).getCause();
            assertSame(failure.getClass(), cause.getClass());
            assertTrue(future.isDone());
            assertFalse(future.isCancelled());
        }
        threads.assertNothingUncaught();
    }

    @Test
    void shouldThrowACheckedExceptionOfACallableAsTheCause() {
        requires(Habit.KEEPS_CHECKED_EXCEPTIONS);
        IOException failure = new IOException("planned");
        Future<?> future = open().submit(() -> {
            throw failure;
        });
        Throwable cause = assertThrows(ExecutionException.class, future::get).getCause();
        assertSame(IOException.class, cause.getClass());
        threads.assertNothingUncaught();
    }

    @Test
    void shouldLetManyThreadsWait() throws Exception {
        Gate gate = gate();
        Future<String> future = open().submit(gate, "result");
        List<Thread> waiting = new ArrayList<>();
        AtomicInteger seen = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            Thread thread = threads.newThread(() -> {
                try {
                    assertEquals("result", future.get());
                    seen.incrementAndGet();
                } catch (InterruptedException | ExecutionException e) {
                    throw new AssertionError(e);
                }
            });
            thread.start();
            waiting.add(thread);
        }
        waiting.forEach(this::awaitParked);
        gate.open();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertEquals(4, seen.get());
    }

    @Test
    void shouldNotRunWhatWasCancelledBefore() throws Exception {
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        AtomicInteger ran = new AtomicInteger();
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(executor.submit(ran::incrementAndGet));
        }
        for (Future<?> future : futures) {
            assertTrue(future.cancel(futures.indexOf(future) % 2 == 0));
            assertCancelled(future);
        }
        running.forEach(Gate::open);
        finish(executor);
        assertEquals(0, ran.get());
        assertFalse(running.get(0).wasInterrupted());
    }

    private static void assertCancelled(Future<?> future) {
        assertTrue(future.isDone());
        assertTrue(future.isCancelled());
        assertThrows(CancellationException.class, future::get);
        assertThrows(CancellationException.class, () -> future.get(1, TimeUnit.SECONDS));
        assertFalse(future.cancel(true) && !future.isCancelled());
    }

    @Test
    void shouldInterruptTheTaskThatIsCancelled() throws Exception {
        requires(Habit.CANCEL_INTERRUPTS);
        ExecutorService executor = open();
        Gate gate = gate();
        Future<?> future = executor.submit(gate);
        gate.entered();
        assertTrue(future.cancel(true));
        assertCancelled(future);
        finish(executor);
        assertTrue(gate.wasInterrupted());
    }

    @Test
    void shouldLetATaskRunThatIsCancelledWithoutInterrupt() throws Exception {
        ExecutorService executor = open();
        Gate gate = gate();
        Future<?> future = executor.submit(gate);
        gate.entered();
        assertTrue(future.cancel(false));
        assertCancelled(future);
        gate.open();
        finish(executor);
        assertFalse(gate.wasInterrupted());
    }

    @Test
    void shouldNotBeCancelledAfterTheEnd() throws Exception {
        Future<String> future = open().submit(() -> "done");
        future.get();
        assertFalse(future.cancel(true));
        assertFalse(future.isCancelled());
        assertEquals("done", future.get());
    }

    @Test
    void shouldWakeWhoWaitsForWhatIsCancelled() throws Exception {
        ExecutorService executor = open();
        occupy(executor);
        Future<?> future = executor.submit(() -> {});
        Thread thread = threads.newThread(() -> assertThrows(CancellationException.class, future::get));
        thread.start();
        awaitParked(thread);
        future.cancel(false);
        thread.join();
        threads.assertNothingUncaught();
    }

    @Test
    void shouldKeepTheInterruptOfACancelToItsTask() throws Exception {
        requires(Habit.CANCEL_INTERRUPTS);
        ExecutorService executor = open();
        AtomicInteger others = new AtomicInteger();
        for (int round = 0; round < 100; round++) {
            Gate gate = gate();
            Future<?> cancelled = executor.submit(gate);
            Future<?> next = executor.submit(() -> {
                if (Thread.currentThread().isInterrupted()) {
                    others.incrementAndGet();
                }
            });
            gate.entered();
            assertTrue(cancelled.cancel(true));
            next.get();
        }
        assertEquals(0, others.get());
    }

    @Test
    void shouldKnowItsStateBeforeTheEnd() throws Exception {
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        Future<String> future = executor.submit(() -> "result");
        assertEquals("RUNNING", Jdk.state(future));
        assertThrows(IllegalStateException.class, () -> Jdk.ask(future, "resultNow"));
        assertThrows(IllegalStateException.class, () -> Jdk.ask(future, "exceptionNow"));
        running.forEach(Gate::open);
    }

    @Test
    void shouldKnowItsResult() throws Exception {
        Future<String> future = open().submit(() -> "result");
        future.get();
        assertEquals("SUCCESS", Jdk.state(future));
        assertEquals("result", Jdk.ask(future, "resultNow"));
        assertThrows(IllegalStateException.class, () -> Jdk.ask(future, "exceptionNow"));
    }

    @Test
    void shouldKnowItsException() throws Exception {
        Future<String> future = open().submit(() -> {
            throw new IllegalArgumentException("planned");
        });
        assertThrows(ExecutionException.class, future::get);
        assertEquals("FAILED", Jdk.state(future));
        assertSame(
                IllegalArgumentException.class, Jdk.ask(future, "exceptionNow").getClass());
        assertThrows(IllegalStateException.class, () -> Jdk.ask(future, "resultNow"));
    }

    @Test
    void shouldKnowThatItWasCancelled() throws Exception {
        ExecutorService executor = open();
        occupy(executor);
        Future<String> future = executor.submit(() -> "never");
        future.cancel(false);
        assertEquals("CANCELLED", Jdk.state(future));
        assertThrows(IllegalStateException.class, () -> Jdk.ask(future, "resultNow"));
        assertThrows(IllegalStateException.class, () -> Jdk.ask(future, "exceptionNow"));
    }

    @Test
    void shouldReturnAFutureOfItsOwnForEachCall() throws Exception {
        ExecutorService executor = open();
        Runnable task = () -> {};
        Future<?> first = executor.submit(task);
        Future<?> second = executor.submit(task);
        assertNotEquals(first, second);
        first.get();
        second.get();
    }
}
