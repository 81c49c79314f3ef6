package io.millrace.ordered.java24;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Gatherer;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderedGatherersTest {

    private static final int SERIES = 64;

    private final MillraceExecutor executor =
            MillraceExecutors.builder().workers(4).seriesLimit(SERIES).build();
    private TimeLimit limit;

    @BeforeEach
    void begin() {
        limit = TimeLimit.seconds(60);
    }

    @AfterEach
    void end() {
        try (TimeLimit ends = limit) {
            executor.close();
        }
    }

    private static Stream<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed();
    }

    private static int spin(int result, int loops) {
        for (int i = 0; i < loops; i++) {
            Thread.onSpinWait();
        }
        return result;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldDoWhatMapConcurrentDoes() {
        List<Integer> seen = numbers(1000)
                .gather(OrderedGatherers.mapOrdered(executor, 8, number -> spin(number * 2, number % 7 * 100)))
                .toList();
        assertEquals(
                numbers(1000)
                        .gather(Gatherers.mapConcurrent(8, number -> number * 2))
                        .toList(),
                seen);
    }

    @Test
    void shouldServeManyStreams() {
        Gatherer<Integer, ?, Integer> negated = OrderedGatherers.mapOrdered(executor, number -> -number);
        for (int count = 0; count < 100; count++) {
            assertEquals(
                    numbers(count).map(number -> -number).toList(),
                    numbers(count).parallel().gather(negated).toList());
        }
    }

    @Test
    void shouldReadNoFurtherThanTheWindow() {
        AtomicInteger read = new AtomicInteger();
        AtomicInteger handedOn = new AtomicInteger();
        int found = Stream.iterate(0, number -> number + 1)
                .peek(number -> {
                    int ahead = read.incrementAndGet() - handedOn.get();
                    assertTrue(ahead <= 5, () -> "ahead=" + ahead);
                })
                .gather(OrderedGatherers.mapOrdered(executor, 5, number -> spin(number, 1000)))
                .peek(number -> handedOn.incrementAndGet())
                .filter(number -> number == 20)
                .findFirst()
                .orElseThrow();
        assertEquals(20, found);
        assertTrue(read.get() <= 25, () -> "read=" + read);
    }

    @Test
    void shouldAbandonWhatIsOutWhenNoMoreIsWanted() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger read = new AtomicInteger();
        assertEquals(
                List.of(0),
                numbers(1000)
                        .peek(number -> read.incrementAndGet())
                        .gather(OrderedGatherers.mapOrdered(executor, 64, number -> {
                            begun.incrementAndGet();
                            if (number > 0) {
                                await(go);
                            }
                            // Not ready before the window is full.
                            while (read.get() < 64) {
                                Thread.onSpinWait();
                            }
                            return number;
                        }))
                        .limit(1)
                        .toList());
        go.countDown();
        executor.close();
        assertTrue(begun.get() <= 5, () -> "begun=" + begun);
    }

    @Test
    void shouldThrowWhatTheFunctionThrowsInItsPlace() {
        List<Integer> seen = new ArrayList<>();
        AssertionError planned = new AssertionError("planned");
        Stream<Integer> mapped = numbers(100).gather(OrderedGatherers.mapOrdered(executor, 8, number -> {
            if (number == 40) {
                throw planned;
            }
            return spin(number, 1000);
        }));
        assertSame(planned, assertThrows(AssertionError.class, () -> mapped.forEachOrdered(seen::add)));
        assertEquals(numbers(40).toList(), seen);
    }

    @Test
    void shouldThrowTheRejectionBehindTheResultsBefore() {
        List<Integer> seen = new ArrayList<>();
        Stream<Integer> mapped = numbers(100)
                .peek(number -> {
                    if (number == 30) {
                        executor.shutdown();
                    }
                })
                .gather(OrderedGatherers.mapOrdered(executor, 10, number -> number));
        assertThrows(RejectedExecutionException.class, () -> mapped.forEachOrdered(seen::add));
        assertEquals(numbers(30).toList(), seen);
    }

    @Test
    void shouldEndWhenTheThreadIsInterrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader = new Thread(() -> thrown.set(assertThrows(
                CancellationException.class,
                () -> numbers(10)
                        .gather(OrderedGatherers.mapOrdered(executor, number -> {
                            begun.countDown();
                            await(go);
                            return number;
                        }))
                        .toList())));
        reader.start();
        begun.await();
        reader.interrupt();
        reader.join();
        go.countDown();
        assertEquals("interrupted while waiting for an item", thrown.get().getMessage());
    }

    @Test
    void shouldComeToTheEndInATaskOfItsOnlyWorker() throws Exception {
        try (MillraceExecutor single = MillraceExecutors.newSingleThreadExecutor()) {
            Gatherer<Integer, ?, Integer> negated = OrderedGatherers.mapOrdered(single, 16, number -> -number);
            assertEquals(
                    numbers(200).toList(),
                    single.submit(() ->
                                    numbers(200).gather(negated).gather(negated).toList())
                            .get());
        }
    }

    @Test
    void shouldSayAtOnceWhatIsWrong() {
        assertThrows(IllegalArgumentException.class, () -> OrderedGatherers.mapOrdered(executor, 0, number -> number));
        assertThrows(NullPointerException.class, () -> OrderedGatherers.mapOrdered(executor, null));
    }

    @Test
    void shouldLeaveNothingBehindAfterTenThousandStreams() {
        Gatherer<Integer, ?, Integer> negated = OrderedGatherers.mapOrdered(executor, 4, number -> -number);
        for (int round = 0; round < 10_000; round++) {
            assertEquals(0, numbers(8).gather(negated).findFirst().orElseThrow());
        }
        List<Series> opened = new ArrayList<>();
        // The place of a series that was closed may be taken for a moment longer than anything is under way.
        while (opened.size() < SERIES && !Thread.currentThread().isInterrupted()) {
            try {
                opened.add(executor.newSeries());
            } catch (RejectedExecutionException taken) {
                Thread.yield();
            }
        }
        assertEquals(SERIES, opened.size());
        opened.forEach(Series::close);
    }

    @Test
    void shouldBeShownInTheGuide() {
        List<String> pages = List.of("a", "b", "c");
        // begin gatherer
        List<String> texts = pages.stream()
                .gather(OrderedGatherers.mapOrdered(executor, 8, page -> page.repeat(2)))
                .toList();
        // end gatherer
        assertEquals(List.of("aa", "bb", "cc"), texts);
    }
}
