package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt reaches the task that was cancelled, when what its thread runs on top has ended, and no other. */
class InterruptedHelpTest {

    private final AtomicBoolean open = new AtomicBoolean();
    private final CountDownLatch begun = new CountDownLatch(1);
    private TimeLimit limit;

    @BeforeEach
    void limit() {
        limit = TimeLimit.seconds(20);
    }

    @AfterEach
    void endLimit() {
        limit.close();
    }

    private static MillraceExecutor open() {
        return MillraceExecutors.builder().workers(1).spares(4).build();
    }

    private boolean isInterruptedWhenOpened() {
        begun.countDown();
        while (!open.get()) {
            Thread.onSpinWait();
        }
        return Thread.currentThread().isInterrupted();
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitForWhatRunsOnTop(EarlyRunTest.Kind kind) throws Exception {
        assertWaitsForWhatRunsOnTop(executor -> executor, kind);
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitForWhatRunsOnTopInATaskOfAView(EarlyRunTest.Kind kind) throws Exception {
        assertWaitsForWhatRunsOnTop(executor -> executor.atomic("key"), kind);
    }

    private void assertWaitsForWhatRunsOnTop(
            Function<MillraceExecutor, ExecutorService> wayOfOuter, EarlyRunTest.Kind kind) throws Exception {
        AtomicReference<Boolean> inside = new AtomicReference<>();
        AtomicReference<Boolean> outside = new AtomicReference<>();
        try (MillraceExecutor executor = open()) {
            Future<?> outer = wayOfOuter.apply(executor).submit(() -> {
                inside.set(kind.submit(executor, this::isInterruptedWhenOpened).get());
                outside.set(Thread.currentThread().isInterrupted());
                return null;
            });
            begun.await();
            assertTrue(outer.cancel(true));
            open.set(true);
        }
        assertEquals(false, inside.get());
        assertEquals(true, outside.get());
    }

    /** The object in line is another than the future. */
    @Test
    void shouldInterruptWhatACompletionServiceRuns() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        try (MillraceExecutor executor = open()) {
            Future<Integer> task = new ExecutorCompletionService<Integer>(executor).submit(() -> {
                begun.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                interrupted.set(true);
                return 1;
            });
            begun.await();
            assertTrue(task.cancel(true));
        }
        assertTrue(interrupted.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldReachTheLevelThatWasCancelled(int cancelled) throws Exception {
        List<Future<?>> tasks = new ArrayList<>();
        List<Boolean> interrupted = new ArrayList<>();
        try (MillraceExecutor executor = open()) {
            executor.submit(() -> descend(executor, tasks, interrupted, 0));
            begun.await();
            assertTrue(tasks.get(cancelled).cancel(true));
            open.set(true);
        }
        // The innermost first; the last one is that which submitted the first of the list.
        assertEquals(List.of(cancelled == 2, cancelled == 1, cancelled == 0, false), interrupted);
    }

    private Object descend(MillraceExecutor executor, List<Future<?>> tasks, List<Boolean> interrupted, int level) {
        if (level == 3) {
            interrupted.add(isInterruptedWhenOpened());
            return level;
        }
        Callable<Object> next = () -> descend(executor, tasks, interrupted, level + 1);
        Future<Object> inner = executor.submit(next);
        tasks.add(inner);
        try {
            inner.get();
        } catch (InterruptedException | ExecutionException | java.util.concurrent.CancellationException expected) {
            // Of the level that was cancelled.
        }
        interrupted.add(Thread.interrupted());
        return level;
    }

    /** Whenever it comes: while the task is about to help, helps, or has helped. */
    @Test
    void shouldLoseNoneAndMistakeNoneWheneverItComes() throws Exception {
        AtomicInteger mistaken = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        try (MillraceExecutor executor = open()) {
            for (int round = 0; round < 3000; round++) {
                CountDownLatch started = new CountDownLatch(1);
                Future<?> outer = executor.submit(() -> {
                    started.countDown();
                    boolean interrupted = false;
                    while (!interrupted) {
                        try {
                            executor.submit(() -> {
                                        for (int i = 0; i < 200; i++) {
                                            if (Thread.currentThread().isInterrupted()) {
                                                mistaken.incrementAndGet();
                                            }
                                        }
                                    })
                                    .get();
                            interrupted = Thread.interrupted();
                        } catch (InterruptedException e) {
                            interrupted = true;
                        } catch (ExecutionException e) {
                            mistaken.incrementAndGet();
                        }
                    }
                    ended.incrementAndGet();
                });
                started.await();
                for (int i = ThreadLocalRandom.current().nextInt(2000); i > 0; i--) {
                    Thread.onSpinWait();
                }
                assertTrue(outer.cancel(true));
                assertFalse(outer.cancel(true));
            }
            while (ended.get() < 3000) {
                Thread.onSpinWait();
            }
        }
        assertEquals(0, mistaken.get());
        assertEquals(3000, ended.get());
    }
}
