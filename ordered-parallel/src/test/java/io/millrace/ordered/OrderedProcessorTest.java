package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderedProcessorTest {

    private final MillraceExecutor executor =
            MillraceExecutors.builder().workers(4).seriesLimit(4).build();
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

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void shouldPublishInTheOrderOfThePublisher() throws InterruptedException {
        OrderedProcessor<Integer, Integer> processor =
                OrderedProcessor.mapOrdered(number -> Work.spin(-number, number * 31 % 1000), executor);
        Collector<Integer> collector = new Collector<>(1, 1);
        processor.subscribe(collector);
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(executor, 16)) {
            publisher.subscribe(processor);
            numbers(5000).forEach(publisher::submit);
        }
        collector.ended.await();
        assertNull(collector.failure);
        assertEquals(numbers(5000).stream().map(number -> -number).toList(), collector.elements);
        Work.assertAllSeriesFree(executor, 4);
    }

    @Test
    void shouldRequestNoMoreThanTheWindow() throws InterruptedException {
        OrderedProcessor<Integer, Integer> processor = OrderedProcessor.mapOrdered(number -> number, executor, 8);
        Numbers publisher = new Numbers(100);
        publisher.subscribe(processor);
        assertEquals(8, publisher.requested.get());
        Collector<Integer> collector = new Collector<>(0, 0);
        processor.subscribe(collector);
        Work.awaitQuiet(executor);
        assertEquals(List.of(), collector.elements);
        for (int asked = 1; asked <= 100; asked++) {
            collector.subscription.request(1);
            while (collector.elements.size() < asked) {
                Thread.onSpinWait();
            }
            assertTrue(publisher.requested.get() <= asked + 8, publisher.requested::toString);
        }
        collector.ended.await();
        assertEquals(numbers(100), collector.elements);
    }

    @Test
    void shouldFailInItsPlaceAndCancelThePublisher() throws InterruptedException {
        IllegalStateException planned = new IllegalStateException("planned");
        OrderedProcessor<Integer, Integer> processor = OrderedProcessor.mapOrdered(
                number -> {
                    if (number == 20) {
                        throw planned;
                    }
                    return Work.spin(number, 5000);
                },
                executor,
                16);
        Numbers publisher = new Numbers(1000);
        Collector<Integer> collector = new Collector<>(Long.MAX_VALUE, 0);
        processor.subscribe(collector);
        publisher.subscribe(processor);
        collector.ended.await();
        assertSame(planned, collector.failure);
        assertEquals(numbers(20), collector.elements);
        assertTrue(publisher.cancelled);
        assertTrue(publisher.published.get() <= 36, publisher.published::toString);
        Work.assertAllSeriesFree(executor, 4);
    }

    @Test
    void shouldPassTheFailureOfThePublisherOnBehindTheResultsBefore() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        OrderedProcessor<Integer, Integer> processor = OrderedProcessor.mapOrdered(
                number -> {
                    Work.await(go);
                    return number;
                },
                executor);
        Collector<Integer> collector = new Collector<>(10, 0);
        processor.subscribe(collector);
        for (int number = 0; number < 3; number++) {
            processor.onNext(number);
        }
        IllegalStateException planned = new IllegalStateException("planned");
        processor.onError(planned);
        go.countDown();
        collector.ended.await();
        assertSame(planned, collector.failure);
        assertEquals(numbers(3), collector.elements);
    }

    @Test
    void shouldTakeNoNullAsResult() throws InterruptedException {
        OrderedProcessor<Integer, Integer> processor =
                OrderedProcessor.mapOrdered(number -> number == 1 ? null : number, executor);
        Collector<Integer> collector = new Collector<>(10, 0);
        processor.subscribe(collector);
        new Numbers(3).subscribe(processor);
        collector.ended.await();
        assertInstanceOf(NullPointerException.class, collector.failure);
        assertEquals(numbers(1), collector.elements);
    }

    @Test
    void shouldAbandonWhatIsOutWhenItIsCancelled() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        OrderedProcessor<Integer, Integer> processor = OrderedProcessor.mapOrdered(
                number -> {
                    begun.incrementAndGet();
                    Work.await(go);
                    return number;
                },
                executor,
                64);
        Numbers publisher = new Numbers(1000);
        Collector<Integer> collector = new Collector<>(10, 0);
        processor.subscribe(collector);
        publisher.subscribe(processor);
        while (begun.get() < 4) {
            Thread.onSpinWait();
        }
        collector.subscription.cancel();
        go.countDown();
        Work.awaitQuiet(executor);
        assertTrue(publisher.cancelled);
        assertEquals(4, begun.get());
        assertEquals(List.of(), collector.elements);
        Work.assertAllSeriesFree(executor, 4);
    }

    @Test
    void shouldRefuseASecondSubscriber() {
        OrderedProcessor<Integer, Integer> processor = OrderedProcessor.mapOrdered(number -> number, executor);
        processor.subscribe(new Collector<>(1, 1));
        Collector<Integer> second = new Collector<>(1, 1);
        processor.subscribe(second);
        assertInstanceOf(IllegalStateException.class, second.failure);
    }

    @Test
    void shouldFailBehindTheResultsBeforeWhenTheExecutorTakesNoMore() throws InterruptedException {
        OrderedProcessor<Integer, Integer> processor = OrderedProcessor.mapOrdered(number -> number, executor);
        Collector<Integer> collector = new Collector<>(10, 0);
        processor.subscribe(collector);
        processor.onNext(0);
        executor.shutdown();
        processor.onNext(1);
        collector.ended.await();
        assertEquals(numbers(1), collector.elements);
        assertInstanceOf(RejectedExecutionException.class, collector.failure);
    }

    @Test
    void shouldFailWhenTheExecutorIsStopped() throws InterruptedException {
        MillraceExecutor stopped = MillraceExecutors.newFixedThreadPool(1);
        CountDownLatch begun = new CountDownLatch(1);
        OrderedProcessor<Integer, Integer> processor = OrderedProcessor.mapOrdered(
                number -> {
                    begun.countDown();
                    Work.await(new CountDownLatch(1));
                    return number;
                },
                stopped);
        Collector<Integer> collector = new Collector<>(10, 0);
        processor.subscribe(collector);
        numbers(3).forEach(processor::onNext);
        begun.await();
        stopped.shutdownNow();
        collector.ended.await();
        assertInstanceOf(CancellationException.class, collector.failure);
        assertEquals(numbers(1), collector.elements);
        stopped.close();
    }

    @Test
    void shouldCountASubscriberThatThrowsAsCancelled() {
        OrderedProcessor<Integer, Integer> processor = OrderedProcessor.mapOrdered(number -> number, executor);
        Collector<Integer> collector = new Collector<>(0, 0) {
            @Override
            public void onNext(Integer element) {
                throw new IllegalStateException("planned");
            }
        };
        Numbers publisher = new Numbers(100);
        processor.subscribe(collector);
        publisher.subscribe(processor);
        Work.awaitQuiet(executor);
        assertThrows(IllegalStateException.class, () -> collector.subscription.request(5));
        assertTrue(publisher.cancelled);
        collector.subscription.request(5);
        assertNull(collector.failure);
    }
}
