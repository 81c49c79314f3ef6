package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches that are completed by items, by time and by others at the same time. */
class BatchedStageConcurrencyTest {

    private static final int PRODUCERS = 3;
    private static final int ITEMS = Integer.getInteger("millrace.items", 20_000);

    private static Thread producer(OrderedPipeline<Integer> pipeline, int from, Queue<Throwable> failures) {
        Thread producer = new Thread(() -> {
            try (PipelineSeries<Integer> series = pipeline.newSeries()) {
                for (int item = from; item < from + ITEMS; item++) {
                    series.submit(item);
                }
            } catch (IllegalStateException aborted) {
                // That is what it is for.
            } catch (Throwable failure) {
                failures.add(failure);
            }
        });
        producer.start();
        return producer;
    }

    @Test
    void shouldTakeEachItemOnceWhoeverTakesIt() throws Exception {
        AtomicIntegerArray batched = new AtomicIntegerArray(PRODUCERS * ITEMS);
        List<List<Integer>> delivered = IntStream.range(0, PRODUCERS)
                .mapToObj(unused -> Collections.synchronizedList(new ArrayList<Integer>()))
                .toList();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(4)
                        .credits(256)
                        .reorderWindow(32)
                        .build()) {
            AtomicBoolean done = new AtomicBoolean();
            Thread flusher;
            try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                    .parallel(item -> item)
                    .batched(
                            Batching.<Integer>of(7, Duration.ofNanos(20_000))
                                    .startingAt(item -> item % 31 == 0)
                                    .endingWith(item -> item % 37 == 0),
                            items -> {
                                items.forEach(batched::incrementAndGet);
                                return items;
                            })
                    .serial(item -> delivered.get(item / ITEMS).add(item))
                    .start()) {
                List<Thread> producers = IntStream.range(0, PRODUCERS)
                        .mapToObj(own -> producer(pipeline, own * ITEMS, failures))
                        .toList();
                flusher = new Thread(() -> {
                    while (!done.get()) {
                        pipeline.flush();
                        Thread.yield();
                    }
                });
                flusher.start();
                for (Thread producer : producers) {
                    producer.join();
                }
            }
            done.set(true);
            flusher.join();
            Work.awaitQuiet(executor);
            while (executor.snapshot().timers() > 0) {
                Thread.onSpinWait();
            }
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(IntStream.range(0, batched.length()).allMatch(item -> batched.get(item) == 1));
        for (int own = 0; own < PRODUCERS; own++) {
            assertEquals(IntStream.range(own * ITEMS, (own + 1) * ITEMS).boxed().toList(), delivered.get(own));
        }
    }

    /** A batch that another thread completes while the alarm of its first item is being set. */
    @Test
    void shouldLeaveNoAlarmBehind() throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(4).build()) {
            try (OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                    .batched(2, Duration.ofHours(1), items -> items)
                    .serial(item -> {})
                    .start()) {
                for (Thread producer : List.of(
                        producer(pipeline, 0, failures),
                        producer(pipeline, ITEMS, failures),
                        producer(pipeline, 2 * ITEMS, failures))) {
                    producer.join();
                }
            }
            Work.awaitQuiet(executor);
            // An alarm may be cancelled by who set it too late, and not before that.
            while (executor.snapshot().timers() > 0) {
                Thread.onSpinWait();
            }
        }
        assertEquals(List.of(), List.copyOf(failures));
    }

    /** Whenever it is aborted, nothing waits for a batch that nobody completes. */
    @Test
    void shouldEndWheneverItIsAborted() throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(3).credits(64).build()) {
            for (int round = 0; round < 300; round++) {
                List<Integer> out = Collections.synchronizedList(new ArrayList<>());
                OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                        .batched(10, Duration.ofHours(1), items -> items)
                        .keyed(item -> item % 3, item -> item)
                        .batched(3, Duration.ofHours(1), items -> items)
                        .serial(out::add)
                        .start();
                Thread producer = producer(pipeline, 0, failures);
                Work.spin(pipeline, round * 50);
                pipeline.abort();
                producer.join();
                // Before it is closed, which would let go what waits.
                Work.awaitQuiet(executor);
                pipeline.close();
                assertEquals(IntStream.range(0, out.size()).boxed().toList(), out);
            }
            Work.awaitQuiet(executor);
        }
        assertEquals(List.of(), List.copyOf(failures));
    }
}
