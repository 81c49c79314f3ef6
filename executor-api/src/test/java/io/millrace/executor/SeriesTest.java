package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final AtomicInteger serials = new AtomicInteger();

    @AfterEach
    void checkUncaught() throws InterruptedException {
        threads.join();
        threads.assertNothingUncaught();
    }

    private MillraceExecutor open(int workers, int credits) {
        return MillraceExecutors.builder()
                .workers(workers)
                .credits(credits)
                .seriesLimit(8)
                .threadFactory(threads)
                .build();
    }

    private OrderedJob job(Runnable parallel, Runnable serial) {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {
                parallel.run();
            }

            @Override
            public void serial(Worker worker) {
                serials.incrementAndGet();
                serial.run();
            }
        };
    }

    /** A job that says when it is not at its place. */
    private OrderedJob jobAt(int number, AtomicReference<AssertionError> wrong) {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {
                if (place != number) {
                    wrong.set(new AssertionError("place=" + place + ", number=" + number));
                }
            }

            @Override
            public void serial(Worker worker) {
                serials.incrementAndGet();
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "2,2", "2,4", "2,64", "4,1024"})
    void shouldRunSerialPartsInTheOrderOfSubmission(int workers, int credits) throws Exception {
        OrderChecker order = new OrderChecker();
        ExclusivityChecker exclusivity = new ExclusivityChecker();
        SplittableRandom random = new SplittableRandom(workers * 31L + credits);
        try (MillraceExecutor executor = open(workers, credits)) {
            List<Series> all = List.of(executor.newSeries(), executor.newSeries(), executor.newSeries());
            for (int i = 0; i < 6_000; i++) {
                int number = i;
                Series series = all.get(i % all.size());
                int work = random.nextInt(1_000);
                series.submit(job(() -> OrderedViewTest.burn(work), () -> {
                    exclusivity.enter(series);
                    order.seen(series, number);
                    exclusivity.leave(series);
                }));
            }
        }
        order.verify();
        exclusivity.verify();
        assertEquals(6_000, serials.get());
    }

    /** The jobs of the stalled series fill their windows, which together are all credits, and still the third one has credits. */
    @Test
    void shouldRunASeriesBesideStalledOnes() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1_000);
        OrderChecker order = new OrderChecker();
        try (MillraceExecutor executor = open(3, 64)) {
            for (int stalled = 0; stalled < 2; stalled++) {
                Series series = executor.newSeries();
                series.submit(job(() -> SeriesTest.await(release), () -> {}));
                for (int i = 0; i < 1_000; i++) {
                    int number = i;
                    series.submit(job(() -> {}, () -> order.seen(series, number)));
                }
            }
            Series free = executor.newSeries();
            for (int i = 0; i < 1_000; i++) {
                free.submit(job(() -> {}, ended::countDown));
            }
            ended.await();
            release.countDown();
        }
        order.verify();
        assertEquals(3_002, serials.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldNumberPlacesFromZeroInEveryUseOfAFlow() throws Exception {
        AtomicReference<AssertionError> wrong = new AtomicReference<>();
        try (MillraceExecutor executor = open(2, 64)) {
            for (int round = 0; round < 50; round++) {
                try (Series series = executor.newSeries()) {
                    for (int i = 0; i < 7; i++) {
                        series.put(jobAt(i, wrong));
                    }
                    while (series.outstanding() > 0) {
                        Thread.onSpinWait();
                    }
                }
            }
        }
        assertEquals(null, wrong.get());
        assertEquals(350, serials.get());
    }

    /** Many jobs, so that workers end them at the same time. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void shouldNumberPlacesFromZeroAfterALongSeries(int workers) throws Exception {
        AtomicReference<AssertionError> wrong = new AtomicReference<>();
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(workers)
                .seriesLimit(1)
                .threadFactory(threads)
                .build()) {
            for (int round = 0; round < 100; round++) {
                Series series = openOrWait(executor);
                for (int i = 0; i < 20_000; i++) {
                    series.put(jobAt(i, wrong));
                }
                series.close();
            }
        }
        assertEquals(null, wrong.get());
    }

    @Test
    void shouldCountAJobThatWaitsOnce() throws Exception {
        try (MillraceExecutor executor = open(1, 4)) {
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            for (int i = 0; i < 3; i++) {
                Series series = executor.newSeries();
                for (int job = 0; job < 100; job++) {
                    series.submit(job(() -> {}, () -> {}));
                }
            }
            ExecutorSnapshot snapshot = executor.snapshot();
            assertEquals(301, snapshot.backlog() + snapshot.inFlight());
            gate.open();
        }
        assertEquals(300, serials.get());
    }

    @Test
    void shouldGiveTheIdOfAClosedSeriesToAnother() throws Exception {
        try (MillraceExecutor executor = open(2, 64)) {
            List<Series> open = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                open.add(executor.newSeries());
            }
            assertThrows(RejectedExecutionException.class, executor::newSeries);
            Gate gate = new Gate();
            open.get(3).submit(job(gate, () -> {}));
            gate.entered();
            open.get(3).close();
            assertThrows(RejectedExecutionException.class, () -> open.get(3).submit(job(() -> {}, () -> {})));
            assertThrows(RejectedExecutionException.class, executor::newSeries);
            gate.open();
            openOrWait(executor).close();
            openOrWait(executor).close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void shouldKeepAClosedSeriesUntilItsLastJobHasEnded(int credits) throws Exception {
        AtomicInteger submitted = new AtomicInteger();
        try (MillraceExecutor executor = open(2, credits)) {
            for (int round = 0; round < 3_000; round++) {
                Series series = openOrWait(executor);
                for (int i = 0; i <= round % 4; i++) {
                    series.submit(job(() -> {}, () -> {}));
                    submitted.incrementAndGet();
                }
                series.close();
            }
        }
        assertEquals(submitted.get(), serials.get());
    }

    private static Series openOrWait(MillraceExecutor executor) {
        while (true) {
            try {
                return executor.newSeries();
            } catch (RejectedExecutionException allOpen) {
                if (Thread.currentThread().isInterrupted()) {
                    throw allOpen;
                }
                Thread.yield();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16, 256})
    void shouldHoldNobodyElseWhenASeriesStalls(int credits) throws Exception {
        try (MillraceExecutor executor = open(2, credits)) {
            Series stalled = executor.newSeries();
            Series other = executor.newSeries();
            Gate head = new Gate();
            stalled.submit(job(head, () -> {}));
            head.entered();
            for (int i = 0; i < 2_000; i++) {
                stalled.submit(job(() -> {}, () -> {}));
            }
            OrderChecker order = new OrderChecker();
            CountDownLatch done = new CountDownLatch(2_000);
            for (int i = 0; i < 1_000; i++) {
                int number = i;
                other.submit(job(() -> {}, () -> {
                    order.seen(other, number);
                    done.countDown();
                }));
                executor.execute(done::countDown);
            }
            executor.atomic("key").submit(() -> {}).get();
            done.await();
            assertEquals(1_000, serials.get());
            assertTrue(stalled.outstanding() > 2_000);
            head.open();
            order.verify();
        }
        assertEquals(3_001, serials.get());
    }

    @Test
    void shouldAcceptJobsFromSerialParts() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (MillraceExecutor executor = open(2, 2)) {
            Series series = executor.newSeries();
            series.submit(new OrderedJob() {
                @Override
                public void parallel(Worker worker, long place) {
                    assertTrue(worker.index() >= 0 && worker.index() < 2);
                }

                @Override
                public void serial(Worker worker) {
                    if (serials.incrementAndGet() == 2_000) {
                        done.countDown();
                    } else {
                        series.submit(this);
                    }
                }
            });
            done.await();
        }
    }

    @Test
    void shouldLetFailedJobsKeepTheirPlaces() throws Exception {
        List<String> seen = new ArrayList<>();
        try (MillraceExecutor executor = open(1, 256)) {
            Series series = executor.newSeries();
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            for (int i = 0; i < 100; i++) {
                series.submit(new Numbered(i, seen));
            }
            gate.open();
            awaitEnd(series);
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            expected.add(i % 5 == 3 ? "failed " + i : "serial " + i);
        }
        assertEquals(expected, seen);
    }

    /** Fails at every fifth place. */
    private record Numbered(int number, List<String> seen) implements OrderedJob {
        @Override
        public void parallel(Worker worker, long place) {
            assertEquals(number, place);
            if (place % 5 == 3) {
                throw new IllegalStateException("planned");
            }
        }

        @Override
        public void serial(Worker worker) {
            seen.add("serial " + number);
        }

        @Override
        public void failed(Throwable failure) {
            seen.add("failed " + number);
        }
    }

    private static void awaitEnd(Series series) {
        while (series.outstanding() > 0) {
            Thread.yield();
        }
    }
}
