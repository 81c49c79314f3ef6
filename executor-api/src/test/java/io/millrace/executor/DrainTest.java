package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting until an executor has nothing to do, and hearing what it does if it has not. */
class DrainTest {

    private static final int ROUNDS = 1_000;
    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutorBuilder builder(int workers) {
        return MillraceExecutors.builder().workers(workers).name("orders").threadFactory(threads);
    }

    @Test
    void shouldBeDoneAtOnceWhenNothingWasSubmitted() throws Exception {
        try (MillraceExecutor executor = builder(1).build()) {
            WorkReport report = executor.drain(Duration.ZERO);
            assertTrue(report.isDone());
            assertEquals("orders: nothing waits, nothing runs\n", report.toString());
        }
    }

    /** Each task brings the next in another way, so that there is always one, and never where it was before. */
    @Test
    void shouldNotBeDoneWhileTasksBringOthers() throws Exception {
        try (MillraceExecutor executor = builder(2).credits(2).build();
                Series series = executor.newSeries()) {
            for (int round = 0; round < 50; round++) {
                AtomicInteger left = new AtomicInteger(100);
                executor.execute(() -> chain(executor, series, left));
                assertTrue(executor.drain(LONG).isDone());
                assertEquals(0, left.get());
            }
        }
    }

    private static void chain(MillraceExecutor executor, Series series, AtomicInteger left) {
        int next = left.decrementAndGet();
        if (next > 0) {
            Runnable task = () -> chain(executor, series, left);
            switch (next % 4) {
                case 0 -> executor.execute(task);
                case 1 -> executor.atomic(next).execute(task);
                case 2 -> executor.priority(1).execute(task);
                default -> executor.ordered(series).execute(task);
            }
        }
    }

    @Test
    void shouldTellWhatRunsAndWhatWaits() throws Exception {
        try (MillraceExecutor executor = builder(1).build()) {
            Gate gate = new Gate();
            executor.pauseKey("eve");
            executor.atomic("eve").execute(() -> {});
            executor.atomic("eve").execute(() -> {});
            executor.schedule(() -> {}, 1, TimeUnit.HOURS);
            while (executor.snapshot().inFlight() > 0) {
                Thread.yield();
            }
            executor.execute(gate);
            executor.execute(() -> {});
            gate.entered();
            WorkReport report = executor.drain(Duration.ofMillis(30));
            String page = report.toString();
            assertFalse(report.isDone());
            assertEquals(1, report.running().size());
            assertEquals(gate.toString(), report.running().get(0).task());
            assertTrue(report.running().get(0).seenNanos() > TimeUnit.MILLISECONDS.toNanos(10), page);
            assertTrue(page.contains(" ms in worker-0: " + gate), page);
            assertTrue(page.contains("  waiting for any worker: 1\n"), page);
            assertTrue(page.contains("  waiting, key eve, paused: 2\n"), page);
            assertTrue(page.contains("  delayed: 1\n"), page);
            gate.open();
            executor.resumeKey("eve");
            assertTrue(executor.drain(LONG).isDone());
            executor.shutdownNow();
            assertTrue(executor.drain(LONG).isDone());
        }
    }

    /** A task brings the next where a look has been, and ends before the look comes to those that run. Many views make it long. */
    @Test
    void shouldSeeWhatATaskBringsJustBeforeItEnds() throws Exception {
        try (MillraceExecutor executor = builder(1).build()) {
            List<DrivenExecutor> views = IntStream.range(0, 500)
                    .mapToObj(view -> executor.driven("view " + view))
                    .toList();
            for (int round = 0; round < ROUNDS; round++) {
                DrivenExecutor next = views.get(round % views.size());
                int delay = ThreadLocalRandom.current().nextInt(1000);
                Future<?> task = executor.submit(() -> {
                    for (int spin = 0; spin < delay; spin++) {
                        Thread.onSpinWait();
                    }
                    next.execute(() -> {});
                });
                while (!task.isDone()) {
                    assertFalse(executor.drain(Duration.ZERO).isDone(), "round " + round);
                }
                next.drive();
            }
            assertTrue(executor.drain(LONG).isDone());
        }
    }

    /** What is not counted one by one, because it runs on top of another or is a parallel part behind one that has not ended. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNotTakeOneTaskForTheNext(boolean series) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (MillraceExecutor executor = (series ? builder(2) : builder(1).spares(4)).build();
                Series jobs = executor.newSeries()) {
            Gate first = new Gate();
            if (series) {
                for (int job = 0; job < 100; job++) {
                    jobs.submit(parallelPart(job == 0 ? first : () -> shortTask(over)));
                }
                first.entered();
            } else {
                executor.execute(() -> {
                    for (int task = 0; task < 100; task++) {
                        getOf(executor.submit(() -> shortTask(over)));
                    }
                });
            }
            WorkReport report = executor.drain(Duration.ofMillis(200));
            over.set(true);
            first.open();
            List<Long> seen =
                    report.running().stream().map(WorkReport.Running::seenNanos).toList();
            assertEquals(series ? 2 : 1, seen.size(), report::toString);
            assertTrue(seen.get(seen.size() - 1) < TimeUnit.MILLISECONDS.toNanos(100), report::toString);
            assertTrue(!series || seen.get(0) > TimeUnit.MILLISECONDS.toNanos(150), report::toString);
        }
    }

    /** Takes a time of which the wait is no multiple: the report would come between two tasks. */
    private static void shortTask(AtomicBoolean over) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(7) && !over.get()) {
            Thread.onSpinWait();
        }
    }

    private static void getOf(Future<?> task) {
        try {
            task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static OrderedJob parallelPart(Runnable body) {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {
                body.run();
            }

            @Override
            public void serial(Worker worker) {}
        };
    }

    @Test
    void shouldRefuseATaskOfTheExecutor() throws Exception {
        try (MillraceExecutor executor = builder(1).build()) {
            ExecutionException refused = assertThrows(
                    ExecutionException.class,
                    () -> executor.submit(() -> executor.drain(LONG)).get());
            assertInstanceOf(IllegalStateException.class, refused.getCause());
        }
    }

    @Test
    void shouldStopWaitingWhenInterrupted() throws Exception {
        try (MillraceExecutor executor = builder(1).build()) {
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> executor.drain(LONG));
            gate.open();
        }
    }

    @Test
    void shouldNotBeDoneWhileATaskWaitsThatHasGivenItsTurnUp() throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool(2)) {
            CountDownLatch latch = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            executor.execute(() -> {
                try {
                    MillraceExecutor.managedBlock(new ForkJoinPool.ManagedBlocker() {
                        @Override
                        public boolean block() throws InterruptedException {
                            begun.countDown();
                            latch.await();
                            return true;
                        }

                        @Override
                        public boolean isReleasable() {
                            return latch.getCount() == 0;
                        }
                    });
                } catch (InterruptedException e) {
                    throw new AssertionError("nobody interrupts", e);
                }
            });
            begun.await();
            assertFalse(executor.drain(Duration.ofMillis(20)).isDone());
            latch.countDown();
            assertTrue(executor.drain(Duration.ofSeconds(30)).isDone());
        }
    }
}
