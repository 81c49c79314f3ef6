package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single items that are cancelled or late, and what is told of those that the consumer does not get. */
class PipelineCancelTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<Integer> out = Collections.synchronizedList(new ArrayList<>());

    /** Who was taken, and who was told of as left out, in one list: the order of turns. */
    private final List<Integer> turns = Collections.synchronizedList(new ArrayList<>());

    private final Map<Integer, Exception> reasons = new ConcurrentHashMap<>();
    private TimeLimit limit;
    private MillraceExecutor executor;

    @BeforeEach
    void open() {
        limit = TimeLimit.seconds(30);
        executor = MillraceExecutors.builder().workers(2).build();
    }

    @AfterEach
    void close() {
        executor.close();
        assertEquals(0, executor.snapshot().inFlight());
        limit.close();
    }

    /** Stages of which the first is the one that the test is about. */
    enum Shape {
        STRAIGHT {
            @Override
            PipelineBuilder<Integer, Integer> on(MillraceExecutor executor, Function<Integer, Integer> stage) {
                return OrderedPipeline.<Integer>on(executor).parallel(stage);
            }
        },
        KEYED {
            @Override
            PipelineBuilder<Integer, Integer> on(MillraceExecutor executor, Function<Integer, Integer> stage) {
                return OrderedPipeline.<Integer>on(executor)
                        .keyed(item -> item, stage)
                        .parallel(item -> item);
            }
        },
        BEFORE_A_WORKER {
            @Override
            PipelineBuilder<Integer, Integer> on(MillraceExecutor executor, Function<Integer, Integer> stage) {
                return OrderedPipeline.<Integer>on(executor)
                        .parallel(stage)
                        .directed(0, item -> item)
                        .keyed(item -> item, item -> item);
            }
        };

        abstract PipelineBuilder<Integer, Integer> on(MillraceExecutor executor, Function<Integer, Integer> stage);
    }

    private OrderedPipeline<Integer> start(PipelineBuilder<Integer, Integer> builder) {
        return builder.onLeftOut((item, reason) -> {
                    turns.add(item);
                    reasons.put(item, reason);
                })
                .serial(item -> {
                    turns.add(item);
                    out.add(item);
                })
                .start();
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveOutWhatIsCancelledBeforeItBegins(Shape shape) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        List<Integer> worked = Collections.synchronizedList(new ArrayList<>());
        OrderedPipeline<Integer> pipeline = start(shape.on(executor, item -> {
            worked.add(item);
            if (item == 0) {
                entered.countDown();
                Work.await(gate);
            }
            return item;
        }));
        executor.resize(1);
        pipeline.submit(0);
        entered.await();
        SubmittedItem cancelled = pipeline.submitCancellable(1);
        SubmittedItem stays = pipeline.submitCancellable(2);
        assertSame(SubmittedItem.State.UNDER_WAY, cancelled.state());
        assertTrue(cancelled.cancel());
        assertFalse(cancelled.cancel());
        gate.countDown();
        pipeline.close();
        assertEquals(List.of(0, 2), out);
        assertEquals(List.of(0, 2), worked);
        assertEquals(List.of(0, 1, 2), turns);
        assertInstanceOf(CancellationException.class, reasons.get(1));
        assertSame(SubmittedItem.State.CANCELLED, cancelled.state());
        assertSame(SubmittedItem.State.TAKEN, stays.state());
        assertFalse(stays.cancel());
        assertEquals(1, pipeline.statistics().leftOut());
        assertEquals(2, pipeline.statistics().completed());
    }

    @ParameterizedTest
    @EnumSource
    void shouldDropTheResultOfWhatIsCancelledWhileItRuns(Shape shape) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = start(shape.on(executor, item -> {
            if (item == 0) {
                entered.countDown();
                Work.await(gate);
                assertFalse(Thread.currentThread().isInterrupted());
            }
            return item;
        }));
        SubmittedItem running = pipeline.submitCancellable(0);
        pipeline.submit(1);
        entered.await();
        assertTrue(running.cancel());
        gate.countDown();
        pipeline.close();
        assertEquals(List.of(1), out);
        assertEquals(List.of(0, 1), turns);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotFailForWhatWasCancelled(Shape shape) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = start(shape.on(executor, item -> {
            if (item == 0) {
                entered.countDown();
                Work.await(gate);
                throw new IllegalStateException("nobody cares");
            }
            return item;
        }));
        SubmittedItem running = pipeline.submitCancellable(0);
        pipeline.submit(1);
        entered.await();
        running.cancel();
        gate.countDown();
        pipeline.close();
        assertEquals(List.of(1), out);
        assertInstanceOf(CancellationException.class, reasons.get(0));
    }

    @Test
    void shouldWaitNoLongerForAResultOfWhatWasCancelled() throws Exception {
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(new CompletableFuture<>());
        }
        OrderedPipeline<Integer> pipeline =
                start(OrderedPipeline.<Integer>on(executor).async(calls::get));
        SubmittedItem waits = pipeline.submitCancellable(0);
        pipeline.submit(1);
        pipeline.submit(2);
        calls.get(1).complete(1);
        calls.get(2).complete(2);
        while (calls.get(0).getNumberOfDependents() == 0) {
            Thread.onSpinWait();
        }
        assertTrue(pipeline.report().awaitingResults().contains(new PipelineReport.Item(0, 0)));
        assertTrue(waits.cancel());
        pipeline.close();
        assertEquals(List.of(1, 2), out);
        assertEquals(List.of(0, 1, 2), turns);
        assertTrue(calls.get(0).isCancelled());
    }

    @Test
    void shouldWaitNoLongerForAResultThanThereIsTime() throws Exception {
        AtomicBoolean called = new AtomicBoolean();
        // On a slow machine the time may be over before the call is made.
        for (Duration time = Duration.ofMillis(5); !called.get(); time = time.multipliedBy(2)) {
            turns.clear();
            out.clear();
            waitForAResult(time, called);
        }
    }

    private void waitForAResult(Duration time, AtomicBoolean called) throws Exception {
        CompletableFuture<Integer> never = new CompletableFuture<>();
        OrderedPipeline<Integer> pipeline = start(OrderedPipeline.<Integer>on(executor)
                .async(item -> {
                    called.set(item == 0 || called.get());
                    return item == 0 ? never : CompletableFuture.completedFuture(item);
                })
                .timeout(LONG));
        SubmittedItem late = pipeline.submit(0, time);
        SubmittedItem inTime = pipeline.submitCancellable(1);
        pipeline.close();
        assertEquals(List.of(1), out);
        assertEquals(List.of(0, 1), turns);
        assertSame(SubmittedItem.State.LATE, late.state());
        assertSame(SubmittedItem.State.TAKEN, inTime.state());
        assertInstanceOf(TimeoutException.class, reasons.get(0));
        assertTrue(
                reasons.get(0).getMessage().contains(time.toString()),
                reasons.get(0).getMessage());
        if (called.get()) {
            // It goes on first, and then tells whoever works for it.
            assertThrows(CancellationException.class, never::get);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveOutWhatIsLate(Shape shape) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = start(shape.on(executor, item -> {
                    if (item == 0) {
                        Work.await(gate);
                    }
                    return item;
                })
                .timeout(Duration.ofMillis(2)));
        pipeline.submit(0, LONG);
        pipeline.submit(1);
        SubmittedItem inTime = pipeline.submit(2, LONG);
        Thread.sleep(5);
        gate.countDown();
        pipeline.close();
        assertEquals(List.of(0, 2), out);
        assertEquals(List.of(0, 1, 2), turns);
        assertInstanceOf(TimeoutException.class, reasons.get(1));
        assertSame(SubmittedItem.State.TAKEN, inTime.state());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellOfAllThatIsSkippedBehindAFailure(Shape shape) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = start(shape.on(executor, item -> {
            if (item == 1) {
                Work.await(gate);
                throw new IllegalStateException("planned");
            }
            return item;
        }));
        List<SubmittedItem> submitted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            submitted.add(pipeline.submitCancellable(i));
        }
        gate.countDown();
        assertThrows(PipelineException.class, pipeline::close);
        assertEquals(List.of(0), out);
        assertEquals(List.of(0, 1, 2, 3, 4), turns);
        assertInstanceOf(PipelineException.class, reasons.get(1));
        assertInstanceOf(PipelineException.class, reasons.get(4));
        assertSame(SubmittedItem.State.FAILED, submitted.get(1).state());
        assertSame(SubmittedItem.State.SKIPPED, submitted.get(4).state());
    }

    /** In vectors too, which are cut wherever the failure or the abort finds them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void shouldTellOfAllThatIsSkippedInVectors(int most) throws Exception {
        OrderedPipeline<Integer> pipeline = start(OrderedPipeline.<Integer>on(executor)
                .parallel(item -> {
                    if (item == 501) {
                        throw new IllegalStateException("planned");
                    }
                    return item;
                })
                .skipFailed()
                .parallel(item -> {
                    if (item == 700) {
                        throw new IllegalStateException("planned");
                    }
                    return item;
                })
                .vectors(most));
        int submitted = 0;
        try {
            for (; submitted < 100_000; submitted++) {
                pipeline.submit(submitted);
            }
        } catch (PipelineException failed) {
            // Behind the failure nothing is taken.
        }
        assertThrows(PipelineException.class, pipeline::close);
        assertEquals(700 - 1, out.size());
        assertFalse(turns.contains(501));
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < submitted; i++) {
            if (i != 501) {
                expected.add(i);
            }
        }
        assertEquals(expected, turns);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellOfWhatAnAbortLeavesBehind(Shape shape) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = start(shape.on(executor, item -> {
            if (item == 0) {
                entered.countDown();
                Work.await(gate);
            }
            return item;
        }));
        for (int i = 0; i < 3; i++) {
            pipeline.submit(i);
        }
        entered.await();
        PipelineReport report = pipeline.abort();
        assertEquals("running", report.state());
        assertEquals(3, report.inFlight());
        assertFalse(report.isDrained());
        assertTrue(report.running().contains(new PipelineReport.Item(0, 0)), report.toString());
        assertTrue(report.toString().contains("runs: place 0, 0"), report.toString());
        gate.countDown();
        pipeline.close();
        assertEquals(List.of(), out);
        assertEquals(List.of(0, 1, 2), turns);
        assertInstanceOf(CancellationException.class, reasons.get(2));
        assertEquals("aborted", pipeline.report().state());
    }

    @Test
    void shouldTellOfWhatTheEndOfTheExecutorLeavesBehind() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline =
                start(OrderedPipeline.<Integer>on(executor).parallel(item -> {
                    entered.countDown();
                    // Not to be woken by the interrupt.
                    while (gate.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return item;
                }));
        for (int i = 0; i < 8; i++) {
            pipeline.submit(i);
        }
        entered.await();
        executor.shutdownNow();
        gate.countDown();
        assertThrows(PipelineException.class, pipeline::close);
        List<Integer> all = new ArrayList<>(turns);
        Collections.sort(all);
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), all);
        assertInstanceOf(CancellationException.class, reasons.get(7).getCause());
    }

    @Test
    void shouldFailWithWhatTheObserverThrows() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(item -> item)
                .onLeftOut((item, reason) -> {
                    throw new IllegalStateException("observer " + item);
                })
                .serial(out::add)
                .timeout(Duration.ofNanos(1))
                .start();
        pipeline.submit(7);
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertTrue(failure.getMessage().contains("observer 7"), failure.getMessage());
    }

    /** Nobody waits for a result behind such a failure either. */
    @Test
    void shouldGiveUpResultsBehindWhatTheObserverThrows() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .async(item -> new CompletableFuture<Integer>())
                .onLeftOut((item, reason) -> {
                    throw new IllegalStateException("observer " + item);
                })
                .serial(out::add)
                .start();
        SubmittedItem first = pipeline.submitCancellable(0);
        pipeline.submit(1);
        while (pipeline.report().awaitingResults().size() < 2) {
            Thread.onSpinWait();
        }
        first.cancel();
        assertThrows(PipelineException.class, pipeline::close);
    }

    /** A stage that may only be looked at, as libraries return them. */
    @Test
    void shouldGiveUpWhatCannotBeCancelled() throws Exception {
        OrderedPipeline<Integer> pipeline = start(OrderedPipeline.<Integer>on(executor)
                .async(item -> new CompletableFuture<Integer>().minimalCompletionStage()));
        SubmittedItem first = pipeline.submitCancellable(0);
        for (int i = 1; i < 4; i++) {
            pipeline.submit(i);
        }
        while (pipeline.report().awaitingResults().size() < 4) {
            Thread.onSpinWait();
        }
        assertTrue(first.cancel());
        pipeline.abort();
        pipeline.close();
        assertEquals(List.of(0, 1, 2, 3), turns);
    }

    @Test
    void shouldNotFailForWhatFailsTooLate() throws Exception {
        OrderedPipeline<Integer> pipeline =
                start(OrderedPipeline.<Integer>on(executor).parallel(item -> {
                    if (item == 0) {
                        Work.sleep(20);
                        throw new IllegalStateException("the client of the stage is slower than its time limit");
                    }
                    return item;
                }));
        SubmittedItem late = pipeline.submit(0, Duration.ofMillis(10));
        pipeline.submit(1);
        pipeline.close();
        assertEquals(List.of(1), out);
        assertSame(SubmittedItem.State.LATE, late.state());
    }

    /** An alarm that nobody needs must not keep the executor, nor may a shutdown forget the time. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEndInTimeWithItsExecutor(boolean now) throws Exception {
        OrderedPipeline<Integer> pipeline =
                start(OrderedPipeline.<Integer>on(executor).async(item -> new CompletableFuture<Integer>()));
        pipeline.submit(0, Duration.ofMillis(200));
        while (pipeline.report().awaitingResults().isEmpty()) {
            if (pipeline.report().leftOut() > 0) {
                // Late before it began: nothing to be seen on a machine so slow.
                return;
            }
            Thread.onSpinWait();
        }
        if (now) {
            assertEquals(List.of(), executor.shutdownNow());
        } else {
            executor.shutdown();
        }
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        pipeline.close();
        assertEquals(List.of(0), turns);
        assertInstanceOf(TimeoutException.class, reasons.get(0));
    }

    /** Given up between the call and the waiting, an item leaves no alarm behind: the end of the test would wait for it. */
    @Test
    void shouldLeaveNoAlarmOfWhatIsGivenUpTooEarly() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = start(OrderedPipeline.<Integer>on(executor)
                .async(item -> {
                    called.countDown();
                    Work.await(aborted);
                    return new CompletableFuture<Integer>();
                })
                .timeout(LONG));
        pipeline.submit(0);
        called.await();
        pipeline.abort();
        aborted.countDown();
        pipeline.close();
        executor.shutdown();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(List.of(0), turns);
    }

    @Test
    void shouldHaveTimeWithoutEnd() throws Exception {
        OrderedPipeline<Integer> pipeline = start(OrderedPipeline.<Integer>on(executor)
                .parallel((Integer item) -> item)
                .timeout(ChronoUnit.FOREVER.getDuration()));
        pipeline.submit(0);
        pipeline.submit(1, ChronoUnit.FOREVER.getDuration());
        pipeline.close();
        assertEquals(List.of(0, 1), out);
    }

    @Test
    void shouldDrain() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline =
                start(OrderedPipeline.<Integer>on(executor).parallel(item -> {
                    Work.await(gate);
                    return item;
                }));
        assertTrue(pipeline.drain(Duration.ZERO).isDrained());
        pipeline.submit(0);
        PipelineReport busy = pipeline.drain(Duration.ofMillis(2));
        assertEquals(1, busy.inFlight());
        assertFalse(busy.isDrained());
        gate.countDown();
        PipelineReport done = pipeline.drain(LONG.multipliedBy(1_000_000_000L));
        assertTrue(done.isDrained());
        assertEquals(1, done.completed());
        pipeline.submit(1);
        pipeline.close();
        assertEquals(List.of(0, 1), out);
    }

    @Test
    void shouldRefuseWhatCannotBe() throws Exception {
        PipelineBuilder<Integer, Integer> vectors = OrderedPipeline.<Integer>on(executor)
                .parallel((Integer item) -> item)
                .vectors(2)
                .serial(out::add);
        try (OrderedPipeline<Integer> pipeline = vectors.start()) {
            String message = assertThrows(IllegalStateException.class, () -> pipeline.submitCancellable(1))
                    .getMessage();
            assertTrue(message.contains("leave vectors(n) out"), message);
            assertThrows(IllegalStateException.class, () -> pipeline.submit(1, LONG));
            assertThrows(IllegalArgumentException.class, () -> pipeline.submit(1, Duration.ZERO));
        }
        assertThrows(IllegalArgumentException.class, () -> vectors.timeout(Duration.ofSeconds(-1)));
        vectors.timeout(LONG);
        assertThrows(IllegalStateException.class, vectors::start);
        assertEquals(List.of(), out);
    }
}
