package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Habits of programs: what they put on top of an executor. */
abstract class CallerConformance extends ConformanceCase {

    CallerConformance(Subject subject) {
        super(subject);
    }

    @Test
    void shouldServeCompletableFutures() throws Exception {
        ExecutorService executor = open();
        Thread caller = Thread.currentThread();
        CompletableFuture<Integer> future = CompletableFuture.supplyAsync(() -> 20, executor)
                .thenApplyAsync(number -> number + 1, executor)
                .thenCombineAsync(CompletableFuture.supplyAsync(() -> 2, executor), (a, b) -> a * b, executor)
                .whenCompleteAsync((number, failure) -> assertFalse(Thread.currentThread() == caller), executor);
        assertEquals(42, future.get());
        CompletableFuture.runAsync(() -> {}, executor).get();
    }

    @Test
    void shouldServeManyCompletableFutures() throws Exception {
        ExecutorService executor = open();
        List<CompletableFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            futures.add(CompletableFuture.supplyAsync(() -> number, executor).thenApplyAsync(n -> n + 1, executor));
        }
        CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0])).get();
        int sum = 0;
        for (CompletableFuture<Integer> future : futures) {
            sum += future.get();
        }
        assertEquals(200 * 201 / 2, sum);
    }

    @Test
    void shouldKeepFailuresOfCompletableFutures() {
        CompletableFuture<Object> future = CompletableFuture.supplyAsync(
                () -> {
                    throw new IllegalStateException("planned");
                },
                open());
        assertThrows(CompletionException.class, future::join);
        threads.assertNothingUncaught();
    }

    @Test
    void shouldRejectCompletableFuturesAfterShutdown() {
        ExecutorService executor = open();
        executor.shutdown();
        assertThrows(RejectedExecutionException.class, () -> CompletableFuture.runAsync(() -> {}, executor));
    }

    @Test
    void shouldServeACompletionService() throws Exception {
        CompletionService<Integer> service = new ExecutorCompletionService<>(open());
        Set<Integer> expected = new HashSet<>();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            service.submit(() -> number);
            expected.add(number);
        }
        for (int i = 0; i < 50; i++) {
            seen.add(service.take().get());
        }
        assertEquals(expected, seen);
    }

    @Test
    void shouldRunFutureTasksOfTheCallers() throws Exception {
        ExecutorService executor = open();
        FutureTask<String> task = new FutureTask<>(() -> "mine");
        executor.execute(task);
        assertEquals("mine", task.get());
        FutureTask<String> inner = new FutureTask<>(() -> "inner");
        executor.submit(inner).get();
        assertEquals("inner", inner.get());
    }

    @Test
    void shouldBeWrapped() throws Exception {
        ExecutorService executor = Executors.unconfigurableExecutorService(open());
        assertEquals("wrapped", executor.submit(() -> "wrapped").get());
        executor.shutdown();
        assertTrue(executor.awaitTermination(SOON_NANOS, TimeUnit.NANOSECONDS));
    }

    @Test
    void shouldBeUsedFromManyThreads() throws Exception {
        ExecutorService executor = open();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread caller = threads.newThread(() -> {
                for (int j = 0; j < 50; j++) {
                    int number = j;
                    assertEquals(
                            number,
                            CompletableFuture.supplyAsync(() -> number, executor)
                                    .join());
                }
            });
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        threads.assertNothingUncaught();
    }
}
