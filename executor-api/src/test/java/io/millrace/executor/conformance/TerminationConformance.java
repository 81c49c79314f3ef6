package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code awaitTermination} with all values of its arguments. */
abstract class TerminationConformance extends ConformanceCase {

    private static final long[] TIMES = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE};
    private static final long[] NO_TIMES = {0, -1, Long.MIN_VALUE};

    TerminationConformance(Subject subject) {
        super(subject);
    }

    @Test
    void shouldAnswerTrueAtOnceAfterTheEnd() throws Exception {
        ExecutorService executor = open();
        executor.submit(() -> {}).get();
        finish(executor);
        for (TimeUnit unit : TimeUnit.values()) {
            for (long time : TIMES) {
                assertTrue(executor.awaitTermination(time, unit));
            }
        }
    }

    @Test
    void shouldAnswerFalseAtOnceWhenThereIsNoTime() throws Exception {
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        for (int turn = 0; turn < 2; turn++) {
            for (TimeUnit unit : TimeUnit.values()) {
                for (long time : NO_TIMES) {
                    assertFalse(executor.awaitTermination(time, unit));
                }
            }
            executor.shutdown();
        }
        running.forEach(Gate::open);
    }

    @Test
    void shouldAnswerFalseWhenTheTimeIsOver() throws Exception {
        ExecutorService executor = open();
        occupy(executor);
        executor.shutdown();
        long begin = System.nanoTime();
        assertFalse(executor.awaitTermination(20, TimeUnit.MILLISECONDS));
        assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(20));
        assertFalse(executor.isTerminated());
    }

    @Test
    void shouldWaitForTheEndForHoweverLong() throws Exception {
        for (TimeUnit unit : TimeUnit.values()) {
            ExecutorService executor = open();
            List<Gate> running = occupy(executor);
            executor.shutdown();
            Thread opener = threads.newThread(() -> running.forEach(Gate::open));
            opener.start();
            assertTrue(executor.awaitTermination(Long.MAX_VALUE, unit));
            assertTrue(executor.isTerminated());
        }
    }

    @Test
    void shouldParkAndBeInterrupted() throws Exception {
        ExecutorService executor = open();
        occupy(executor);
        assertParksAndIsInterrupted(
                InterruptedException.class, () -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS));
        assertFalse(executor.isTerminated());
        assertFalse(executor.isShutdown());
    }

    @Test
    void shouldRefuseNoUnit() throws Exception {
        ExecutorService executor = open();
        assertThrows(NullPointerException.class, () -> executor.awaitTermination(1, null));
    }

    @Test
    void shouldWakeAllThatWait() throws Exception {
        ExecutorService executor = open();
        List<Gate> running = occupy(executor);
        List<Thread> waiting = List.of(waiter(executor), waiter(executor), waiter(executor));
        waiting.forEach(this::awaitParked);
        executor.shutdown();
        running.forEach(Gate::open);
        for (Thread thread : waiting) {
            thread.join();
        }
        threads.assertNothingUncaught();
    }

    private Thread waiter(ExecutorService executor) {
        Thread thread = threads.newThread(() -> {
            try {
                assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
                assertTrue(executor.isTerminated());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        return thread;
    }
}
