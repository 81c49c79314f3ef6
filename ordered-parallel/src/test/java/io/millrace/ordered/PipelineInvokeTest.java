package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link OrderedPipeline#invoke}: items on their own and in vectors. */
class PipelineInvokeTest {

    private final List<Integer> out = Collections.synchronizedList(new ArrayList<>());
    private TimeLimit limit;
    private MillraceExecutor executor;

    @BeforeEach
    void openExecutor() {
        limit = TimeLimit.seconds(60);
        executor = MillraceExecutors.builder().workers(2).credits(64).build();
    }

    @AfterEach
    void closeExecutor() {
        executor.close();
        limit.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void shouldWorkOnAnItemThatIsAloneInTheCallingThread(int vector) throws Exception {
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        List<Long> places = Collections.synchronizedList(new ArrayList<>());
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .vectors(vector)
                .parallel(() -> "", (state, item, place) -> {
                    threads.add(Thread.currentThread());
                    places.add(place);
                    return item;
                })
                .serial(out::add)
                .start()) {
            for (int i = 0; i < 3; i++) {
                pipeline.invoke(i);
                assertEquals(i + 1, out.size());
            }
            assertEquals(3, pipeline.statistics().completed());
        }
        assertEquals(List.of(0, 1, 2), out);
        assertEquals(List.of(0L, 1L, 2L), places);
        assertSame(Thread.currentThread(), threads.get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void shouldKeepTheOrderAmongItemsThatAreSubmittedAndInvoked(int vector) throws Exception {
        int items = 30_000;
        AtomicInteger inside = new AtomicInteger();
        AtomicIntegerArray taken = new AtomicIntegerArray(items);
        List<Long> places = Collections.synchronizedList(new ArrayList<>());
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .vectors(vector)
                .parallel(() -> "", (state, item, place) -> {
                    places.add(place);
                    return item;
                })
                .serial(item -> {
                    assertEquals(1, inside.incrementAndGet());
                    out.add(item);
                    taken.incrementAndGet(item);
                    inside.decrementAndGet();
                })
                .start()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread other = new Thread(() -> {
                try {
                    for (int i = 1; i < items; i += 2) {
                        if (i % 5 == 0) {
                            pipeline.submit(i);
                        } else {
                            pipeline.invoke(i);
                        }
                    }
                } catch (Throwable e) {
                    thrown.set(e);
                }
            });
            other.start();
            for (int i = 0; i < items; i += 2) {
                if (i % 3 == 0) {
                    pipeline.invoke(i);
                    assertEquals(1, taken.get(i), "returned before it was taken");
                } else {
                    pipeline.submit(i);
                }
            }
            other.join();
            assertNull(thrown.get());
        }
        for (int parity = 0; parity < 2; parity++) {
            int wanted = parity;
            assertEquals(
                    IntStream.range(0, items)
                            .filter(i -> i % 2 == wanted)
                            .boxed()
                            .toList(),
                    out.stream().filter(i -> i % 2 == wanted).toList());
        }
        assertEquals(
                IntStream.range(0, items).mapToObj(i -> (long) i).toList(),
                places.stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void shouldThrowTheFailureOfItsItem(int vector) throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .vectors(vector)
                .parallel(item -> 10 / item)
                .serial(out::add)
                .start();
        pipeline.invoke(5);
        PipelineException failure = assertThrows(PipelineException.class, () -> pipeline.invoke(0));
        assertEquals(1, failure.place());
        assertInstanceOf(ArithmeticException.class, failure.getCause());
        assertThrows(PipelineException.class, () -> pipeline.invoke(1));
        assertThrows(PipelineException.class, pipeline::close);
        assertEquals(List.of(2), out);
    }

    @Test
    void shouldTakeNothingWhenClosedOrAborted() throws Exception {
        OrderedPipeline<Integer> aborted =
                OrderedPipeline.<Integer>on(executor).serial(out::add).start();
        aborted.abort();
        assertThrows(IllegalStateException.class, () -> aborted.invoke(1));
        aborted.close();
        OrderedPipeline<Integer> closed = OrderedPipeline.<Integer>on(executor)
                .vectors(8)
                .serial(out::add)
                .start();
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.invoke(1));
        assertThrows(NullPointerException.class, () -> closed.invoke(null));
        assertEquals(List.of(), out);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void shouldTellAnItemThatAnAbortSkipped(int vector) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .vectors(vector)
                .parallel(() -> "", (state, item, place) -> {
                    begun.countDown();
                    go.await();
                    return item;
                })
                .serial(out::add)
                .start();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                pipeline.invoke(1);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        caller.start();
        begun.await();
        pipeline.abort();
        go.countDown();
        caller.join();
        pipeline.close();
        assertInstanceOf(IllegalStateException.class, thrown.get());
        assertEquals(List.of(), out);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void shouldRefuseATaskOfItsExecutor(int vector) throws Exception {
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .vectors(vector)
                .serial(out::add)
                .start()) {
            ExecutionException failure = assertThrows(
                    ExecutionException.class,
                    () -> executor.submit(() -> {
                                pipeline.invoke(1);
                                return true;
                            })
                            .get());
            assertInstanceOf(IllegalStateException.class, failure.getCause());
            pipeline.invoke(2);
        }
        assertEquals(List.of(2), out);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void shouldGiveTheCallingThreadAStateOfItsOwn(int vector) throws Exception {
        List<AutoCloseable> made = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch workersBusy = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .vectors(vector)
                .recordLatency()
                .parallel(
                        () -> {
                            AutoCloseable state = closed::incrementAndGet;
                            made.add(state);
                            return state;
                        },
                        (state, item, place) -> {
                            if (item != 0) {
                                workersBusy.countDown();
                                go.await();
                            }
                            return item;
                        })
                .serial(out::add)
                .start();
        PipelineSeries<Integer> first = pipeline.newSeries();
        PipelineSeries<Integer> second = pipeline.newSeries();
        first.submit(1);
        second.submit(2);
        workersBusy.await();
        pipeline.invoke(0);
        assertEquals(3, made.size());
        go.countDown();
        first.close();
        second.close();
        pipeline.close();
        assertEquals(3, closed.get());
        assertEquals(3, pipeline.statistics().serviceNanos().getTotalCount());
        assertEquals(3, pipeline.statistics().reorderWaitNanos().getTotalCount());
    }
}
