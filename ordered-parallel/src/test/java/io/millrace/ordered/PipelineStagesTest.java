package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages of all kinds: what they do with failures, with results that come later, and at the end. */
class PipelineStagesTest {

    private final List<Integer> out = Collections.synchronizedList(new ArrayList<>());
    private TimeLimit limit;
    private MillraceExecutor executor;

    @BeforeEach
    void open() {
        limit = TimeLimit.seconds(30);
        executor = MillraceExecutors.builder().workers(3).credits(64).build();
    }

    @AfterEach
    void close() {
        executor.close();
        assertEquals(0, executor.snapshot().inFlight());
        limit.close();
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static <I> void submitAll(OrderedPipeline<I> pipeline, List<I> items) throws InterruptedException {
        for (I item : items) {
            pipeline.submit(item);
        }
    }

    /** Where a stage stands that fails. */
    enum Where {
        PARALLEL {
            @Override
            PipelineBuilder<Integer, Integer> add(PipelineBuilder<Integer, Integer> builder) {
                return builder.parallel(PipelineStagesTest::failingForSevens);
            }
        },
        KEYED {
            @Override
            PipelineBuilder<Integer, Integer> add(PipelineBuilder<Integer, Integer> builder) {
                return builder.keyed(item -> item % 3, PipelineStagesTest::failingForSevens);
            }
        },
        KEYED_TWICE {
            @Override
            PipelineBuilder<Integer, Integer> add(PipelineBuilder<Integer, Integer> builder) {
                return builder.keyed(item -> item % 5, item -> item)
                        .keyed(item -> item % 3, PipelineStagesTest::failingForSevens);
            }
        },
        DIRECTED {
            @Override
            PipelineBuilder<Integer, Integer> add(PipelineBuilder<Integer, Integer> builder) {
                return builder.directed(1, PipelineStagesTest::failingForSevens);
            }
        },
        BEFORE_A_WORKER {
            @Override
            PipelineBuilder<Integer, Integer> add(PipelineBuilder<Integer, Integer> builder) {
                return builder.parallel(PipelineStagesTest::failingForSevens);
            }

            @Override
            PipelineBuilder<Integer, Integer> follow(PipelineBuilder<Integer, Integer> builder) {
                return builder.directed(0, item -> {
                    Thread.yield();
                    return item;
                });
            }
        },
        BEFORE_ALL {
            @Override
            PipelineBuilder<Integer, Integer> add(PipelineBuilder<Integer, Integer> builder) {
                return builder.parallel(PipelineStagesTest::failingForSevens);
            }

            @Override
            PipelineBuilder<Integer, Integer> follow(PipelineBuilder<Integer, Integer> builder) {
                return builder.keyed(item -> item % 3, item -> item)
                        .directed(0, item -> item)
                        .parallel(item -> item)
                        .keyed(item -> item % 2, item -> item);
            }
        };

        abstract PipelineBuilder<Integer, Integer> add(PipelineBuilder<Integer, Integer> builder);

        PipelineBuilder<Integer, Integer> follow(PipelineBuilder<Integer, Integer> builder) {
            return builder.parallel(item -> item);
        }
    }

    private static int failingForSevens(int item) {
        if (item % 7 == 3) {
            throw new IllegalArgumentException("seven " + item);
        }
        return item;
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWithTheFirstInOrder(Where where) throws Exception {
        OrderedPipeline<Integer> pipeline = where.follow(where.add(OrderedPipeline.<Integer>on(executor)))
                .serial(out::add)
                .start();
        assertThrows(PipelineException.class, () -> submitAll(pipeline, numbers(100_000)));
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertEquals(3, failure.place());
        assertEquals(3, failure.item());
        assertEquals("seven 3", failure.getCause().getMessage());
        assertEquals(List.of(0, 1, 2), out);
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveOutWhatFails(Where where) throws Exception {
        Queue<String> letters = new ConcurrentLinkedQueue<>();
        try (OrderedPipeline<Integer> pipeline = where.follow(where.add(OrderedPipeline.<Integer>on(executor))
                        .deadLetter((item, failure) -> letters.add(item + " " + failure.getMessage())))
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(2_000));
        }
        assertEquals(numbers(2_000).stream().filter(item -> item % 7 != 3).toList(), out);
        assertEquals(286, letters.size());
        assertTrue(letters.contains("10 seven 10"), letters::toString);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReplaceWhatFails(Where where) throws Exception {
        try (OrderedPipeline<Integer> pipeline = where.follow(where.add(OrderedPipeline.<Integer>on(executor))
                        .replaceFailed((item, failure) -> -(Integer) item))
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(1_000));
        }
        assertEquals(
                numbers(1_000).stream()
                        .map(item -> item % 7 == 3 ? -item : item)
                        .toList(),
                out);
    }

    @Test
    void shouldTryAgainInPlace() throws Exception {
        ConcurrentHashMap<Integer, Integer> attempts = new ConcurrentHashMap<>();
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(item -> {
                    if (attempts.merge(item, 1, Integer::sum) <= item % 4) {
                        throw new IllegalStateException("not yet");
                    }
                    return item;
                })
                .retry(3)
                .skipFailed()
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(1_000));
        }
        assertEquals(numbers(1_000).stream().filter(item -> item % 4 != 3).toList(), out);
        assertEquals(3, attempts.get(3));
        assertEquals(3, attempts.get(2));
        assertEquals(1, attempts.get(0));
    }

    @Test
    void shouldLeaveItemsOutOfVectors() throws Exception {
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(PipelineStagesTest::failingForSevens)
                .skipFailed()
                .vectors(16)
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(5_000));
            pipeline.close();
            assertEquals(5_000 - 714, pipeline.statistics().completed());
        }
        assertEquals(numbers(5_000).stream().filter(item -> item % 7 != 3).toList(), out);
    }

    @Test
    void shouldRefuseToForgetAStage() {
        PipelineBuilder<Integer, Integer> builder = OrderedPipeline.on(executor);
        PipelineBuilder<Integer, Integer> next = builder.parallel(item -> item);
        assertEquals(
                "a stage was added, or amended, after what this builder has: go on with the builder that this returned",
                assertThrows(IllegalStateException.class, builder::start).getMessage());
        assertThrows(IllegalStateException.class, () -> builder.parallel(item -> -item));
        assertThrows(IllegalStateException.class, () -> builder.serial(out::add));
        assertThrows(IllegalStateException.class, () -> builder.timeout(Duration.ofSeconds(1)));
        assertThrows(IllegalStateException.class, builder::recordLatency);
        assertThrows(IllegalStateException.class, () -> builder.vectors(8));
        assertThrows(IllegalStateException.class, () -> builder.onLeftOut((item, cause) -> {}));
        next.retry(2);
        assertThrows(IllegalStateException.class, next::skipFailed);
    }

    @Test
    void shouldRefuseAPolicyWithoutAStage() {
        PipelineBuilder<Integer, Integer> builder = OrderedPipeline.on(executor);
        assertThrows(IllegalStateException.class, () -> builder.retry(2));
        assertThrows(IllegalStateException.class, builder::skipFailed);
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.parallel(item -> item).retry(0));
        assertThrows(IndexOutOfBoundsException.class, () -> builder.directed(executor.workerLimit(), item -> item));
        assertThrows(
                IllegalStateException.class,
                () -> builder.keyed(item -> item, item -> item)
                        .vectors(4)
                        .serial(out::add)
                        .start());
    }

    /** The key of an item fails as the stage would. */
    @Test
    void shouldFailWithAnItemWithoutAKey() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .keyed(item -> item == 5 ? null : item, item -> item)
                .serial(out::add)
                .start();
        try {
            submitAll(pipeline, numbers(20));
        } catch (PipelineException early) {
            assertEquals(5, early.place());
        }
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertEquals(5, failure.place());
        assertEquals(List.of(0, 1, 2, 3, 4), out);
    }

    /** A key is free when its stage has returned, though the result waits for one before it. */
    @Test
    void shouldFreeAKeyBeforeTheResultIsTaken() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger fast = new AtomicInteger();
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .keyed(item -> item == 0 ? "slow" : "fast", item -> {
                    if (item == 0) {
                        awaitQuietly(slow);
                    } else {
                        fast.incrementAndGet();
                    }
                    return item;
                })
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(20));
            while (fast.get() < 19) {
                Thread.onSpinWait();
            }
            assertEquals(List.of(), out);
            slow.countDown();
        }
        assertEquals(numbers(20), out);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Results come in another order, from another thread, and many more are out than there are workers. */
    @Test
    void shouldKeepTheOrderOfResultsThatComeLater() throws Exception {
        List<CompletableFuture<Integer>> results = Collections.synchronizedList(new ArrayList<>());
        // As many as the window holds.
        int count = executor.reorderWindow();
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .async(item -> {
                    CompletableFuture<Integer> result = new CompletableFuture<>();
                    results.add(result);
                    return result.thenApply(unused -> item);
                })
                .parallel(item -> item + 1)
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(count));
            while (results.size() < count) {
                Thread.onSpinWait();
            }
            List<CompletableFuture<Integer>> shuffled = new ArrayList<>(results);
            Collections.shuffle(shuffled, new Random(7));
            shuffled.forEach(result -> result.complete(0));
        }
        assertEquals(IntStream.rangeClosed(1, count).boxed().toList(), out);
    }

    @Test
    void shouldTakeResultsThatAreThere() throws Exception {
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .async(CompletableFuture::completedFuture)
                .keyedAsync(item -> item % 3, item -> CompletableFuture.supplyAsync(() -> item))
                .async(item -> CompletableFuture.supplyAsync(() -> item))
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(2_000));
        }
        assertEquals(numbers(2_000), out);
    }

    @Test
    void shouldHaveOneOfAKeyOutAtATime() throws Exception {
        ConcurrentHashMap<Integer, AtomicInteger> busy = new ConcurrentHashMap<>();
        AtomicInteger broken = new AtomicInteger();
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .keyedAsync(item -> item % 4, item -> {
                    AtomicInteger own = busy.computeIfAbsent(item % 4, unused -> new AtomicInteger());
                    if (own.getAndIncrement() > 0) {
                        broken.incrementAndGet();
                    }
                    return CompletableFuture.supplyAsync(() -> {
                        Thread.yield();
                        own.decrementAndGet();
                        return item;
                    });
                })
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(2_000));
        }
        assertEquals(0, broken.get());
        assertEquals(numbers(2_000), out);
    }

    @Test
    void shouldFailWithAResultThatFails() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .async(item -> CompletableFuture.supplyAsync(() -> failingForSevens(item)))
                .serial(out::add)
                .start();
        try {
            submitAll(pipeline, numbers(30));
        } catch (PipelineException early) {
            assertEquals(3, early.place());
        }
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertEquals(3, failure.place());
        assertInstanceOf(IllegalArgumentException.class, failure.getCause());
        assertEquals(List.of(0, 1, 2), out);
    }

    /** Behind one that fails nobody waits for results that never come. */
    @Test
    void shouldGiveUpResultsBehindAFailure() throws Exception {
        List<CompletableFuture<Integer>> never = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch failing = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .async(item -> {
                    if (item == 0) {
                        return CompletableFuture.supplyAsync(() -> {
                            awaitQuietly(failing);
                            throw new IllegalStateException("first");
                        });
                    }
                    CompletableFuture<Integer> result = new CompletableFuture<>();
                    never.add(result);
                    return result;
                })
                .serial(out::add)
                .start();
        submitAll(pipeline, numbers(10));
        while (never.size() < 9) {
            Thread.onSpinWait();
        }
        failing.countDown();
        assertEquals(0, assertThrows(PipelineException.class, pipeline::close).place());
        assertTrue(never.stream().allMatch(CompletableFuture::isCancelled));
    }

    @Test
    void shouldGiveUpResultsWhenItIsAborted() throws Exception {
        CompletableFuture<Integer> never = new CompletableFuture<>();
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .async(item -> never)
                .keyed(item -> item, item -> item)
                .serial(out::add)
                .start();
        submitAll(pipeline, numbers(5));
        pipeline.abort();
        pipeline.close();
        assertEquals(List.of(), out);
    }

    /** In the moment in which a worker has the result that will never come, and has not said that it waits for it. */
    @Test
    void shouldGiveUpAResultThatIsAwaitedTooLate() throws Exception {
        CompletableFuture<OrderedPipeline<Integer>> itself = new CompletableFuture<>();
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .async(item -> {
                    itself.join().abort();
                    return new CompletableFuture<Integer>();
                })
                .serial(out::add)
                .start();
        pipeline.submit(1);
        itself.complete(pipeline);
        pipeline.close();
        assertEquals(List.of(), out);
    }

    /** What has begun goes on, and what has not is missing wherever its order is needed. */
    @Test
    void shouldEndWhenTheExecutorIsStopped() throws Exception {
        for (int round = 0; round < 50; round++) {
            MillraceExecutor stopped = MillraceExecutors.builder().workers(2).build();
            OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(stopped)
                    .parallel(item -> item)
                    .keyed(item -> item % 5, item -> {
                        Thread.yield();
                        return item;
                    })
                    .parallel(item -> item)
                    .directed(1, item -> item)
                    .keyed(item -> item % 7, item -> item)
                    .serial(item -> {})
                    .start();
            int late = round;
            submitAll(pipeline, numbers(late * 4));
            stopped.shutdownNow();
            try {
                pipeline.close();
            } catch (PipelineException expected) {
                assertInstanceOf(CancellationException.class, expected.getCause());
            }
            assertTrue(stopped.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldRunEachItemOfOneWorkerOnItsThread() throws Exception {
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(item -> item)
                .directed(2, item -> {
                    threads.add(Thread.currentThread());
                    return item;
                })
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(300));
        }
        assertEquals(1, threads.stream().distinct().count());
        assertEquals(numbers(300), out);
    }

    @Test
    void shouldWaitForAnInvokedItemThatMakesStops() throws Exception {
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .keyed(item -> item % 2, item -> item)
                .serial(out::add)
                .start()) {
            for (int i = 0; i < 50; i++) {
                pipeline.invoke(i);
                assertEquals(i + 1, out.size());
            }
        }
    }

    @Test
    void shouldCloseTheStatesOfAllStages() throws Exception {
        AtomicInteger open = new AtomicInteger();
        class State implements AutoCloseable {
            State() {
                open.incrementAndGet();
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        }
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(State::new, (state, item, place) -> item)
                .parallel(State::new, (state, item, place) -> item)
                .keyed(item -> item, State::new, (state, item, place) -> item)
                .unordered(State::new, (state, item, place) -> item)
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(100));
            assertFalse(open.get() == 0);
        }
        assertEquals(0, open.get());
        assertEquals(100, out.size());
    }

    @Test
    void shouldRecordTheTimesOfItemsThatMakeStops() throws Exception {
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(item -> item)
                .keyed(item -> item % 3, item -> item)
                .recordLatency()
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(500));
            pipeline.close();
            assertEquals(500, pipeline.statistics().serviceNanos().getTotalCount());
            assertEquals(500, pipeline.statistics().reorderWaitNanos().getTotalCount());
        }
    }

    /** Of what the stage throws, and of what it returned and fails later. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldHavePoliciesForResultsThatComeLater(boolean atOnce) throws Exception {
        List<String> letters = Collections.synchronizedList(new ArrayList<>());
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .async(item -> failingForSevensLater(item, atOnce))
                .replaceFailed((item, failure) -> -(Integer) item)
                .keyedAsync(item -> item % 3, item -> failingForSevensLater(Math.abs(item), atOnce))
                .deadLetter((item, failure) -> letters.add(item + " " + failure.getMessage()))
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(12));
        }
        assertEquals(List.of(0, 1, 2, 4, 5, 6, 7, 8, 9, 11), out);
        Collections.sort(letters);
        assertEquals(List.of("-10 seven 10", "-3 seven 3"), letters);
    }

    private static CompletableFuture<Integer> failingForSevensLater(int item, boolean atOnce) {
        return atOnce
                ? CompletableFuture.completedFuture(failingForSevens(item))
                : CompletableFuture.supplyAsync(() -> failingForSevens(item));
    }

    @Test
    void shouldFailWithWhatAStageOfResultsReplacesTheFailureBy() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .async(item -> CompletableFuture.<Integer>failedFuture(new IllegalStateException("first")))
                .replaceFailed((item, failure) -> {
                    throw new IllegalArgumentException("second, after " + failure.getMessage());
                })
                .serial(out::add)
                .start();
        pipeline.submit(1);
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertEquals("second, after first", failure.getCause().getMessage());
    }
}
