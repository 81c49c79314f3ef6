package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs whose parallel part their submitter runs where it would wait for room. */
class SeriesPutOrRunTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final List<Object> ended = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger ranHere = new AtomicInteger();

    private MillraceExecutorBuilder builder(int workers, int credits) {
        return MillraceExecutors.builder().workers(workers).credits(credits).threadFactory(threads);
    }

    /** A job that is told by what it has seen. */
    private class Told implements OrderedJob {

        private final Object name;
        private final Thread submitter = Thread.currentThread();
        private final Runnable body;
        private int runs;

        Told(Object name, Runnable body) {
            this.name = name;
            this.body = body;
        }

        @Override
        public void parallel(Worker worker, long place) {
            if (place == Series.NO_PLACE) {
                assertEquals(submitter, Thread.currentThread());
                ranHere.incrementAndGet();
            }
            runs++;
            body.run();
        }

        @Override
        public void serial(Worker worker) {
            ended.add(runs == 1 ? name : "runs=" + runs);
        }

        @Override
        public void failed(Throwable failure) {
            ended.add(failure.getMessage());
        }

        @Override
        public void abandoned() {
            ended.add("abandoned " + name);
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Occupies the only worker of an executor, and fills the window of a series. */
    private Gate fill(MillraceExecutor executor, Series series) throws InterruptedException {
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        for (int i = 0; i < executor.reorderWindow(); i++) {
            series.submit(new Told("before", () -> {}));
        }
        return gate;
    }

    @ParameterizedTest
    @CsvSource({"1,4", "2,4", "2,64", "4,8"})
    void shouldKeepTheOrderWhoeverRunsTheParts(int workers, int credits) throws Exception {
        int jobs = 20_000;
        SplittableRandom dice = new SplittableRandom(workers);
        try (MillraceExecutor executor = builder(workers, credits).build();
                Series series = executor.newSeries()) {
            for (int i = 0; i < jobs; i++) {
                int work = dice.nextInt(300);
                series.putOrRun(new Told(i, () -> OrderedViewTest.burn(work)));
                assertTrue(series.outstanding() <= executor.reorderWindow() + 1);
            }
        }
        assertEquals(numbers(jobs), ended);
        assertTrue(ranHere.get() > 0, "some are run by the submitter");
        threads.assertNothingUncaught();
    }

    /** The worker that submits does not wait for the room that only it can make. */
    @Test
    void shouldKeepTheOrderWhenTheOnlyWorkerSubmits() throws Exception {
        try (MillraceExecutor executor = builder(1, 4).build();
                Series series = executor.newSeries()) {
            executor.submit(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            series.putOrRun(new Told(i, () -> assertTrue(executor.isWorkerThread())));
                        }
                        return null;
                    })
                    .get();
        }
        assertEquals(numbers(1_000), ended);
        assertEquals(1_000 - 2, ranHere.get());
        threads.assertNothingUncaught();
    }

    @Test
    void shouldRunInTheCallerWhatFindsNoRoomAndWaitForItsPlace() throws Exception {
        try (MillraceExecutor executor = builder(1, 4).build();
                Series series = executor.newSeries()) {
            Gate gate = fill(executor, series);
            series.putOrRun(new Told("mine", () -> {
                assertEquals(1, ranHere.get());
                gate.open();
            }));
        }
        assertEquals(List.of("before", "before", "mine"), ended);
        assertEquals(1, ranHere.get());
    }

    @Test
    void shouldGiveTheWorkersWhatFindsRoom() throws Exception {
        try (MillraceExecutor executor = builder(1, 64).build();
                Series series = executor.newSeries()) {
            for (int i = 0; i < executor.reorderWindow(); i++) {
                series.putOrRun(new Told(i, () -> {}));
            }
            assertEquals(0, ranHere.get());
        }
    }

    @Test
    void shouldTellAJobInItsPlaceThatItHasFailedInTheCaller() throws Exception {
        try (MillraceExecutor executor = builder(1, 4).build();
                Series series = executor.newSeries()) {
            Gate gate = fill(executor, series);
            series.putOrRun(new Told("mine", () -> {
                gate.open();
                throw new IllegalStateException("planned");
            }));
            series.putOrRun(new Told("after", () -> {}));
        }
        assertEquals(List.of("before", "before", "planned", "after"), ended);
        threads.assertNothingUncaught();
    }

    @Test
    void shouldNotWaitOnceItHasRunWhenItIsInterrupted() throws Exception {
        try (MillraceExecutor executor = builder(1, 4).build();
                Series series = executor.newSeries()) {
            Gate gate = fill(executor, series);
            series.putOrRun(new Told("mine", () -> Thread.currentThread().interrupt()));
            assertTrue(Thread.interrupted());
            assertEquals(3, series.outstanding());
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> series.putOrRun(new Told("not at all", () -> {})));
            assertEquals(3, series.outstanding());
            gate.open();
        }
        assertEquals(List.of("before", "before", "mine"), ended);
    }

    @Test
    void shouldRejectWhatRanWhenTheSeriesIsClosedMeanwhile() throws Exception {
        try (MillraceExecutor executor = builder(1, 4).build();
                Series series = executor.newSeries()) {
            Gate gate = fill(executor, series);
            assertThrows(RejectedExecutionException.class, () -> series.putOrRun(new Told("mine", series::close)));
            assertThrows(RejectedExecutionException.class, () -> series.putOrRun(new Told("later", () -> {})));
            gate.open();
        }
        assertEquals(List.of("before", "before"), ended);
        assertEquals(1, ranHere.get());
    }

    @Test
    void shouldEndWhenTheExecutorStopsMeanwhile() throws Exception {
        MillraceExecutor executor = builder(1, 4).build();
        Series series = executor.newSeries();
        Gate gate = fill(executor, series);
        assertThrows(
                RejectedExecutionException.class,
                () -> series.putOrRun(new Told("mine", () -> assertEquals(List.of(), executor.shutdownNow()))));
        assertFalse(Thread.currentThread().isInterrupted());
        executor.close();
        assertTrue(gate.wasInterrupted());
        assertEquals(List.of("abandoned before", "abandoned before"), ended);
    }

    @Test
    void shouldLeaveToWorkersWhatMakesStopsAndWaitWhilePaused() throws Exception {
        try (MillraceExecutor executor = builder(1, 4).build();
                Series series = executor.newSeries()) {
            series.pause();
            for (int i = 0; i < executor.reorderWindow(); i++) {
                series.submit(new Told(i, () -> {}));
            }
            Thread submitter = new Thread(() -> put(series, new Told("late", () -> {})));
            threads.adopt(submitter);
            submitter.start();
            while (submitter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            series.resume();
            submitter.join();
            Gate gate = fill(executor, series);
            Future<?> stops = executor.submit(() -> {
                series.putOrRun(new Told("stops", () -> {}) {
                    @Override
                    public boolean makesStops() {
                        return true;
                    }
                });
                return null;
            });
            gate.open();
            stops.get();
        }
        assertEquals(0, ranHere.get());
        assertTrue(ended.containsAll(List.of(0, 1, "late", "stops")), ended.toString());
    }

    /** Several threads submit to several series, of which one at a time runs its own. */
    @Test
    void shouldKeepTheOrderOfEachOfManySubmitters() throws Exception {
        OrderChecker order = new OrderChecker();
        AtomicInteger guests = new AtomicInteger();
        AtomicInteger serials = new AtomicInteger();
        try (MillraceExecutor executor = builder(2, 16).build()) {
            List<Series> all = List.of(executor.newSeries(), executor.newSeries());
            List<Thread> submitters = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String name = "submitter " + thread;
                Thread submitter = new Thread(() -> {
                    for (int i = 0; i < 3_000; i++) {
                        int number = i;
                        put(all.get(i % 2), new OrderedJob() {
                            @Override
                            public void parallel(Worker worker, long place) {
                                if (place == Series.NO_PLACE) {
                                    assertEquals(executor.workerLimit(), worker.index());
                                    assertEquals(1, guests.incrementAndGet());
                                    OrderedViewTest.burn(200);
                                    guests.decrementAndGet();
                                }
                            }

                            @Override
                            public void serial(Worker worker) {
                                order.seen(name + number % 2, number);
                                serials.incrementAndGet();
                            }
                        });
                    }
                });
                threads.adopt(submitter);
                submitter.start();
                submitters.add(submitter);
            }
            for (Thread submitter : submitters) {
                submitter.join();
            }
        }
        order.verify();
        assertEquals(4 * 3_000, serials.get());
        threads.assertNothingUncaught();
    }

    private static void put(Series series, OrderedJob job) {
        try {
            series.putOrRun(job);
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }
}
