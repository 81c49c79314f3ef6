package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** {@code invokeAny}, timed and not. */
abstract class InvokeAnyConformance extends ConformanceCase {

    private static final Callable<String> FAILS = () -> {
        throw new IllegalStateException("planned");
    };

    InvokeAnyConformance(Subject subject) {
        super(subject);
    }

    @Test
    void shouldReturnWhatATaskReturns() throws Exception {
        ExecutorService executor = open();
        assertEquals("one", executor.invokeAny(List.of(() -> "one")));
        assertTrue(List.of(1, 2, 3).contains(executor.invokeAny(List.of(() -> 1, () -> 2, () -> 3))));
    }

    @Test
    void shouldReturnInTime() throws Exception {
        assertEquals("one", open().invokeAny(List.of(() -> "one"), SOON_NANOS, TimeUnit.NANOSECONDS));
    }

    @Test
    void shouldPassOverTasksThatThrow() throws Exception {
        ExecutorService executor = open();
        assertEquals("good", executor.invokeAny(List.of(FAILS, () -> "good", FAILS)));
        assertEquals("good", executor.invokeAny(List.of(FAILS, FAILS, () -> "good"), SOON_NANOS, TimeUnit.NANOSECONDS));
        threads.assertNothingUncaught();
    }

    @Test
    void shouldThrowWhatATaskThrowsWhenAllThrow() {
        ExecutorService executor = open();
        assertFailed(assertThrows(ExecutionException.class, () -> executor.invokeAny(List.of(FAILS, FAILS))));
        assertFailed(assertThrows(
                ExecutionException.class,
                () -> executor.invokeAny(List.of(FAILS, FAILS), SOON_NANOS, TimeUnit.NANOSECONDS)));
    }

    private static void assertFailed(ExecutionException thrown) {
        assertSame(IllegalStateException.class, thrown.getCause().getClass());
    }

    @Test
    void shouldCancelTheOthersWhenOneReturns() throws Exception {
        requiresParallelism();
        requires(Habit.INVOKE_ANY_HEEDS_INTERRUPTS);
        ExecutorService executor = open();
        Gate loser = gate();
        Callable<String> winner = () -> {
            loser.entered();
            return "winner";
        };
        assertEquals("winner", executor.invokeAny(List.of(blocked(loser), winner)));
        finish(executor);
        assertTrue(loser.wasInterrupted());
    }

    @Test
    void shouldRefuseNoTasksAtAll() {
        ExecutorService executor = open();
        assertThrows(NullPointerException.class, () -> executor.invokeAny(null));
        assertThrows(NullPointerException.class, () -> executor.invokeAny(null, 1, TimeUnit.SECONDS));
    }

    @Test
    void shouldRefuseAnEmptyList() {
        ExecutorService executor = open();
        List<Callable<String>> none = List.of();
        assertThrows(IllegalArgumentException.class, () -> executor.invokeAny(none));
        assertThrows(IllegalArgumentException.class, () -> executor.invokeAny(none, 1, TimeUnit.SECONDS));
    }

    @Test
    void shouldRefuseANullTask() throws Exception {
        ExecutorService executor = open();
        occupy(executor);
        List<Callable<String>> tasks = Arrays.asList(() -> "good", null);
        assertThrows(NullPointerException.class, () -> executor.invokeAny(tasks));
        assertThrows(NullPointerException.class, () -> executor.invokeAny(tasks, 1, TimeUnit.MINUTES));
    }

    @Test
    void shouldRefuseNoUnit() {
        assertThrows(NullPointerException.class, () -> open().invokeAny(List.of(() -> "one"), 1, null));
    }

    @Test
    void shouldTimeOutAndCancelAll() throws Exception {
        ExecutorService executor = open();
        Gate gate = gate();
        assertThrows(
                TimeoutException.class,
                () -> executor.invokeAny(List.of(blocked(gate), blocked(gate)), 50, TimeUnit.MILLISECONDS));
        finish(executor);
        assertTrue(gate.wasInterrupted());
    }

    @Test
    void shouldTimeOutAtOnceWhenThereIsNoTime() throws Exception {
        ExecutorService executor = open();
        occupy(executor);
        for (long time : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThrows(TimeoutException.class, () -> executor.invokeAny(List.of(() -> "late"), time, TimeUnit.DAYS));
        }
    }

    @Test
    void shouldParkAndCancelAllWhenInterrupted() throws Exception {
        requires(Habit.INVOKE_ANY_HEEDS_INTERRUPTS);
        ExecutorService executor = open();
        Gate gate = gate();
        assertParksAndIsInterrupted(
                InterruptedException.class, () -> executor.invokeAny(List.of(blocked(gate), blocked(gate))));
        finish(executor);
        assertTrue(gate.wasInterrupted());
    }

    @Test
    void shouldParkAndCancelAllWhenInterruptedBeforeTheTimeIsOver() throws Exception {
        ExecutorService executor = open();
        Gate gate = gate();
        assertParksAndIsInterrupted(
                InterruptedException.class,
                () -> executor.invokeAny(List.of(blocked(gate)), Long.MAX_VALUE, TimeUnit.DAYS));
        finish(executor);
        assertTrue(gate.wasInterrupted());
    }

    @Test
    void shouldRejectAfterShutdown() {
        ExecutorService executor = open();
        executor.shutdown();
        assertThrows(RejectedExecutionException.class, () -> executor.invokeAny(List.of(() -> "late")));
        assertThrows(
                RejectedExecutionException.class, () -> executor.invokeAny(List.of(() -> "late"), 1, TimeUnit.SECONDS));
    }
}
