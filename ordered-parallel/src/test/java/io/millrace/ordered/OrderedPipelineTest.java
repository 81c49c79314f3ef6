package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OrderedPipelineTest {

    private final List<Integer> out = Collections.synchronizedList(new ArrayList<>());
    private TimeLimit limit;
    private MillraceExecutor executor;

    @BeforeEach
    void openExecutor() {
        limit = TimeLimit.seconds(30);
        executor = MillraceExecutors.builder().workers(2).credits(64).build();
    }

    @AfterEach
    void closeExecutor() {
        executor.close();
        assertEquals(0, executor.snapshot().inFlight());
        limit.close();
    }

    private static int workOn(int item) {
        for (int i = 0; i < item * 37 % 500; i++) {
            Thread.onSpinWait();
        }
        return item * 2;
    }

    @Test
    void shouldDeliverResultsInTheOrderOfSubmission() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(OrderedPipelineTest::workOn)
                .serial(out::add)
                .start();
        for (int i = 0; i < 5_000; i++) {
            pipeline.submit(i);
        }
        pipeline.close();
        assertEquals(IntStream.range(0, 5_000).map(i -> i * 2).boxed().toList(), out);
        PipelineStatistics statistics = pipeline.statistics();
        assertEquals(5_000, statistics.submitted());
        assertEquals(5_000, statistics.completed());
        assertTrue(statistics.inFlightHighMark() >= 1 && statistics.inFlightHighMark() <= 33);
        assertEquals(0, statistics.serviceNanos().getTotalCount());
    }

    @Test
    void shouldSayWhatIsNull() {
        PipelineBuilder<Integer, Integer> builder = OrderedPipeline.on(executor);
        OrderedPipeline<Integer> pipeline = builder.serial(out::add).start();
        assertNames("executor", () -> OrderedPipeline.on(null));
        assertNames("function", () -> builder.parallel(null));
        assertNames("perWorkerState", () -> builder.parallel(null, (state, item, place) -> item));
        assertNames("stage", () -> builder.parallel(() -> "", null));
        assertNames("consumer", () -> builder.serial(null));
        assertNames("item", () -> pipeline.submit(null));
        assertNames("item", () -> pipeline.invoke(null));
        pipeline.close();
    }

    private static void assertNames(String parameter, Executable call) {
        assertEquals(parameter, assertThrows(NullPointerException.class, call).getMessage());
    }

    @Test
    void shouldSayHowFarItIs() throws Exception {
        OrderedPipeline<Integer> pipeline =
                OrderedPipeline.<Integer>on(executor).serial(out::add).start();
        pipeline.invoke(1);
        String running = pipeline.toString();
        assertTrue(running.startsWith("pipeline[running, submitted=1, completed=1, "), running);
        assertTrue(running.contains("/series-0[open, outstanding="), running);
        pipeline.close();
        String closed = pipeline.toString();
        assertTrue(closed.startsWith("pipeline[closed, submitted=1, completed=1, "), closed);
    }

    @Test
    void shouldPassItemsOnWithoutAParallelPart() throws Exception {
        try (OrderedPipeline<Integer> pipeline =
                OrderedPipeline.<Integer>on(executor).serial(out::add).start()) {
            pipeline.submit(1);
            pipeline.submit(2);
        }
        assertEquals(List.of(1, 2), out);
    }

    @Test
    void shouldAcceptResultsThatAreNull() throws Exception {
        AtomicInteger nulls = new AtomicInteger();
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .<Object>parallel(item -> null)
                .serial(result -> {
                    assertNull(result);
                    nulls.incrementAndGet();
                })
                .start()) {
            pipeline.submit(1);
        }
        assertEquals(1, nulls.get());
    }

    @Test
    void shouldFailWithTheFirstFailureInOrder() throws Exception {
        IllegalStateException planned = new IllegalStateException("planned");
        CountDownLatch laterHasFailed = new CountDownLatch(1);
        CountDownLatch allSubmitted = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(() -> "", (state, item, place) -> {
                    if (item == 3) {
                        laterHasFailed.countDown();
                        throw new IllegalArgumentException("later");
                    }
                    if (item == 2) {
                        laterHasFailed.await();
                        allSubmitted.await();
                        throw planned;
                    }
                    return item;
                })
                .serial(out::add)
                .start();
        for (int i = 0; i < 6; i++) {
            pipeline.submit(i);
        }
        allSubmitted.countDown();
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertSame(planned, failure.getCause());
        assertEquals(2, failure.place());
        assertEquals(2, failure.item());
        assertEquals(List.of(0, 1), out);
        assertThrows(PipelineException.class, () -> pipeline.submit(7));
        assertThrows(PipelineException.class, pipeline::close);
        assertEquals(2, pipeline.statistics().completed());
    }

    @Test
    void shouldFailWhenTheConsumerThrows() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .serial(item -> {
                    if (item == 10) {
                        throw new StackOverflowError("planned");
                    }
                    out.add(item);
                })
                .start();
        assertThrows(PipelineException.class, () -> {
            for (int i = 0; i < 100_000; i++) {
                pipeline.submit(i);
            }
        });
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertEquals(10, failure.place());
        assertEquals(10, out.size());
    }

    @Test
    void shouldMakeOneStateForEachWorkerAndCloseIt() throws Exception {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger shared = new AtomicInteger();
        class State implements AutoCloseable {
            private int users;

            State() {
                made.incrementAndGet();
            }

            int use(int item) {
                if (++users != 1) {
                    shared.incrementAndGet();
                }
                int result = workOn(item);
                users--;
                return result;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        }
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(State::new, (state, item, place) -> state.use(item))
                .serial(out::add)
                .start();
        for (int i = 0; i < 2_000; i++) {
            pipeline.submit(i);
        }
        assertEquals(0, closed.get());
        pipeline.close();
        pipeline.close();
        assertTrue(made.get() >= 1 && made.get() <= 2);
        assertEquals(made.get(), closed.get());
        assertEquals(0, shared.get());
    }

    @Test
    void shouldReportAStateThatCannotBeClosed() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(
                        () -> (AutoCloseable) () -> {
                            throw new IllegalArgumentException("planned");
                        },
                        (state, item, place) -> item)
                .serial(out::add)
                .start();
        pipeline.submit(1);
        assertThrows(IllegalStateException.class, pipeline::close);
        pipeline.close();
    }

    @Test
    void shouldRecordLatencyOfEveryItem() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(OrderedPipelineTest::workOn)
                .serial(out::add)
                .recordLatency()
                .start();
        for (int i = 0; i < 1_000; i++) {
            pipeline.submit(i);
        }
        pipeline.statistics();
        pipeline.close();
        PipelineStatistics statistics = pipeline.statistics();
        assertEquals(1_000, statistics.queueWaitNanos().getTotalCount());
        assertEquals(1_000, statistics.serviceNanos().getTotalCount());
        assertEquals(1_000, statistics.reorderWaitNanos().getTotalCount());
        assertTrue(statistics.serviceNanos().getMaxValue() > 0);
    }

    @Test
    void shouldKeepSeriesApart() throws Exception {
        OrderedPipeline<Integer> pipeline =
                OrderedPipeline.<Integer>on(executor).serial(out::add).start();
        CountDownLatch open = new CountDownLatch(1);
        OrderedPipeline<Integer> blocked = OrderedPipeline.<Integer>on(executor)
                .serial(item -> {
                    try {
                        open.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .start();
        blocked.submit(1);
        PipelineSeries<Integer> first = pipeline.newSeries();
        PipelineSeries<Integer> second = pipeline.newSeries();
        for (int i = 0; i < 100; i++) {
            first.submit(i);
            second.submit(1_000 + i);
        }
        pipeline.close();
        first.close();
        second.close();
        open.countDown();
        blocked.close();
        assertEquals(
                IntStream.range(0, 100).boxed().toList(),
                out.stream().filter(i -> i < 1_000).toList());
        assertEquals(
                IntStream.range(1_000, 1_100).boxed().toList(),
                out.stream().filter(i -> i >= 1_000).toList());
    }

    @Test
    void shouldSkipWhatHasNotHadItsTurnAfterAbort() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(() -> "", (state, item, place) -> {
                    started.countDown();
                    open.await();
                    return item;
                })
                .serial(out::add)
                .start();
        for (int i = 0; i < 20; i++) {
            pipeline.submit(i);
        }
        started.await();
        pipeline.abort();
        assertThrows(IllegalStateException.class, () -> pipeline.submit(20));
        open.countDown();
        pipeline.close();
        assertEquals(List.of(), out);
        assertEquals(0, pipeline.statistics().completed());
    }

    @Test
    void shouldRefuseItemsAfterClose() throws Exception {
        OrderedPipeline<Integer> pipeline =
                OrderedPipeline.<Integer>on(executor).serial(out::add).start();
        pipeline.close();
        assertThrows(IllegalStateException.class, () -> pipeline.submit(1));
        assertThrows(NullPointerException.class, () -> pipeline.submit(null));
        assertThrows(
                IllegalStateException.class,
                () -> OrderedPipeline.<Integer>on(executor).start());
    }

    @Test
    void shouldFailWhenTheExecutorIsStopped() throws Exception {
        CountDownLatch started = new CountDownLatch(2);
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(() -> "", (state, item, place) -> {
                    started.countDown();
                    new CountDownLatch(1).await();
                    return item;
                })
                .serial(out::add)
                .start();
        for (int i = 0; i < 10; i++) {
            pipeline.submit(i);
        }
        started.await();
        assertEquals(List.of(), executor.shutdownNow());
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertTrue(failure.getCause() instanceof CancellationException
                || failure.getCause() instanceof InterruptedException);
        assertThrows(
                RejectedExecutionException.class,
                () -> OrderedPipeline.<Integer>on(executor).serial(out::add).start());
    }
}
