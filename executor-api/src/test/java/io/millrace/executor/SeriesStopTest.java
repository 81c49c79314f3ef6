package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.PortReport;
import io.millrace.core.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that make stops between their two parts, and jobs that go on when somebody says so. */
class SeriesStopTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final List<Long> done = Collections.synchronizedList(new ArrayList<>());

    private MillraceExecutorBuilder builder(int workers) {
        return MillraceExecutors.builder().workers(workers).threadFactory(threads);
    }

    /** A job that has a further part at each of some stops. */
    private class Traveller implements OrderedJob {

        private final List<Stop> stops;
        private int made;
        private long place = -1;

        Traveller(Stop... stops) {
            this.stops = List.of(stops);
        }

        long place() {
            return place;
        }

        @Override
        public boolean makesStops() {
            return true;
        }

        @Override
        public void parallel(Worker worker, long seriesPlace) throws Exception {
            place = seriesPlace;
            spin();
        }

        @Override
        public Stop next() {
            return made < stops.size() ? stops.get(made) : null;
        }

        @Override
        public void further(Worker worker) throws Exception {
            made++;
            spin();
        }

        @Override
        public void serial(Worker worker) {
            done.add(place);
        }

        private void spin() {
            for (long i = place * 37 % 200; i > 0; i--) {
                Thread.onSpinWait();
            }
        }
    }

    private static List<Long> places(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void shouldMakeStopsOnce(int workers) throws InterruptedException {
        try (MillraceExecutor executor = builder(workers).build();
                Series series = executor.newSeries()) {
            for (int i = 0; i < 2_000; i++) {
                series.put(new Traveller(Stop.anywhere(), Stop.keyed(i % 7), executor.stopAt(0), Stop.anywhere()));
            }
            assertTrue(executor.drain(Duration.ofSeconds(10)).isDone());
        }
        assertEquals(2_000, done.size());
        assertEquals(places(2_000), done.stream().sorted().toList());
        threads.assertNothingUncaught();
    }

    @Test
    void shouldKeepTheOrderAtAWorkerAndBehindIt() throws InterruptedException {
        List<Long> there = new ArrayList<>();
        try (MillraceExecutor executor = builder(4).build();
                Series series = executor.newSeries()) {
            for (int i = 0; i < 2_000; i++) {
                series.put(new Traveller(executor.stopAt(2)) {
                    @Override
                    public void further(Worker worker) throws Exception {
                        super.further(worker);
                        there.add(place());
                        assertEquals(2, worker.index());
                    }
                });
            }
        }
        assertEquals(places(2_000), there);
        assertEquals(places(2_000), done);
    }

    @Test
    void shouldKeepJobsOfAKeyApartAndInOrder() throws InterruptedException {
        ConcurrentHashMap<Integer, List<Long>> seen = new ConcurrentHashMap<>();
        AtomicInteger broken = new AtomicInteger();
        try (MillraceExecutor executor = builder(4).build();
                Series series = executor.newSeries()) {
            AtomicInteger[] busy =
                    IntStream.range(0, 5).mapToObj(i -> new AtomicInteger()).toArray(AtomicInteger[]::new);
            for (int i = 0; i < 3_000; i++) {
                int key = i * i % 5;
                series.put(new Traveller(Stop.keyed(key)) {
                    @Override
                    public void further(Worker worker) throws Exception {
                        if (busy[key].getAndIncrement() > 0) {
                            broken.incrementAndGet();
                        }
                        seen.computeIfAbsent(key, unused -> new ArrayList<>()).add(place());
                        super.further(worker);
                        busy[key].getAndDecrement();
                    }
                });
            }
        }
        assertEquals(0, broken.get());
        seen.values().forEach(places -> assertEquals(places.stream().sorted().toList(), places));
        assertEquals(3_000, done.size());
    }

    /** By other threads, in another order; and the executor waits for them when it is shut down. */
    @Test
    void shouldKeepTheOrderOfJobsThatGoOnLater() throws Exception {
        List<DetachedJob> detached = Collections.synchronizedList(new ArrayList<>());
        MillraceExecutor executor = builder(2).build();
        Series series = executor.newSeries();
        int count = executor.reorderWindow();
        for (int i = 0; i < count; i++) {
            series.submit(new Traveller() {
                @Override
                public void parallel(Worker worker, long seriesPlace) throws Exception {
                    super.parallel(worker, seriesPlace);
                    detached.add(worker.detach());
                }
            });
        }
        while (detached.size() < count) {
            Thread.onSpinWait();
        }
        executor.shutdown();
        assertFalse(executor.awaitTermination(20, TimeUnit.MILLISECONDS));
        Collections.shuffle(detached, new Random(5));
        Thread other = new Thread(() -> detached.subList(0, count / 2).forEach(DetachedJob::proceed));
        other.start();
        detached.subList(count / 2, count).forEach(DetachedJob::proceed);
        other.join();
        // Twice does no harm.
        detached.forEach(DetachedJob::proceed);
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(places(count), done);
    }

    /** Its worker has gone, and so have all others. */
    @Test
    void shouldStartAWorkerForAJobThatGoesOn() throws Exception {
        List<DetachedJob> detached = Collections.synchronizedList(new ArrayList<>());
        try (MillraceExecutor executor =
                        builder(1).keepAlive(Duration.ofMillis(1)).build();
                Series series = executor.newSeries()) {
            series.submit(new Traveller() {
                @Override
                public void parallel(Worker worker, long seriesPlace) throws Exception {
                    super.parallel(worker, seriesPlace);
                    detached.add(worker.detach());
                }
            });
            while (executor.snapshot().workers() > 0 || detached.isEmpty()) {
                Thread.onSpinWait();
            }
            detached.get(0).proceed();
        }
        assertEquals(places(1), done);
    }

    /** A pause holds up what has not begun, and nothing else. */
    @Test
    void shouldEndAJobThatGoesOnWhileEverythingIsPausedAndNobodyIsLeft() throws Exception {
        CompletableFuture<DetachedJob> detached = new CompletableFuture<>();
        CountDownLatch ended = new CountDownLatch(1);
        try (MillraceExecutor executor =
                        builder(2).keepAlive(Duration.ofMillis(1)).build();
                Series series = executor.newSeries()) {
            series.submit(new Traveller() {
                @Override
                public void parallel(Worker worker, long place) {
                    detached.complete(worker.detach());
                }

                @Override
                public void serial(Worker worker) {
                    ended.countDown();
                }
            });
            DetachedJob job = detached.join();
            executor.pause();
            while (executor.snapshot().workers() > 0) {
                Thread.onSpinWait();
            }
            job.proceed();
            assertTrue(ended.await(10, TimeUnit.SECONDS), executor::toString);
            assertTrue(executor.isPaused());
        }
    }

    @Test
    void shouldRefuseToDetachTwiceOrWhereNothingCanBe() throws Exception {
        List<Throwable> refused = Collections.synchronizedList(new ArrayList<>());
        try (MillraceExecutor executor = builder(1).build();
                Series series = executor.newSeries()) {
            series.submit(new Traveller() {
                @Override
                public void parallel(Worker worker, long seriesPlace) throws Exception {
                    super.parallel(worker, seriesPlace);
                    DetachedJob job = worker.detach();
                    refused.add(assertThrows(IllegalStateException.class, worker::detach));
                    job.proceed();
                }

                @Override
                public void serial(Worker worker) {
                    refused.add(assertThrows(IllegalStateException.class, worker::detach));
                    super.serial(worker);
                }
            });
            assertTrue(executor.drain(Duration.ofSeconds(10)).isDone());
            // One that says nothing of stops may be run by who invokes it.
            series.invoke(new OrderedJob() {
                @Override
                public void parallel(Worker worker, long place) {
                    refused.add(assertThrows(IllegalStateException.class, worker::detach));
                }

                @Override
                public void serial(Worker worker) {}
            });
            assertThrows(IndexOutOfBoundsException.class, () -> executor.stopAt(-1));
            assertThrows(IndexOutOfBoundsException.class, () -> executor.stopAt(executor.workerLimit()));
        }
        assertEquals(3, refused.size());
        assertEquals(places(1), done);
    }

    @Test
    void shouldTellAJobOfAFailureAtAStop() throws Exception {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (MillraceExecutor executor = builder(2).build();
                Series series = executor.newSeries()) {
            series.submit(new Traveller(Stop.anywhere()) {
                @Override
                public void further(Worker worker) {
                    throw new IllegalStateException("at the stop");
                }

                @Override
                public void failed(Throwable failure) {
                    failures.add(failure);
                }
            });
            series.submit(new Traveller() {
                @Override
                public Stop next() {
                    throw new IllegalStateException("lost");
                }
            });
        }
        assertEquals("at the stop", failures.get(0).getMessage());
        // The other one is told to the handler, and has its serial part.
        assertEquals("lost", threads.uncaught.element().getMessage());
        assertEquals(List.of(1L), done);
    }

    /** A job goes on when it is let, whatever becomes of the part that has left it. */
    @Test
    void shouldReportWhatAPartThrowsThatHasBeenDetached() throws Exception {
        CompletableFuture<DetachedJob> detached = new CompletableFuture<>();
        try (MillraceExecutor executor = builder(1).build();
                Series series = executor.newSeries()) {
            series.submit(new Traveller() {
                @Override
                public void parallel(Worker worker, long place) {
                    detached.complete(worker.detach());
                    throw new IllegalStateException("too late");
                }
            });
            detached.join().proceed();
        }
        assertEquals(1, done.size());
        assertEquals("too late", threads.uncaught.element().getMessage());
    }

    /** What waits at a stop goes no further. */
    @Test
    void shouldAbandonJobsAtStopsWhenItIsStopped() throws Exception {
        MillraceExecutor executor = builder(1).build();
        Series series = executor.newSeries();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger abandoned = new AtomicInteger();
        series.submit(new Traveller(executor.stopAt(0)) {
            @Override
            public void further(Worker worker) throws Exception {
                super.further(worker);
                begun.countDown();
                try {
                    open.await();
                } catch (InterruptedException stopped) {
                    open.await();
                }
            }
        });
        begun.await();
        for (int i = 0; i < 10; i++) {
            series.submit(new Traveller(executor.stopAt(0)) {
                @Override
                public void abandoned() {
                    abandoned.incrementAndGet();
                }
            });
        }
        assertEquals(List.of(), executor.shutdownNow());
        open.countDown();
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(10, abandoned.get());
        assertEquals(places(1), done);
    }

    /** Whoever lets a job go on brings the next one into the device, and may come back from that when all have ended and nobody is awake. */
    @Test
    void shouldEndThoughWhoLetsTheLastButOneGoOnIsSlow() throws Exception {
        CompletableFuture<DetachedJob> detached = new CompletableFuture<>();
        CompletableFuture<MillraceExecutor> built = new CompletableFuture<>();
        Thread mover = Thread.currentThread();
        AtomicBoolean slowly = new AtomicBoolean();
        Device slow = DeviceWithIngress.of((ingress, header, payload) -> {
            Refusal refusal = ingress.enqueue(header, payload);
            if (refusal.accepted() && slowly.get() && Thread.currentThread() == mover) {
                awaitRest(built.join());
            }
            return refusal;
        });
        // The window holds one job.
        MillraceExecutor executor = builder(1).credits(2).device(slow).build();
        built.complete(executor);
        Series series = executor.newSeries();
        series.submit(new Traveller() {
            @Override
            public void parallel(Worker worker, long place) {
                detached.complete(worker.detach());
            }
        });
        DetachedJob first = detached.join();
        series.submit(new Traveller());
        executor.shutdown();
        slowly.set(true);
        first.proceed();
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS), executor::toString);
        assertEquals(2, done.size());
    }

    private static void awaitRest(MillraceExecutor executor) {
        PortReport port;
        do {
            port = executor.domain().report().ports().get(0);
        } while ((executor.domain().inFlight() > 0 || !port.waits())
                && !Thread.currentThread().isInterrupted());
    }
}
