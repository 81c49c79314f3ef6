package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code invokeAll}, timed and not. */
abstract class InvokeAllConformance extends ConformanceCase {

    InvokeAllConformance(Subject subject) {
        super(subject);
    }

    private static List<Callable<Integer>> numbers(int count) {
        return IntStream.range(0, count)
                .<Callable<Integer>>mapToObj(number -> () -> number)
                .toList();
    }

    private static void assertNumbers(int count, List<Future<Integer>> futures) throws Exception {
        assertEquals(count, futures.size());
        for (int i = 0; i < count; i++) {
            assertTrue(futures.get(i).isDone());
            assertEquals(i, futures.get(i).get());
        }
    }

    @Test
    void shouldReturnTheFuturesInTheOrderOfTheTasksWhenAllHaveEnded() throws Exception {
        assertNumbers(100, open().invokeAll(numbers(100)));
    }

    @Test
    void shouldReturnAllInTime() throws Exception {
        assertNumbers(100, open().invokeAll(numbers(100), SOON_NANOS, TimeUnit.NANOSECONDS));
    }

    @Test
    void shouldReturnNothingForNothing() throws Exception {
        ExecutorService executor = open();
        assertEquals(List.of(), executor.invokeAll(List.<Callable<Integer>>of()));
        assertEquals(List.of(), executor.invokeAll(List.<Callable<Integer>>of(), 1, TimeUnit.SECONDS));
    }

    @Test
    void shouldRefuseNoTasksAtAll() {
        ExecutorService executor = open();
        assertThrows(NullPointerException.class, () -> executor.invokeAll(null));
        assertThrows(NullPointerException.class, () -> executor.invokeAll(null, 1, TimeUnit.SECONDS));
    }

    @Test
    void shouldRefuseNoUnit() {
        assertThrows(NullPointerException.class, () -> open().invokeAll(numbers(1), 1, null));
    }

    @Test
    void shouldRefuseANullTaskAndCancelTheOthers() throws Exception {
        ExecutorService executor = open();
        AtomicInteger ran = new AtomicInteger();
        List<Gate> running = occupy(executor);
        List<Callable<Integer>> tasks = Arrays.asList(ran::incrementAndGet, null);
        assertThrows(NullPointerException.class, () -> executor.invokeAll(tasks));
        assertThrows(NullPointerException.class, () -> executor.invokeAll(tasks, 1, TimeUnit.MINUTES));
        running.forEach(Gate::open);
        finish(executor);
        assertEquals(0, ran.get());
    }

    @Test
    void shouldKeepWhatATaskThrowsInItsFuture() throws Exception {
        RuntimeException failure = new RuntimeException("planned");
        List<Callable<Integer>> tasks = List.of(
                () -> 1,
                () -> {
                    throw failure;
                },
                () -> 3);
        List<Future<Integer>> futures = open().invokeAll(tasks);
        assertEquals(1, futures.get(0).get());
        Throwable cause =
                assertThrows(ExecutionException.class, futures.get(1)::get).getCause();
        assertSame(failure.getClass(), cause.getClass());
        assertEquals(3, futures.get(2).get());
        threads.assertNothingUncaught();
    }

    @Test
    void shouldCancelWhatHasNotEndedInTime() throws Exception {
        long millis = 50;
        // A machine that is busy may not come to the tasks in so little time.
        while (!cancelsWhatHasNotEnded(millis)) {
            millis *= 4;
            assertTrue(TimeUnit.MILLISECONDS.toNanos(millis) <= 2 * SOON_NANOS, "does not begin: millis=" + millis);
        }
    }

    /** Returns false if the time was too short for a task to end and another to begin. */
    private boolean cancelsWhatHasNotEnded(long millis) throws Exception {
        Gate gate = gate();
        Gate neverRuns = gate();
        ExecutorService executor = open();
        List<Callable<String>> tasks = List.of(() -> "quick", blocked(gate), blocked(neverRuns));
        List<Future<String>> futures = executor.invokeAll(tasks, millis, TimeUnit.MILLISECONDS);
        assertTrue(futures.get(1).isCancelled());
        assertTrue(futures.get(2).isCancelled());
        if (futures.get(0).isCancelled()) {
            return false;
        }
        assertEquals("quick", futures.get(0).get());
        boolean begun = gate.hasStarted();
        if (has(Habit.CANCEL_INTERRUPTS)) {
            finish(executor);
            assertEquals(begun, gate.wasInterrupted());
        }
        return begun;
    }

    @Test
    void shouldCancelAllWhenThereIsNoTime() throws Exception {
        for (long time : new long[] {0, -1, has(Habit.KNOWS_THE_LEAST_TIME) ? Long.MIN_VALUE : -2}) {
            ExecutorService executor = open();
            List<Gate> running = occupy(executor);
            for (Future<Integer> future : executor.invokeAll(numbers(3), time, TimeUnit.DAYS)) {
                assertTrue(future.isDone());
                assertTrue(future.isCancelled());
            }
            running.forEach(Gate::open);
        }
    }

    @Test
    void shouldParkAndCancelAllWhenInterrupted() throws Exception {
        requires(Habit.INVOKE_ALL_HEEDS_INTERRUPTS);
        ExecutorService executor = open();
        Gate first = gate();
        Gate second = gate();
        assertParksAndIsInterrupted(
                InterruptedException.class, () -> executor.invokeAll(List.of(blocked(first), blocked(second))));
        finish(executor);
        assertTrue(first.wasInterrupted() || second.wasInterrupted());
    }

    @Test
    void shouldParkAndCancelAllWhenInterruptedBeforeTheTimeIsOver() throws Exception {
        requires(Habit.INVOKE_ALL_HEEDS_INTERRUPTS);
        ExecutorService executor = open();
        Gate gate = gate();
        assertParksAndIsInterrupted(
                InterruptedException.class,
                () -> executor.invokeAll(List.of(blocked(gate)), Long.MAX_VALUE, TimeUnit.DAYS));
        finish(executor);
        assertTrue(gate.wasInterrupted());
    }

    @Test
    void shouldRejectAfterShutdown() throws Exception {
        ExecutorService executor = open();
        executor.shutdown();
        assertThrows(RejectedExecutionException.class, () -> executor.invokeAll(numbers(2)));
        assertThrows(RejectedExecutionException.class, () -> executor.invokeAll(numbers(2), 1, TimeUnit.SECONDS));
        assertFalse(Thread.interrupted());
    }
}
