package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stages that get several items at once: what is a batch, and that no item waits in vain for others. The first nine are those of the vector adapter of eventdev. */
class BatchedStageTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<Integer> out = Collections.synchronizedList(new ArrayList<>());
    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
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
        assertEquals(0, executor.snapshot().timers());
        limit.close();
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static void submitAll(OrderedPipeline<Integer> pipeline, List<Integer> items) throws InterruptedException {
        for (Integer item : items) {
            pipeline.submit(item);
        }
    }

    private List<Integer> noted(List<Integer> items) {
        batches.add(items);
        return items;
    }

    private List<Integer> failingForSevens(List<Integer> items) {
        for (Integer item : noted(items)) {
            if (item % 7 == 3) {
                throw new IllegalArgumentException("seven " + item);
            }
        }
        return items;
    }

    private OrderedPipeline<Integer> started(PipelineBuilder<Integer, Integer> builder) {
        return builder.serial(out::add).start();
    }

    private OrderedPipeline<Integer> batched(int most, Duration longest) {
        return started(OrderedPipeline.<Integer>on(executor).batched(most, longest, this::noted));
    }

    private OrderedPipeline<Integer> batched(Batching<Integer> batching) {
        return started(OrderedPipeline.<Integer>on(executor).batched(batching, this::noted));
    }

    /** Waits without any other limit than that of the test. */
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldBeCreatedWithASizeAndATime() {
        assertThrows(IllegalArgumentException.class, () -> Batching.of(0, LONG));
        assertThrows(IllegalArgumentException.class, () -> Batching.of(1, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Batching.of(1, Duration.ofMillis(-1)));
        assertThrows(NullPointerException.class, () -> Batching.of(1, null));
        assertEquals(Long.MAX_VALUE, Batching.of(1, Duration.ofDays(1_000_000)).longestNanos());
        PipelineBuilder<Integer, Integer> builder = OrderedPipeline.on(executor);
        assertThrows(NullPointerException.class, () -> builder.batched(3, LONG, null));
        assertThrows(IllegalStateException.class, builder.parallel(item -> item)::singly);
        assertThrows(
                IllegalStateException.class,
                () -> builder.batched(3, LONG, this::noted)
                        .vectors(4)
                        .serial(out::add)
                        .start());
    }

    /** Several stages and several series, each with a remainder. */
    @Test
    void shouldHaveManyBatchesSideBySide() throws Exception {
        Queue<List<Integer>> second = new ConcurrentLinkedQueue<>();
        OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(executor)
                .batched(4, LONG, this::noted)
                .parallel(item -> item)
                .batched(7, LONG, items -> {
                    second.add(items);
                    return items;
                }));
        PipelineSeries<Integer> other = pipeline.newSeries();
        Thread producer = new Thread(() -> {
            try {
                for (int i = 10_000; i < 12_001; i++) {
                    other.submit(i);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        producer.start();
        submitAll(pipeline, numbers(2_002));
        producer.join();
        pipeline.close();
        other.close();
        assertEquals(numbers(2_002), out.stream().filter(item -> item < 10_000).toList());
        assertEquals(
                IntStream.range(10_000, 12_001).boxed().toList(),
                out.stream().filter(item -> item >= 10_000).toList());
        assertTrue(batches.stream().allMatch(items -> items.size() <= 4), batches::toString);
        assertTrue(second.stream().allMatch(items -> items.size() <= 7), second::toString);
        assertEquals(4_003, second.stream().mapToInt(List::size).sum());
        // All but the last ones are full, since nobody is waited for that has no room.
        assertTrue(batches.size() <= 4_003 / 4 + 20, () -> "batches=" + batches.size());
    }

    @Test
    void shouldHandOverABatchThatHasItsSize() throws Exception {
        try (OrderedPipeline<Integer> pipeline = batched(4, LONG)) {
            submitAll(pipeline, numbers(8));
            await(() -> out.size() == 8);
            assertEquals(numbers(8), out);
            assertEquals(2, batches.size());
            assertTrue(batches.containsAll(List.of(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7))), batches::toString);
            await(() -> executor.snapshot().timers() == 0);
        }
    }

    @Test
    void shouldHandOverABatchWhoseFirstItemHasWaited() throws Exception {
        try (OrderedPipeline<Integer> pipeline = batched(4, Duration.ofMillis(5))) {
            long begin = System.nanoTime();
            submitAll(pipeline, numbers(2));
            await(() -> out.size() == 2);
            assertTrue(System.nanoTime() - begin >= 5_000_000);
            submitAll(pipeline, List.of(2));
            await(() -> out.size() == 3);
            assertEquals(numbers(3), out);
        }
    }

    /** If nothing can be made of all together, each goes alone. */
    @Test
    void shouldTryItemsSinglyWhenABatchFails() throws Exception {
        Queue<String> letters = new ConcurrentLinkedQueue<>();
        try (OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(executor)
                .batched(8, LONG, this::failingForSevens)
                .singly()
                .deadLetter((item, failure) -> letters.add(item + " " + failure.getMessage())))) {
            submitAll(pipeline, numbers(80));
        }
        assertEquals(numbers(80).stream().filter(item -> item % 7 != 3).toList(), out);
        assertEquals(11, letters.size());
        assertTrue(letters.contains("10 seven 10"), letters::toString);
    }

    @Test
    void shouldBeginABatchWithAnItemThatStartsOne() throws Exception {
        try (OrderedPipeline<Integer> pipeline =
                batched(Batching.<Integer>of(4, LONG).startingAt(item -> item % 3 == 0))) {
            submitAll(pipeline, numbers(7));
            await(() -> out.size() == 6);
        }
        assertEquals(numbers(7), out);
        assertEquals(3, batches.size());
        assertTrue(batches.containsAll(List.of(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6))), batches::toString);
    }

    @Test
    void shouldEndABatchWithAnItemThatEndsOne() throws Exception {
        try (OrderedPipeline<Integer> pipeline =
                batched(Batching.<Integer>of(4, LONG).endingWith(item -> item % 3 == 2))) {
            submitAll(pipeline, numbers(6));
            await(() -> out.size() == 6);
        }
        assertEquals(numbers(6), out);
        assertEquals(2, batches.size());
        assertTrue(batches.containsAll(List.of(List.of(0, 1, 2), List.of(3, 4, 5))), batches::toString);
    }

    @Test
    void shouldLeaveAnItemAloneThatStartsAndEndsABatch() throws Exception {
        try (OrderedPipeline<Integer> pipeline = batched(
                Batching.<Integer>of(4, LONG).startingAt(item -> item == 2).endingWith(item -> item == 2))) {
            submitAll(pipeline, numbers(3));
            await(() -> out.size() == 3);
        }
        assertTrue(batches.containsAll(List.of(List.of(0, 1), List.of(2))), batches::toString);
    }

    @Test
    void shouldHandOverABatchThatIsFlushed() throws Exception {
        OrderedPipeline<Integer> pipeline = batched(4, LONG);
        pipeline.flush();
        submitAll(pipeline, numbers(3));
        await(() -> {
            pipeline.flush();
            return out.size() == 3;
        });
        submitAll(pipeline, List.of(3));
        pipeline.close();
        assertEquals(numbers(4), out);
    }

    /** No item that waits keeps a worker, and with one worker others go on. */
    @Test
    void shouldKeepNoWorkerWaiting() throws Exception {
        try (MillraceExecutor single = MillraceExecutors.builder().workers(1).build();
                OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(single)
                        .parallel(item -> item)
                        .batched(3, LONG, this::noted))) {
            submitAll(pipeline, numbers(2));
            await(() -> single.snapshot().timers() == 1);
            assertEquals(7, single.submit(() -> 7).get());
            assertEquals(List.of(), out);
        }
        assertEquals(numbers(2), out);
    }

    /** A window that a batch would fill is not waited for. */
    @Test
    void shouldGoOnInAWindowThatIsTooSmall() throws Exception {
        for (int window : new int[] {1, 2, 3, 8}) {
            try (MillraceExecutor small = MillraceExecutors.builder()
                            .workers(2)
                            .reorderWindow(window)
                            .credits(16)
                            .build();
                    OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(small)
                            .batched(100, LONG, this::noted)
                            .batched(100, LONG, this::noted)
                            .keyed(item -> item % 3, item -> item)
                            .batched(100, LONG, this::noted))) {
                submitAll(pipeline, numbers(500));
            }
            assertEquals(numbers(500), out);
            out.clear();
        }
    }

    /** What waits at several stages together does not fill a window either. */
    @Test
    void shouldGoOnWithStagesOfAnySizes() throws Exception {
        for (int first = 2; first < 8; first++) {
            for (int second = 2; second < 8; second++) {
                try (MillraceExecutor small = MillraceExecutors.builder()
                                .workers(2)
                                .reorderWindow(8)
                                .credits(16)
                                .build();
                        OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(small)
                                .batched(first, LONG, this::noted)
                                .batched(second, LONG, this::noted)
                                .batched(100, LONG, this::noted))) {
                    submitAll(pipeline, numbers(200));
                }
                assertEquals(numbers(200), out);
                out.clear();
            }
        }
    }

    /** An item that waits for others has left its key, which others of the same key need to come. */
    @Test
    void shouldFreeAKeyBeforeItWaitsForOthers() throws Exception {
        OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(executor)
                .keyed(item -> "all", item -> item)
                .batched(10, LONG, this::noted));
        submitAll(pipeline, numbers(10));
        await(() -> out.size() == 10);
        pipeline.close();
        assertEquals(List.of(numbers(10)), batches);
    }

    @Test
    void shouldHaveItemsOfKeysTogetherInAnyOrder() throws Exception {
        OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(executor)
                .unordered(item -> item)
                .keyed(item -> item % 2, item -> item)
                .batched(10, LONG, this::noted)
                .directed(1, item -> item));
        submitAll(pipeline, numbers(1_000));
        pipeline.close();
        assertEquals(1_000, out.stream().distinct().count());
        assertEquals(100, batches.size());
    }

    @Test
    void shouldBatchWhatOneWorkerHandsOn() throws Exception {
        OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(executor)
                .directed(0, item -> item)
                .batched(8, LONG, this::noted)
                .async(item -> CompletableFuture.supplyAsync(() -> item))
                .batched(3, LONG, items -> items));
        submitAll(pipeline, numbers(1_000));
        pipeline.close();
        assertEquals(numbers(1_000), out);
        assertEquals(125, batches.size());
    }

    /** What was left out before is in no batch, and none waits for it. */
    @Test
    void shouldWaitForNoItemThatWasLeftOut() throws Exception {
        OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(executor)
                .parallel(item -> {
                    if (item % 3 == 0) {
                        throw new IllegalStateException("no");
                    }
                    return item;
                })
                .skipFailed()
                .batched(2, LONG, this::noted));
        submitAll(pipeline, numbers(30));
        await(() -> out.size() == 20);
        pipeline.close();
        assertEquals(10, batches.size());
        assertEquals(numbers(30).stream().filter(item -> item % 3 != 0).toList(), out);
    }

    /** Not even if a window is full of what was left out behind one that waits. */
    @Test
    void shouldGoOnThoughNearlyAllAreLeftOut() throws Exception {
        OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(executor)
                .parallel(item -> {
                    if (item % 50 != 0) {
                        throw new IllegalStateException("no");
                    }
                    return item;
                })
                .skipFailed()
                .batched(5, LONG, this::noted)
                .keyed(item -> item % 3, item -> item));
        submitAll(pipeline, numbers(5_000));
        pipeline.close();
        assertEquals(IntStream.range(0, 100).map(item -> item * 50).boxed().toList(), out);
    }

    @Test
    void shouldFailWithTheFirstItemOfABatchThatFails() throws Exception {
        OrderedPipeline<Integer> pipeline =
                started(OrderedPipeline.<Integer>on(executor).batched(2, LONG, this::failingForSevens));
        assertThrows(PipelineException.class, () -> submitAll(pipeline, numbers(100_000)));
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertEquals(2, failure.place());
        assertEquals("seven 3", failure.getCause().getMessage());
        assertEquals(List.of(0, 1), out);
    }

    @Test
    void shouldTryAWholeBatchAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(executor)
                .batched(4, LONG, items -> {
                    noted(items);
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    return items;
                })
                .retry(3))) {
            submitAll(pipeline, numbers(4));
        }
        assertEquals(List.of(numbers(4), numbers(4), numbers(4)), batches);
        assertEquals(numbers(4), out);
    }

    @Test
    void shouldReplaceEachItemOfABatchThatFails() throws Exception {
        try (OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(executor)
                .batched(2, LONG, this::failingForSevens)
                .replaceFailed((item, failure) -> -(Integer) item))) {
            submitAll(pipeline, numbers(8));
        }
        assertEquals(List.of(0, 1, -2, -3, 4, 5, 6, 7), out);
    }

    @Test
    void shouldFailForAListOfAnotherLength() throws Exception {
        for (List<Integer> wrong : List.of(List.of(1), List.of(1, 2, 3), List.<Integer>of())) {
            OrderedPipeline<Integer> pipeline =
                    started(OrderedPipeline.<Integer>on(executor).batched(2, LONG, items -> wrong));
            submitAll(pipeline, numbers(2));
            PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
            assertTrue(failure.getMessage().contains("items=2, results=" + wrong.size()), failure::getMessage);
        }
        OrderedPipeline<Integer> pipeline =
                started(OrderedPipeline.<Integer>on(executor).<Integer>batched(2, LONG, items -> null));
        submitAll(pipeline, numbers(1));
        assertTrue(assertThrows(PipelineException.class, pipeline::close)
                .getMessage()
                .contains("results=null"));
    }

    @Test
    void shouldFailWithAnItemOfWhichNobodyCanSayWhetherItEndsABatch() throws Exception {
        OrderedPipeline<Integer> pipeline =
                batched(Batching.<Integer>of(2, LONG).endingWith(item -> 1 / item == 7));
        submitAll(pipeline, numbers(1));
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertInstanceOf(ArithmeticException.class, failure.getCause());
    }

    @Test
    void shouldGiveUpWhatWaitsWhenItIsAborted() throws Exception {
        OrderedPipeline<Integer> pipeline = batched(10, LONG);
        submitAll(pipeline, numbers(5));
        await(() -> executor.snapshot().timers() == 1);
        pipeline.abort();
        Work.awaitQuiet(executor);
        pipeline.close();
        assertEquals(List.of(), out);
        assertEquals(List.of(), batches);
    }

    @Test
    void shouldCompleteTheBatchOfAnItemThatIsInvoked() throws Exception {
        try (OrderedPipeline<Integer> pipeline = batched(10, LONG)) {
            submitAll(pipeline, numbers(2));
            pipeline.invoke(2);
            assertEquals(numbers(3), out);
            pipeline.invoke(3);
        }
        assertEquals(List.of(List.of(0, 1, 2), List.of(3)), batches);
    }

    /** Nothing waits for time to pass that an executor does not have any more. */
    @Test
    void shouldGoOnWhenTheExecutorIsShutDown() throws Exception {
        MillraceExecutor ending = MillraceExecutors.builder().workers(2).build();
        OrderedPipeline<Integer> pipeline =
                started(OrderedPipeline.<Integer>on(ending).batched(10, LONG, this::noted));
        submitAll(pipeline, numbers(5));
        await(() -> ending.snapshot().timers() == 1);
        ending.shutdown();
        assertTrue(ending.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(numbers(5), out);
        pipeline.close();
    }

    @Test
    void shouldEndWhenTheExecutorIsStopped() throws Exception {
        for (int round = 0; round < 100; round++) {
            MillraceExecutor stopped = MillraceExecutors.builder().workers(2).build();
            OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(stopped)
                    .batched(5, LONG, items -> items)
                    .keyed(item -> item % 5, item -> item)
                    .batched(7, LONG, items -> items)
                    .serial(item -> {})
                    .start();
            submitAll(pipeline, numbers(round * 2));
            if (round % 3 == 0) {
                await(() -> stopped.snapshot().timers() > 0
                        || pipeline.statistics().completed() > 0
                        || stopped.snapshot().inFlight() == 0);
            }
            assertEquals(List.of(), stopped.shutdownNow());
            try {
                pipeline.close();
            } catch (PipelineException expected) {
                assertInstanceOf(CancellationException.class, expected.getCause());
            }
            assertTrue(stopped.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    /** Batches are worked on side by side, and their results keep the order. */
    @Test
    void shouldKeepTheOrderOfBatchesThatOvertake() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (OrderedPipeline<Integer> pipeline =
                started(OrderedPipeline.<Integer>on(executor).batched(2, LONG, items -> {
                    if (items.contains(0)) {
                        Work.await(slow);
                    }
                    return noted(items);
                }))) {
            submitAll(pipeline, numbers(8));
            await(() -> batches.size() == 3);
            assertEquals(List.of(), out);
            slow.countDown();
        }
        assertEquals(numbers(8), out);
    }

    @Test
    void shouldHaveAStateForEachWorkerAndThePlaceOfTheFirst() throws Exception {
        AtomicInteger open = new AtomicInteger();
        class Connection implements AutoCloseable {
            Connection() {
                open.incrementAndGet();
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        }
        List<Long> places = Collections.synchronizedList(new ArrayList<>());
        try (OrderedPipeline<Integer> pipeline = started(OrderedPipeline.<Integer>on(executor)
                .batched(Batching.of(3, LONG), Connection::new, (connection, items, place) -> {
                    places.add(place);
                    return items;
                }))) {
            submitAll(pipeline, numbers(9));
            await(() -> out.size() == 9);
            assertTrue(open.get() > 0);
        }
        assertEquals(0, open.get());
        assertEquals(List.of(0L, 3L, 6L), places.stream().sorted().toList());
    }

    @Test
    void shouldRecordTheTimeOfABatchForEachItem() throws Exception {
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .batched(5, LONG, items -> items)
                .recordLatency()
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(50));
            pipeline.close();
            assertEquals(50, pipeline.statistics().serviceNanos().getTotalCount());
            assertEquals(50, pipeline.statistics().reorderWaitNanos().getTotalCount());
        }
    }
}
