package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing begins of what is paused: all, one key, or one series. */
class PauseTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final List<Integer> ran = Collections.synchronizedList(new ArrayList<>());

    private MillraceExecutorBuilder builder(int workers) {
        return MillraceExecutors.builder().workers(workers).threadFactory(threads);
    }

    private Runnable note(int number) {
        return () -> ran.add(number);
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private static void assertWaits(Future<?> task) {
        assertThrows(TimeoutException.class, () -> task.get(20, TimeUnit.MILLISECONDS));
    }

    @Test
    void shouldStartTheWorkerThatSomethingIsDirectedToWhenResumed() throws Exception {
        try (MillraceExecutor executor =
                MillraceExecutors.builder().workers(3).threadFactory(threads).build()) {
            executor.pause();
            Future<Integer> directed = executor.directed(2).submit(() -> 7);
            assertEquals(0, executor.snapshot().workers());
            executor.resume();
            assertEquals(7, directed.get());
        }
    }

    @Test
    void shouldBeginNothingUntilResumed() throws Exception {
        try (MillraceExecutor executor = builder(2).build();
                Series series = executor.newSeries()) {
            Gate running = new Gate();
            executor.execute(running);
            running.entered();
            executor.pause();
            executor.pause();
            assertTrue(executor.isPaused());
            List<Future<?>> all = new ArrayList<>();
            all.add(executor.submit(note(0)));
            all.add(executor.atomic("key").submit(note(1)));
            all.add(executor.ordered(series).submit(note(2)));
            all.add(executor.directed(1).submit(note(3)));
            all.add(executor.priority(0).submit(note(4)));
            all.add(executor.schedule(note(5), 1, TimeUnit.MILLISECONDS));
            running.open();
            for (Future<?> task : all) {
                assertWaits(task);
            }
            assertEquals(List.of(), ran);
            executor.resume();
            executor.resume();
            for (Future<?> task : all) {
                task.get();
            }
            assertFalse(executor.isPaused());
            assertEquals(6, ran.size());
        }
    }

    @Test
    void shouldStopATurnAfterTheTaskAtHand() throws Exception {
        try (MillraceExecutor executor = builder(1).startOrder(StartOrder.FIFO).build()) {
            Gate first = new Gate();
            executor.execute(first);
            List<Future<?>> behind = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                behind.add(executor.submit(note(i)));
            }
            first.entered();
            executor.pause();
            first.open();
            assertWaits(behind.get(0));
            executor.resume();
            behind.get(9).get();
            assertEquals(upTo(10), ran);
        }
    }

    /** The third task of a turn is the one after which the turn does not look at the clock. */
    @Test
    void shouldStopATurnOfShortTasks() throws Exception {
        try (MillraceExecutor executor = builder(1).startOrder(StartOrder.FIFO).build()) {
            for (int round = 0; round < 50; round++) {
                Gate first = new Gate();
                executor.execute(first);
                first.entered();
                executor.execute(() -> {});
                executor.execute(() -> {});
                executor.execute(executor::pause);
                Future<?> behind = executor.submit(() -> {});
                first.open();
                while (!executor.isPaused()) {
                    Thread.yield();
                }
                assertThrows(TimeoutException.class, () -> behind.get(2, TimeUnit.MILLISECONDS));
                executor.resume();
                behind.get();
            }
        }
    }

    @Test
    void shouldBePausedAndResumedByATask() throws Exception {
        try (MillraceExecutor executor = builder(1).build()) {
            executor.submit(executor::pause).get();
            Future<?> waits = executor.submit(() -> {});
            assertWaits(waits);
            executor.resume();
            waits.get();
        }
    }

    @Test
    void shouldGoOnWhenAllWorkersHaveLeftMeanwhile() throws Exception {
        try (MillraceExecutor executor =
                builder(2).keepAlive(Duration.ofMillis(1)).build()) {
            ExecutorService second = executor.directed(1);
            executor.submit(() -> {}).get();
            second.submit(() -> {}).get();
            executor.pause();
            Future<?> plain = executor.submit(() -> {});
            Future<?> directed = second.submit(() -> {});
            for (Thread thread : threads.made) {
                thread.join();
            }
            assertWaits(plain);
            executor.resume();
            plain.get();
            directed.get();
        }
    }

    @Test
    void shouldUseNoProcessorTimeWhilePaused() throws Exception {
        try (MillraceExecutor executor = builder(1).build()) {
            executor.submit(() -> {}).get();
            Thread worker = threads.made.get(0);
            executor.pause();
            for (int i = 0; i < 100; i++) {
                executor.execute(() -> {});
                executor.atomic(i).execute(() -> {});
                executor.priority(1).execute(() -> {});
            }
            ProcessorTime.assertSleeps(worker);
        }
    }

    @Test
    void shouldRunWhatWaitsWhenShutDown() throws Exception {
        MillraceExecutor executor = builder(2).build();
        Series series = executor.newSeries();
        executor.pause();
        executor.pauseKey("key");
        series.pause();
        executor.execute(note(0));
        executor.atomic("key").execute(note(1));
        executor.ordered(series).execute(note(2));
        executor.schedule(note(3), 1, TimeUnit.MILLISECONDS);
        executor.shutdown();
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(4, ran.size());
        assertFalse(executor.isPaused());
        assertEquals(0, executor.keys().paused().size());
    }

    @Test
    void shouldReturnWhatWaitsFromShutdownNow() throws Exception {
        MillraceExecutor executor = builder(2).build();
        Series series = executor.newSeries();
        executor.submit(() -> {}).get();
        executor.pauseKey("key");
        executor.atomic("key").execute(note(1));
        while (executor.snapshot().inFlight() > 0) {
            Thread.yield();
        }
        executor.pause();
        series.pause();
        executor.execute(note(0));
        executor.ordered(series).execute(note(2));
        executor.directed(0).execute(note(3));
        assertEquals(4, executor.shutdownNow().size());
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(List.of(), ran);
        assertEquals(0, executor.keys().size());
    }

    @Test
    void shouldHoldOneKeyAndLetOthersGoOn() throws Exception {
        try (MillraceExecutor executor = builder(1).credits(2).build()) {
            Gate running = new Gate();
            ExecutorService key = executor.atomic("key");
            key.execute(running);
            running.entered();
            executor.pauseKey("key");
            executor.pauseKey("key");
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(key.submit(note(i)));
            }
            running.open();
            executor.atomic("other").submit(() -> {}).get();
            assertWaits(all.get(0));
            while (executor.snapshot().inFlight() > 0) {
                Thread.yield();
            }
            executor.resumeKey("key");
            executor.resumeKey("key");
            all.get(99).get();
            assertEquals(upTo(100), ran);
            assertEquals(0, executor.keys().paused().size());
        }
    }

    @Test
    void shouldTakeNothingOfTheDeviceForAPausedKey() throws Exception {
        try (MillraceExecutor executor = builder(1).credits(2).build()) {
            Gate running = new Gate();
            executor.execute(running);
            running.entered();
            executor.pauseKey("key");
            Future<?> waits = executor.atomic("key").submit(note(0));
            assertEquals(1, executor.snapshot().inFlight());
            running.open();
            assertWaits(waits);
            executor.resumeKey("key");
            waits.get();
        }
    }

    /** However many: each leaves a gap in the line of a turn that nobody brings. */
    @Test
    void shouldDiscardTheOldestTasksOfAPausedKey() throws Exception {
        try (MillraceExecutor executor = builder(1)
                .queueLimit(2)
                .onRejection(RejectedTaskHandler.discardOldest())
                .build()) {
            executor.pauseKey("key");
            for (int i = 0; i < 500; i++) {
                executor.atomic("key").execute(note(i));
                // Until a worker has passed the gap.
                while (executor.snapshot().inFlight() > 0) {
                    Thread.onSpinWait();
                }
            }
            executor.resumeKey("key");
            assertTrue(executor.drain(Duration.ofSeconds(5)).isDone());
        }
        assertEquals(List.of(497, 498, 499), ran);
    }

    /** By {@code purge}, or by the end of the view; before a worker has found the turn, or afterwards. */
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void shouldForgetTasksOfAPausedKeyThatWereTakenOut(boolean view, boolean found) throws Exception {
        try (MillraceExecutor executor = builder(1).build()) {
            Gate running = new Gate();
            executor.execute(running);
            running.entered();
            ExecutorService key = executor.atomic("key");
            List<Future<?>> tasks = List.of(key.submit(note(0)), key.submit(note(1)), key.submit(note(2)));
            executor.pauseKey("key");
            if (found) {
                running.open();
                executor.submit(() -> {}).get();
            }
            if (view) {
                assertEquals(3, key.shutdownNow().size());
            } else {
                tasks.forEach(task -> task.cancel(false));
                executor.purge();
            }
            running.open();
            WorkReport report = executor.drain(Duration.ofSeconds(5));
            assertTrue(report.isDone(), report::toString);
            assertEquals(0, executor.keys().size());
            assertEquals(List.of(), ran);
            executor.resumeKey("key");
            executor.atomic("key").submit(note(3)).get();
        }
    }

    @Test
    void shouldKeepTasksOfAPausedKeyBehindOneThatWasTakenOut() throws Exception {
        try (MillraceExecutor executor = builder(1).build()) {
            executor.pauseKey("key");
            ExecutorService key = executor.atomic("key");
            key.submit(note(0)).cancel(false);
            Future<?> second = key.submit(note(1));
            executor.purge();
            assertWaits(second);
            executor.resumeKey("key");
            second.get();
            assertEquals(List.of(1), ran);
        }
    }

    /** The worker parks the turn of a key that is paused while the task whose turn comes next is taken out. */
    @Test
    void shouldForgetATaskThatIsTakenOutWhileItsTurnIsParked() throws Exception {
        try (MillraceExecutor executor = builder(1).build()) {
            for (int round = 0; round < 3000; round++) {
                AtomicBoolean begun = new AtomicBoolean();
                AtomicBoolean open = new AtomicBoolean();
                ExecutorService key = executor.atomic("key");
                key.execute(() -> {
                    begun.set(true);
                    while (!open.get()) {
                        Thread.onSpinWait();
                    }
                });
                Future<?> task = key.submit(() -> {});
                while (!begun.get()) {
                    Thread.onSpinWait();
                }
                executor.pauseKey("key");
                task.cancel(false);
                open.set(true);
                for (int spin = ThreadLocalRandom.current().nextInt(300); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                executor.purge();
                assertTrue(executor.drain(Duration.ofSeconds(5)).isDone(), "round " + round);
                executor.resumeKey("key");
            }
        }
    }

    @Test
    void shouldKeepTheCallerOfAPausedKeyWaiting() throws Exception {
        try (MillraceExecutor executor = builder(1)
                .queueLimit(1)
                .onRejection(RejectedTaskHandler.callerRuns())
                .build()) {
            Gate running = new Gate();
            executor.execute(running);
            running.entered();
            executor.execute(() -> {});
            executor.pauseKey("key");
            Thread caller = new Thread(() -> executor.atomic("key").execute(note(0)));
            threads.adopt(caller);
            caller.start();
            caller.join(20);
            assertEquals(List.of(), ran);
            executor.resumeKey("key");
            running.open();
            caller.join();
            assertEquals(List.of(0), ran);
        }
    }

    @Test
    void shouldHoldOneSeriesAndLetOthersGoOn() throws Exception {
        try (MillraceExecutor executor = builder(2).build();
                Series series = executor.newSeries();
                Series other = executor.newSeries()) {
            series.pause();
            series.pause();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(executor.ordered(series).submit(note(i)));
            }
            executor.ordered(other).submit(() -> {}).get();
            assertWaits(all.get(0));
            assertFalse(series.trySubmit(job(99)));
            Thread putter = new Thread(() -> {
                try {
                    series.put(job(10));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            threads.adopt(putter);
            putter.start();
            putter.join(20);
            assertTrue(putter.isAlive());
            assertEquals(10, series.outstanding());
            series.resume();
            series.resume();
            putter.join();
            assertNotNull(all.get(9));
            all.get(9).get();
            while (series.outstanding() > 0) {
                Thread.yield();
            }
            assertEquals(11, ran.size());
        }
    }

    private OrderedJob job(int number) {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {}

            @Override
            public void serial(Worker worker) {
                ran.add(number);
            }
        };
    }

    @Test
    void shouldRunTimersThatWereSetWhilePausedAndNothingElse() throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(2)) {
            executor.pause();
            var timer = executor.schedule(() -> "due", 1, TimeUnit.MILLISECONDS);
            executor.resume();
            assertEquals("due", timer.get(30, TimeUnit.SECONDS));
        }
    }
}
