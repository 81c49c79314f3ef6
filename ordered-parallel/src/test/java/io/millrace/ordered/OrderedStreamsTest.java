package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderedStreamsTest {

    private final MillraceExecutor executor =
            MillraceExecutors.builder().workers(4).seriesLimit(8).build();
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

    private static Stream<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed();
    }

    @Test
    void shouldKeepTheOrderOfTheSource() {
        List<Integer> seen = OrderedStreams.mapOrdered(
                        numbers(1000), number -> Work.spin(number * 2, number % 7 * 100), executor)
                .toList();
        assertEquals(numbers(1000).map(number -> number * 2).toList(), seen);
    }

    @Test
    void shouldReadNothingBeforeATerminalOperation() {
        AtomicInteger read = new AtomicInteger();
        Stream<Integer> source = numbers(100).peek(number -> read.incrementAndGet());
        Stream<Integer> mapped = OrderedStreams.mapOrdered(source, number -> number, executor, 10);
        assertEquals(0, read.get());
        assertEquals(0, executor.snapshot().completed());
        assertEquals(100, mapped.count());
        assertEquals(100, read.get());
    }

    @Test
    void shouldCallTheFunctionEvenIfOnlyTheCountIsWanted() {
        AtomicInteger called = new AtomicInteger();
        long count = OrderedStreams.mapOrdered(List.of(1, 2, 3).stream(), number -> called.addAndGet(number), executor)
                .count();
        assertEquals(3, count);
        assertEquals(6, called.get());
    }

    @Test
    void shouldReadNoFurtherThanTheWindow() {
        AtomicInteger read = new AtomicInteger();
        Stream<Integer> endless = Stream.iterate(0, number -> number + 1).peek(number -> read.incrementAndGet());
        int first = OrderedStreams.mapOrdered(endless, number -> number, executor, 5)
                .filter(number -> number == 10)
                .findFirst()
                .orElseThrow();
        assertEquals(10, first);
        assertTrue(read.get() <= 15, () -> "read=" + read);
    }

    @Test
    void shouldFillTheWindowWhileTheFirstElementIsSlow() {
        CountDownLatch others = new CountDownLatch(7);
        List<Integer> seen = OrderedStreams.mapOrdered(
                        numbers(100),
                        number -> {
                            others.countDown();
                            if (number == 0) {
                                Work.await(others);
                            }
                            return number;
                        },
                        executor,
                        7)
                .toList();
        assertEquals(numbers(100).toList(), seen);
    }

    @Test
    void shouldNotHoldAFinishedResultUpForMoreThanOneElement() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch ended = new CountDownLatch(1);
        Stream<Integer> slow = numbers(3).peek(number -> {
            if (number == 1) {
                Work.await(ended);
                while (executor.snapshot().active() > 0) {
                    Thread.onSpinWait();
                }
            }
            log.add("read " + number);
        });
        OrderedStreams.mapOrdered(
                        slow,
                        number -> {
                            ended.countDown();
                            return number;
                        },
                        executor,
                        64)
                .forEach(number -> log.add("got " + number));
        assertTrue(log.indexOf("got 0") < log.indexOf("read 2"), log::toString);
    }

    @Test
    void shouldThrowWhatTheFunctionThrowsInItsPlace() {
        List<Integer> seen = new ArrayList<>();
        IllegalArgumentException planned = new IllegalArgumentException("planned");
        AtomicInteger read = new AtomicInteger();
        Stream<Integer> mapped = OrderedStreams.mapOrdered(
                numbers(100).peek(number -> read.incrementAndGet()),
                number -> {
                    if (number == 40) {
                        throw planned;
                    }
                    return Work.spin(number, 1000);
                },
                executor,
                8);
        assertSame(planned, assertThrows(IllegalArgumentException.class, () -> mapped.forEach(seen::add)));
        assertEquals(numbers(40).toList(), seen);
        assertTrue(read.get() <= 48, () -> "read=" + read);
    }

    @Test
    void shouldThrowErrorsToo() {
        AssertionError planned = new AssertionError("planned");
        Stream<Integer> mapped = OrderedStreams.mapOrdered(
                numbers(10),
                number -> {
                    throw planned;
                },
                executor);
        assertSame(planned, assertThrows(AssertionError.class, mapped::toList));
    }

    @Test
    void shouldThrowWhatTheSourceThrowsBehindTheResultsBefore() {
        List<Integer> seen = new ArrayList<>();
        UncheckedIOException planned = new UncheckedIOException(new IOException("planned"));
        Stream<Integer> broken = numbers(100).peek(number -> {
            if (number == 20) {
                throw planned;
            }
        });
        Stream<Integer> mapped = OrderedStreams.mapOrdered(broken, number -> number, executor);
        assertSame(planned, assertThrows(UncheckedIOException.class, () -> mapped.forEach(seen::add)));
        assertEquals(numbers(20).toList(), seen);
    }

    @Test
    void shouldAbandonWhatIsOutWhenItIsClosed() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger read = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        Stream<Integer> source =
                numbers(1000).peek(number -> read.incrementAndGet()).onClose(() -> closed.set(true));
        try (Stream<Integer> mapped = OrderedStreams.mapOrdered(
                source,
                number -> {
                    begun.incrementAndGet();
                    if (number > 0) {
                        Work.await(go);
                    }
                    // Not ready before the window is full.
                    while (read.get() < 64) {
                        Thread.onSpinWait();
                    }
                    return number;
                },
                executor,
                64)) {
            assertEquals(0, mapped.findFirst().orElseThrow());
        }
        go.countDown();
        executor.close();
        assertTrue(closed.get());
        assertEquals(64, read.get());
        // Those that the four workers were at, and the first; nothing of what waited.
        assertTrue(begun.get() <= 5, () -> "begun=" + begun);
    }

    @Test
    void shouldTakeNullAsElementAndResult() {
        List<String> seen = OrderedStreams.mapOrdered(
                        Arrays.asList("a", null, "b").stream(),
                        text -> text == null ? "null" : text.equals("a") ? null : text,
                        executor)
                .collect(Collectors.toCollection(ArrayList::new));
        assertEquals(Arrays.asList(null, "null", "b"), seen);
    }

    @Test
    void shouldComeToTheEndInATaskOfItsOnlyWorker() throws Exception {
        try (MillraceExecutor single = MillraceExecutors.newSingleThreadExecutor()) {
            List<Integer> seen = single.submit(() -> OrderedStreams.mapOrdered(
                                    numbers(200),
                                    // One in the other, and in the same worker.
                                    number -> OrderedStreams.mapOrdered(numbers(3), inner -> inner + number, single)
                                            .mapToInt(Integer::intValue)
                                            .sum(),
                                    single,
                                    16)
                            .toList())
                    .get();
            assertEquals(numbers(200).map(number -> 3 * number + 3).toList(), seen);
        }
    }

    @Test
    void shouldNotSplitItselfWhenMadeParallel() {
        assertEquals(
                numbers(500).toList(),
                OrderedStreams.mapOrdered(numbers(500).parallel(), number -> number, executor, 16)
                        .parallel()
                        .toList());
    }

    @Test
    void shouldEndWhenTheThreadIsInterrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            thrown.set(assertThrows(
                    CancellationException.class,
                    () -> OrderedStreams.mapOrdered(
                                    numbers(10),
                                    number -> {
                                        begun.countDown();
                                        Work.await(go);
                                        return number;
                                    },
                                    executor)
                            .toList()));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        reader.start();
        begun.await();
        reader.interrupt();
        reader.join();
        go.countDown();
        assertTrue(Objects.requireNonNull(thrown.get()).getMessage().startsWith("interrupted"), thrown.get()::toString);
        assertTrue(stillInterrupted.get());
    }

    @Test
    void shouldEndWhenAnotherThreadClosesIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        OrderedIterator<Integer> elements = OrderedStreams.mapOrdered(
                numbers(10).iterator(),
                number -> {
                    begun.countDown();
                    Work.await(go);
                    return number;
                },
                executor);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader = new Thread(() -> thrown.set(assertThrows(CancellationException.class, elements::next)));
        reader.start();
        begun.await();
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        elements.close();
        reader.join();
        go.countDown();
        assertEquals(
                "window was closed while waiting for an item",
                Objects.requireNonNull(thrown.get()).getMessage());
        assertFalse(elements.hasNext());
    }

    @Test
    void shouldThrowTheRejectionBehindTheResultsBefore() {
        List<Integer> seen = new ArrayList<>();
        Stream<Integer> source = numbers(100).peek(number -> {
            if (number == 30) {
                executor.shutdown();
            }
        });
        Stream<Integer> mapped = OrderedStreams.mapOrdered(source, number -> number, executor, 10);
        assertThrows(RejectedExecutionException.class, () -> mapped.forEach(seen::add));
        assertEquals(numbers(30).toList(), seen);
    }

    @Test
    void shouldTellOfAnExecutorThatWasStopped() throws InterruptedException {
        MillraceExecutor stopped = MillraceExecutors.newFixedThreadPool(1);
        CountDownLatch begun = new CountDownLatch(1);
        stopped.execute(() -> {
            begun.countDown();
            Work.await(new CountDownLatch(1));
        });
        begun.await();
        OrderedIterator<Integer> elements = OrderedStreams.mapOrdered(numbers(5).iterator(), number -> number, stopped);
        assertTrue(elements.hasNext());
        stopped.shutdownNow();
        assertThrows(CancellationException.class, elements::next);
        assertFalse(elements.hasNext());
        stopped.close();
    }

    @Test
    void shouldIterate() {
        AtomicInteger read = new AtomicInteger();
        try (OrderedIterator<Integer> elements = OrderedStreams.mapOrdered(
                numbers(100).peek(number -> read.incrementAndGet()).iterator(), number -> -number, executor, 4)) {
            assertEquals(0, read.get());
            assertTrue(elements.hasNext());
            assertEquals(1, read.get());
            for (int number = 0; number < 50; number++) {
                assertEquals(-number, elements.next());
                assertTrue(read.get() <= number + 4, () -> "read=" + read);
            }
            int before = read.get();
            elements.close();
            assertFalse(elements.hasNext());
            assertThrows(NoSuchElementException.class, elements::next);
            assertEquals(before, read.get());
        }
    }

    @Test
    void shouldKeepNoPlaceAmongTheOpenSeriesOnceItIsDropped() {
        for (int round = 0; round < 100; round++) {
            assertEquals(
                    0,
                    OrderedStreams.mapOrdered(numbers(100), number -> number, executor)
                            .findFirst()
                            .orElseThrow());
            Work.assertAllSeriesFree(executor, 8);
        }
        Work.assertAllSeriesFree(executor, 8);
    }

    @Test
    void shouldRefuseAWindowWithoutRoom() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> OrderedStreams.mapOrdered(numbers(1), number -> number, executor, 0));
        assertEquals("window too small: window=0, lowest=1", refusal.getMessage());
    }

    @Test
    void shouldFillAnArray() {
        assertArrayEquals(
                numbers(100).toArray(),
                OrderedStreams.mapOrdered(numbers(100), number -> number, executor)
                        .toArray());
    }
}
