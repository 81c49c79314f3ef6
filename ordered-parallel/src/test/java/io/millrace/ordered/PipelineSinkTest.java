package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where items leave: one writer that is fed in order, and results that come without any. */
class PipelineSinkTest {

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

    private static void submitAll(OrderedPipeline<Integer> pipeline, List<Integer> items) throws InterruptedException {
        for (Integer item : items) {
            pipeline.submit(item);
        }
    }

    /** One thread, all items, in order, whatever the stages before did with them. */
    @Test
    void shouldFeedOneWriterInOrder() throws Exception {
        Set<Thread> writers = ConcurrentHashMap.newKeySet();
        List<Integer> plain = new ArrayList<>();
        try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(item -> Work.spin(item, item % 13 * 20))
                .keyed(item -> item % 7, item -> Work.spin(item, item % 5 * 20))
                .async(item -> CompletableFuture.supplyAsync(() -> item))
                .directed(2, item -> {
                    writers.add(Thread.currentThread());
                    // Not for several threads.
                    plain.add(item);
                    return item;
                })
                .serial(out::add)
                .start()) {
            submitAll(pipeline, numbers(5_000));
        }
        assertEquals(1, writers.size());
        assertEquals(numbers(5_000), plain);
        assertEquals(plain, out);
    }

    /** Who stops one sink gets everything back that was on its way to it, and no other sink notices. */
    @Test
    void shouldFreeWhatIsOnItsWayToASinkThatIsStopped() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        OrderedPipeline<Integer> stopped = OrderedPipeline.<Integer>on(executor)
                .directed(0, item -> {
                    Work.await(stuck);
                    return item;
                })
                .serial(item -> {})
                .start();
        List<Integer> other = Collections.synchronizedList(new ArrayList<>());
        try (OrderedPipeline<Integer> going = OrderedPipeline.<Integer>on(executor)
                .directed(1, item -> item)
                .serial(other::add)
                .start()) {
            submitAll(stopped, numbers(20));
            stopped.abort();
            stuck.countDown();
            assertThrows(IllegalStateException.class, () -> stopped.submit(1));
            stopped.close();
            Work.awaitQuiet(executor);
            submitAll(going, numbers(500));
        }
        assertEquals(numbers(500), other);
        // Started again: another one at the same worker.
        try (OrderedPipeline<Integer> again = OrderedPipeline.<Integer>on(executor)
                .directed(0, item -> item)
                .serial(out::add)
                .start()) {
            submitAll(again, numbers(500));
        }
        assertEquals(numbers(500), out);
    }

    /** A result that comes late, or in no time, holds up nobody. */
    @Test
    void shouldTakeResultsAsTheyCome() throws Exception {
        CompletableFuture<Integer> late = new CompletableFuture<>();
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .unorderedAsync(item -> item == 0
                        ? late
                        : item % 2 == 0
                                ? CompletableFuture.completedFuture(item)
                                : CompletableFuture.supplyAsync(() -> item))
                .keyed(item -> item % 3, item -> item)
                .serial(out::add)
                .start();
        submitAll(pipeline, numbers(20));
        while (out.size() < 19) {
            Thread.onSpinWait();
        }
        assertTrue(!out.contains(0));
        late.complete(0);
        pipeline.close();
        assertEquals(20, out.size());
        assertEquals(0, out.get(19));
        assertEquals(new HashSet<>(numbers(20)), new HashSet<>(out));
    }

    @Test
    void shouldFailWithAResultWithoutOrderThatFails() throws Exception {
        OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                .parallel(item -> item)
                .unorderedAsync(item -> item == 4
                        ? CompletableFuture.failedFuture(new IllegalStateException("four"))
                        : new CompletableFuture<Integer>())
                .serial(out::add)
                .start();
        submitAll(pipeline, numbers(5));
        PipelineException failure = assertThrows(PipelineException.class, pipeline::close);
        assertEquals(4, failure.place());
        assertEquals(List.of(), out);
    }
}
