package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that travel together keep every promise that items on their own have. */
class PipelineVectorsTest {

    private final List<Integer> out = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch gate = new CountDownLatch(1);
    private TimeLimit limit;
    private MillraceExecutor executor;

    @BeforeEach
    void openExecutor() {
        limit = TimeLimit.seconds(60);
        executor = MillraceExecutors.builder()
                .workers(1)
                .credits(64)
                .reorderWindow(32)
                .build();
    }

    @AfterEach
    void closeExecutor() {
        gate.countDown();
        executor.close();
        limit.close();
    }

    private void closeTheGate() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        executor.execute(() -> {
            entered.countDown();
            await(gate);
        });
        entered.await();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs items that take no time, until so many may travel together; returns how many there were. */
    private int warmUp(OrderedPipeline<Integer> pipeline, int together) throws InterruptedException {
        int items = 0;
        while (items == 0 || pipeline.usual().limit().now() < together) {
            for (int i = 0; i < 50; i++) {
                pipeline.submit(-1);
            }
            items += 50;
            while (pipeline.statistics().completed() < items) {
                Thread.yield();
            }
        }
        out.clear();
        return items;
    }

    @Test
    void shouldTakeShortItemsTogetherThatWaitTogether() throws Exception {
        List<String> steps = new ArrayList<>();
        long inFlight;
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(item -> {
                    steps.add("parallel " + item);
                    return item;
                })
                .serial(item -> steps.add("serial " + item))
                .vectors(8)
                .start()) {
            warmUp(pipeline, 8);
            closeTheGate();
            steps.clear();
            for (int i = 0; i < 8; i++) {
                pipeline.submit(i);
            }
            inFlight = executor.snapshot().inFlight();
            gate.countDown();
        }
        assertEquals(2, inFlight, "one entry for the gate, one for eight items");
        assertEquals("parallel 7", steps.get(7));
        assertEquals("serial 0", steps.get(8));
        assertEquals(16, steps.size());
    }

    @Test
    void shouldEndAtTheFirstFailureOfAVector() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(item -> {
                    if (item == 13) {
                        throw new IllegalStateException("planned");
                    }
                    return item;
                })
                .serial(out::add)
                .vectors(64)
                .start();
        int before = warmUp(pipeline, 32);
        closeTheGate();
        for (int i = 0; i < 20; i++) {
            pipeline.submit(i);
        }
        gate.countDown();
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertEquals(before + 13, failure.place());
        assertEquals(13, failure.item());
        assertEquals(IntStream.range(0, 13).boxed().toList(), out);
        assertEquals(before + 13, pipeline.statistics().completed());
        assertEquals(before + 20, pipeline.statistics().submitted());
    }

    @Test
    void shouldNameTheItemThatTheConsumerRefuses() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(item -> -item)
                .serial(item -> {
                    if (item == -5) {
                        throw new IllegalStateException("planned");
                    }
                    out.add(item);
                })
                .vectors(64)
                .start();
        closeTheGate();
        for (int i = 0; i < 20; i++) {
            pipeline.submit(i);
        }
        gate.countDown();
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertEquals(5, failure.place());
        assertEquals(5, failure.item());
        assertEquals(5, out.size());
    }

    @Test
    void shouldBoundTheItemsUnderWayAndNotTheVectors() throws Exception {
        AtomicInteger submitted = new AtomicInteger();
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .serial(out::add)
                .vectors(64)
                .start();
        warmUp(pipeline, 32);
        closeTheGate();
        Thread submitter = new Thread(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    pipeline.submit(i);
                    submitted.incrementAndGet();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        submitter.start();
        while (submitter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertEquals(32, submitted.get());
        gate.countDown();
        submitter.join();
        pipeline.close();
        assertEquals(IntStream.range(0, 100).boxed().toList(), out);
    }

    @Test
    void shouldBeInterruptedWhileItWaitsForRoom() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .serial(out::add)
                .vectors(64)
                .start();
        closeTheGate();
        for (int i = 0; i < 32; i++) {
            pipeline.submit(i);
        }
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> pipeline.submit(32));
        gate.countDown();
        pipeline.close();
        assertEquals(32, out.size());
        assertEquals(32, pipeline.statistics().submitted());
    }

    /** A worker that waited for room would wait for itself. */
    @Test
    void shouldNotWaitInTasksOfTheExecutor() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .serial(out::add)
                .vectors(16)
                .start();
        executor.submit(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        pipeline.submit(i);
                    }
                    return null;
                })
                .get();
        pipeline.close();
        assertEquals(IntStream.range(0, 1_000).boxed().toList(), out);
    }

    @Test
    void shouldTellItemsThatWillNotBeWorkedOn() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .serial(out::add)
                .vectors(64)
                .start();
        int before = warmUp(pipeline, 32);
        closeTheGate();
        for (int i = 0; i < 20; i++) {
            pipeline.submit(i);
        }
        executor.shutdownNow();
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertInstanceOf(CancellationException.class, failure.getCause());
        assertEquals(List.of(), out);
        assertEquals(before, pipeline.statistics().completed());
    }

    @Test
    void shouldNotPassAnInterruptOnToTheNextItem() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(item -> {
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.incrementAndGet();
                    }
                    Thread.currentThread().interrupt();
                    return item;
                })
                .serial(item -> {
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.incrementAndGet();
                    }
                    Thread.currentThread().interrupt();
                })
                .vectors(64)
                .start()) {
            for (int i = 0; i < 1_000; i++) {
                pipeline.submit(i);
            }
        }
        assertEquals(0, interrupted.get());
    }

    @Test
    void shouldRefuseLengthsThatMakeNoSense() {
        PipelineBuilder<Integer, Integer> builder = OrderedPipeline.on(executor);
        assertThrows(IllegalArgumentException.class, () -> builder.vectors(0));
        assertThrows(IllegalArgumentException.class, () -> builder.vectors(65));
    }

    @Test
    void shouldRecordTheLatencyOfEachItem() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .serial(out::add)
                .recordLatency()
                .vectors(64)
                .start();
        for (int i = 0; i < 1_000; i++) {
            pipeline.submit(i);
        }
        pipeline.close();
        PipelineStatistics statistics = pipeline.statistics();
        assertEquals(1_000, statistics.queueWaitNanos().getTotalCount());
        assertEquals(1_000, statistics.serviceNanos().getTotalCount());
        assertEquals(1_000, statistics.reorderWaitNanos().getTotalCount());
        assertTrue(statistics.queueWaitNanos().getMaxValue() < 60_000_000_000L, "a stamp was left out");
    }

    @Test
    void shouldTimeSlowItemsOneByOne() throws Exception {
        long slowNanos = 1_000_000;
        int slow = 100;
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .recordLatency()
                .vectors(64)
                .parallel(item -> {
                    long begin = System.nanoTime();
                    while (item < 0 && System.nanoTime() - begin < slowNanos) {
                        Thread.onSpinWait();
                    }
                    return item;
                })
                .serial(out::add)
                .start();
        // Short ones first, so that vectors and laps are long when slow ones come.
        for (int i = 0; i < 1_000; i++) {
            pipeline.submit(i);
        }
        for (int i = 0; i < slow; i++) {
            pipeline.submit(-1);
        }
        pipeline.close();
        Histogram service = pipeline.statistics().serviceNanos();
        assertEquals(1_000 + slow, service.getTotalCount());
        // Each worker may take one lap of them for short ones.
        int together = executor.workerLimit() * VectorTimes.LONGEST_LAP;
        long seen = service.getCountBetweenValues(slowNanos, Long.MAX_VALUE / 2);
        assertTrue(seen >= slow - together, () -> "seen: " + seen);
    }

    /** Each submitter adds to vectors that others begin and workers seal. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shouldKeepTheOrderOfEachSubmitter(int workers) throws Exception {
        int submitters = 4;
        int each = 20_000;
        int[] next = new int[submitters];
        AtomicInteger wrong = new AtomicInteger();
        try (MillraceExecutor pool =
                        MillraceExecutors.builder().workers(workers).credits(64).build();
                OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(pool)
                        .serial(item -> {
                            int submitter = item / each;
                            if (item % each != next[submitter]++) {
                                wrong.incrementAndGet();
                            }
                        })
                        .vectors(32)
                        .start()) {
            List<Thread> threads = new ArrayList<>();
            for (int s = 0; s < submitters; s++) {
                int first = s * each;
                Thread thread = new Thread(() -> {
                    try {
                        for (int i = 0; i < each; i++) {
                            pipeline.submit(first + i);
                        }
                    } catch (InterruptedException stopped) {
                        wrong.incrementAndGet();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(0, wrong.get());
        for (int count : next) {
            assertEquals(each, count);
        }
    }

    /** What was accepted comes out, or is told as abandoned; what was refused does not come out. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEndEveryItemWhileTheExecutorShutsDown(boolean now) throws Exception {
        for (int round = 0; round < 200; round++) {
            MillraceExecutor pool = MillraceExecutors.builder()
                    .workers(2)
                    .credits(4 + round % 60)
                    .build();
            AtomicInteger came = new AtomicInteger();
            OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(pool)
                    .serial(item -> came.incrementAndGet())
                    .vectors(8)
                    .start();
            AtomicInteger accepted = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int s = 0; s < 2; s++) {
                Thread thread = new Thread(() -> {
                    try {
                        for (int i = 0; i < 100; i++) {
                            pipeline.submit(i);
                            accepted.incrementAndGet();
                        }
                    } catch (RuntimeException refused) {
                        // The executor takes no more, or the pipeline has failed since it was stopped.
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            if (now) {
                pool.shutdownNow();
            } else {
                pool.shutdown();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            try {
                pipeline.close();
                assertEquals(accepted.get(), came.get());
            } catch (PipelineException stopped) {
                assertTrue(now, "only shutdownNow may leave items behind");
            }
            assertEquals(accepted.get(), pipeline.statistics().submitted());
            pool.close();
            assertFalse(pool.snapshot().inFlight() > 0);
        }
    }
}
