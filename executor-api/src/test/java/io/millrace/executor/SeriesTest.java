package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {

    private final TrackedThreads threads = new TrackedThreads();
    private final AtomicInteger serials = new AtomicInteger();
    private Watchdog watchdog;

    @BeforeEach
    void startWatchdog() {
        watchdog = Watchdog.seconds(30);
    }

    @AfterEach
    void stopWatchdog() throws InterruptedException {
        threads.join();
        threads.assertNothingUncaught();
        watchdog.close();
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

    @Test
    void shouldNumberPlacesFromZeroInEveryUseOfAFlow() throws Exception {
        AtomicReference<AssertionError> wrong = new AtomicReference<>();
        try (MillraceExecutor executor = open(2, 64)) {
            for (int round = 0; round < 50; round++) {
                try (Series series = executor.newSeries()) {
                    for (int i = 0; i < 7; i++) {
                        int number = i;
                        series.put(new OrderedJob() {
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
                        });
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
    void shouldMakePutWaitForRoomAndWakeIt() throws Exception {
        try (MillraceExecutor executor = open(1, 16)) {
            Series series = executor.newSeries();
            Gate head = new Gate();
            series.submit(job(head, () -> {}));
            head.entered();
            while (series.trySubmit(job(() -> {}, () -> {}))) {
                Thread.onSpinWait();
            }
            assertEquals(8, series.outstanding());
            AtomicInteger put = new AtomicInteger();
            Thread putter = new Thread(() -> {
                try {
                    for (int i = 0; i < 1_000; i++) {
                        series.put(job(() -> {}, () -> {}));
                        put.incrementAndGet();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            putter.start();
            while (putter.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertEquals(0, put.get());
            head.open();
            putter.join();
            assertEquals(1_000, put.get());
        }
        assertEquals(1_008, serials.get());
    }

    @Test
    void shouldLetAWaitingPutBeInterrupted() throws Exception {
        try (MillraceExecutor executor = open(1, 2)) {
            Series series = executor.newSeries();
            Gate head = new Gate();
            series.submit(job(head, () -> {}));
            head.entered();
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> series.put(job(() -> {}, () -> {})));
            assertFalse(Thread.interrupted());
            assertEquals(1, series.outstanding());
            head.open();
        }
        assertEquals(1, serials.get());
    }

    @Test
    void shouldRejectAWaitingPutAtShutdown() throws Exception {
        MillraceExecutor executor = open(1, 2);
        Series series = executor.newSeries();
        Gate head = new Gate();
        series.submit(job(head, () -> {}));
        head.entered();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread putter = new Thread(() -> {
            try {
                series.put(job(() -> {}, () -> {}));
            } catch (RejectedExecutionException | InterruptedException e) {
                thrown.set(e);
            }
        });
        putter.start();
        while (putter.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        executor.shutdown();
        putter.join();
        assertTrue(thrown.get() instanceof RejectedExecutionException);
        head.open();
        executor.close();
    }

    @Test
    void shouldNotLetAWorkerWaitForItself() throws Exception {
        try (MillraceExecutor executor = open(1, 4)) {
            Series series = executor.newSeries();
            executor.submit(() -> {
                        for (int i = 0; i < 500; i++) {
                            series.put(job(() -> {}, () -> {}));
                        }
                        return null;
                    })
                    .get();
        }
        assertEquals(500, serials.get());
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
}
