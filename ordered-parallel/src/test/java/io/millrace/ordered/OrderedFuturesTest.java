package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderedFuturesTest {

    private final MillraceExecutor executor = MillraceExecutors.builder()
            .workers(4)
            .reorderWindow(16)
            .seriesLimit(2)
            .build();
    private TimeLimit limit;

    @BeforeEach
    void begin() {
        limit = TimeLimit.seconds(30);
    }

    @AfterEach
    void end() {
        try (TimeLimit ends = limit) {
            executor.close();
        }
    }

    @Test
    void shouldCompleteInTheOrderOfSubmission() throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        try (OrderedFutures<Integer, Integer> futures =
                OrderedFutures.mapOrdered(number -> Work.spin(number, number * 31 % 1000), executor)) {
            for (int number = 0; number < 2000; number++) {

                CompletableFuture<Integer> future = futures.submit(number);
                ends.add(future.thenAccept(result -> {
                    synchronized (seen) {
                        seen.add(result);
                    }
                }));
            }
            CompletableFuture<Integer> last = futures.submit(2000);
            assertEquals(2000, last.join());
            assertTrue(ends.stream().allMatch(CompletableFuture::isDone), "the last one completes last");
        }
        assertEquals(2000, seen.size());
    }

    @Test
    void shouldRunWhatDependsInOrder() throws InterruptedException {
        List<Integer> seen = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        try (OrderedFutures<Integer, Integer> futures = OrderedFutures.mapOrdered(
                number -> {
                    Work.await(go);
                    return Work.spin(number, (16 - number) * 1000);
                },
                executor)) {
            List<CompletableFuture<Boolean>> added = new ArrayList<>();
            for (int number = 0; number < 16; number++) {
                added.add(futures.submit(number).thenApply(seen::add));
            }
            go.countDown();
            added.forEach(CompletableFuture::join);
        }
        assertEquals(IntStream.range(0, 16).boxed().toList(), seen);
    }

    @Test
    void shouldFailOneAndGoOn() throws InterruptedException {
        IllegalStateException planned = new IllegalStateException("planned");
        try (OrderedFutures<Integer, Integer> futures = OrderedFutures.mapOrdered(
                number -> {
                    if (number == 1) {
                        throw planned;
                    }
                    return number;
                },
                executor)) {
            CompletableFuture<Integer> first = futures.submit(0);
            CompletableFuture<Integer> second = futures.submit(1);
            CompletableFuture<Integer> third = futures.submit(2);
            assertEquals(2, third.join());
            assertEquals(0, first.getNow(null));
            assertSame(
                    planned,
                    assertThrows(CompletionException.class, second::join).getCause());
        }
    }

    @Test
    void shouldLeaveOutWhatWasCancelled() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger called = new AtomicInteger();
        try (OrderedFutures<Integer, Integer> futures = OrderedFutures.mapOrdered(
                number -> {
                    called.incrementAndGet();
                    Work.await(go);
                    return number;
                },
                executor)) {
            List<CompletableFuture<Integer>> out = new ArrayList<>();
            for (int number = 0; number < 8; number++) {
                out.add(futures.submit(number));
            }
            assertTrue(out.get(6).cancel(false));
            assertFalse(out.get(7).isDone());
            go.countDown();
            assertEquals(7, out.get(7).join());
            assertEquals(7, called.get());
        }
    }

    @Test
    void shouldWaitWhileItIsFull() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger submitted = new AtomicInteger();
        try (OrderedFutures<Integer, Integer> futures = OrderedFutures.mapOrdered(
                number -> {
                    Work.await(go);
                    return number;
                },
                executor)) {
            Thread submitter = new Thread(() -> {
                try {
                    for (int number = 0; number < 100; number++) {
                        futures.submit(number);
                        submitted.incrementAndGet();
                    }
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
            submitter.start();
            while (submitter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertTrue(submitted.get() <= executor.reorderWindow(), () -> "submitted=" + submitted);
            go.countDown();
            submitter.join();
            assertEquals(100, submitted.get());
        }
    }

    @Test
    void shouldEndWithItsExecutor() throws InterruptedException {
        MillraceExecutor stopped = MillraceExecutors.newFixedThreadPool(1);
        CountDownLatch begun = new CountDownLatch(1);
        OrderedFutures<Integer, Integer> futures = OrderedFutures.mapOrdered(
                number -> {
                    begun.countDown();
                    Work.await(new CountDownLatch(1));
                    return number;
                },
                stopped);
        CompletableFuture<Integer> running = futures.submit(0);
        CompletableFuture<Integer> waiting = futures.submit(1);
        begun.await();
        stopped.shutdownNow();
        assertThrows(CancellationException.class, waiting::join);
        assertEquals(0, running.join());
        assertThrows(RejectedExecutionException.class, () -> futures.submit(2));
        stopped.close();
    }

    @Test
    void shouldTakeNoMoreOnceItIsClosed() throws InterruptedException {
        for (int round = 0; round < 1000; round++) {
            OrderedFutures<Integer, Integer> futures = OrderedFutures.mapOrdered(number -> number, executor);
            CompletableFuture<Integer> future = futures.submit(round);
            futures.close();
            assertEquals(round, future.join());
            assertThrows(RejectedExecutionException.class, () -> futures.submit(0));
            Work.assertAllSeriesFree(executor, 2);
        }
        Work.assertAllSeriesFree(executor, 2);
    }
}
