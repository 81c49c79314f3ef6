package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which workers run the parallel and which the serial parts of jobs, and what becomes of mistakes. */
class WorkerSetsTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final Set<Integer> parallelBy = ConcurrentHashMap.newKeySet();
    private final Set<Integer> serialBy = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ended = new AtomicInteger();

    private MillraceExecutorBuilder builder(int workers) {
        return MillraceExecutors.builder().workers(workers).credits(64).threadFactory(threads);
    }

    private OrderedJob job() {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {
                parallelBy.add(worker.index());
            }

            @Override
            public void serial(Worker worker) {
                serialBy.add(worker.index());
                ended.incrementAndGet();
            }
        };
    }

    private static Set<Integer> set(int mask) {
        return IntStream.range(0, Integer.SIZE)
                .filter(worker -> (mask >> worker & 1) != 0)
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Waits until no worker is in the middle of a look for work that began before the last change. */
    private static void settle(MillraceExecutor executor) throws InterruptedException {
        assertTrue(executor.drain(Duration.ofSeconds(10)).isDone());
        for (int worker = 0; worker < executor.workerLimit(); worker++) {
            while (executor.workforce().isPresent(worker)
                    && executor.domain().port(worker).unlinksInProgress() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    /** All pairs of sets of 3 workers, one after the other, with jobs that are out while they change. */
    @ParameterizedTest
    @ValueSource(longs = {0, 60_000})
    void shouldRunEachPartWhereItBelongsWithAllSetsOfThree(long keepAliveMillis) throws Exception {
        int all = 1 << 3;
        int out = 0;
        try (MillraceExecutor executor =
                        builder(3).keepAlive(Duration.ofMillis(keepAliveMillis)).build();
                Series series = executor.newSeries()) {
            for (int parallel = 1; parallel < all; parallel++) {
                for (int serial = 1; serial < all; serial++) {
                    for (int i = 0; i < 40; i++, out++) {
                        series.submit(job());
                    }
                    assertEquals(set(parallel), executor.parallelWorkers(set(parallel)));
                    assertEquals(set(serial), executor.serialWorkers(set(serial)));
                    settle(executor);
                    parallelBy.clear();
                    serialBy.clear();
                    for (int i = 0; i < 40; i++, out++) {
                        series.put(job());
                    }
                    settle(executor);
                    assertTrue(set(parallel).containsAll(parallelBy), set(parallel) + " ran in " + parallelBy);
                    assertTrue(set(serial).containsAll(serialBy), set(serial) + " ran in " + serialBy);
                    assertEquals(out, ended.get());
                }
            }
        }
        threads.assertNothingUncaught();
    }

    /** Jobs in all sets do work side by side, and others do not keep out of the way. */
    @Test
    void shouldUseAllOfASet() throws Exception {
        try (MillraceExecutor executor = builder(4).build();
                Series series = executor.newSeries()) {
            executor.parallelWorkers(Set.of(1, 3));
            executor.serialWorkers(Set.of(0));
            CountDownLatch both = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                series.submit(new OrderedJob() {
                    @Override
                    public void parallel(Worker worker, long place) throws InterruptedException {
                        parallelBy.add(worker.index());
                        both.countDown();
                        both.await();
                    }

                    @Override
                    public void serial(Worker worker) {
                        serialBy.add(worker.index());
                    }
                });
            }
            settle(executor);
            assertEquals(Set.of(1, 3), parallelBy);
            assertEquals(Set.of(0), serialBy);
        }
    }

    @Test
    void shouldKeepTheChoiceWhileThereAreTooFewAndSayWhoStandsIn() throws Exception {
        try (MillraceExecutor executor = builder(4).maxWorkers(4).build();
                Series series = executor.newSeries()) {
            assertEquals(Set.of(0, 1, 2, 3), executor.serialWorkers());
            assertEquals(Set.of(2, 3), executor.serialWorkers(Set.of(2, 3)));
            executor.resize(3);
            assertEquals(Set.of(2), executor.serialWorkers());
            executor.resize(2);
            assertEquals(Set.of(0), executor.serialWorkers());
            series.submit(job());
            settle(executor);
            assertEquals(Set.of(0), serialBy);
            assertEquals(Set.of(1), executor.serialWorkers(Set.of(3)));
            executor.resize(4);
            assertEquals(Set.of(3), executor.serialWorkers());
            serialBy.clear();
            series.submit(job());
            settle(executor);
            assertEquals(Set.of(3), serialBy);
            assertEquals(Set.of(0, 1, 2, 3), executor.parallelWorkers());
        }
    }

    /** As padata does with a callback processor that is not in the mask. */
    @Test
    void shouldNameAWorkerThatStandsInForOneThatDoesNot() {
        try (MillraceExecutor executor = builder(4).build()) {
            executor.serialWorkers(Set.of(1, 3));
            List<Integer> standIns = new ArrayList<>();
            for (int wanted = 0; wanted < 6; wanted++) {
                standIns.add(executor.serialWorker(wanted));
            }
            assertEquals(List.of(1, 1, 1, 3, 1, 3), standIns);
            assertEquals(
                    "number of a worker must not be negative: wanted=-1",
                    assertThrows(IllegalArgumentException.class, () -> executor.serialWorker(-1))
                            .getMessage());
        }
    }

    @Test
    void shouldTellWhatIsInvalidFromWhatIsOver() {
        MillraceExecutor executor = builder(2).build();
        assertEquals(
                "no worker was chosen, name one at least: part=SERIAL",
                assertThrows(IllegalArgumentException.class, () -> executor.serialWorkers(Set.of()))
                        .getMessage());
        assertEquals(
                "no such worker: worker=2, lowest=0, highest=1, part=PARALLEL",
                assertThrows(IllegalArgumentException.class, () -> executor.parallelWorkers(Set.of(2)))
                        .getMessage());
        assertThrows(NullPointerException.class, () -> executor.parallelWorkers(null));
        assertEquals(Set.of(0, 1), executor.parallelWorkers());
        executor.close();
        assertEquals(Set.of(), executor.parallelWorkers(Set.of(0)));
        assertThrows(IllegalArgumentException.class, () -> executor.parallelWorkers(Set.of()));
    }

    /** The only worker for parallel parts waits, in a plain task, for what only it can do, while another is idle. */
    @Test
    void shouldLetASpareTakeThePlaceOfAChosenWorkerThatWaits() throws Exception {
        try (MillraceExecutor executor = builder(2).spares(64).build();
                Series series = executor.newSeries()) {
            executor.parallelWorkers(Set.of(0));
            executor.serialWorkers(Set.of(0));
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                tasks.add(executor.submit(
                        () -> executor.ordered(series).submit(() -> {}).get()));
                tasks.add(executor.submit(() -> {
                    CountDownLatch latch = new CountDownLatch(1);
                    executor.ordered(series).execute(latch::countDown);
                    latch.await();
                    return null;
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }
        threads.assertNothingUncaught();
    }

    @Test
    void shouldGoOnWhereItWasPaused() throws Exception {
        try (MillraceExecutor executor = builder(3).build();
                Series series = executor.newSeries()) {
            executor.pause();
            executor.parallelWorkers(Set.of(2));
            executor.serialWorkers(Set.of(1));
            // Jobs whose parallel part has begun would go on.
            assertEquals(2, executor.snapshot().workers());
            series.submit(job());
            executor.resume();
            settle(executor);
            assertEquals(Set.of(2), parallelBy);
            assertEquals(Set.of(1), serialBy);
        }
    }

    @Test
    void shouldLetWorkersGoThatAreNotNeededAnyMore() throws Exception {
        try (MillraceExecutor executor =
                        builder(3).keepAlive(Duration.ofMillis(1)).build();
                Series series = executor.newSeries()) {
            executor.parallelWorkers(Set.of(0, 1));
            series.submit(job());
            settle(executor);
            while (executor.snapshot().workers() > 2) {
                Thread.yield();
            }
            assertTrue(executor.workforce().isPresent(0) && executor.workforce().isPresent(1));
            executor.parallelWorkers(Set.of(0, 1, 2));
            while (executor.snapshot().workers() > 0) {
                Thread.yield();
            }
            series.submit(job());
            settle(executor);
            assertEquals(2, ended.get());
        }
    }

    /** A thread that invokes runs no part that belongs elsewhere. */
    @Test
    void shouldInvokeWhereThePartsBelong() throws Exception {
        try (MillraceExecutor executor = builder(2).build();
                Series series = executor.newSeries()) {
            invokeMany(series);
            assertTrue(serialBy.contains(executor.workerLimit()), serialBy.toString());
            executor.serialWorkers(Set.of(1));
            settle(executor);
            serialBy.clear();
            invokeMany(series);
            assertEquals(Set.of(1), serialBy);
        }
    }

    /** The first ones take long, and so have the next ones handed over. */
    private void invokeMany(Series series) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            series.invoke(job());
        }
    }
}
