package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@link Series#put} waits for, and what ends its waiting. The one worker stands at a gate. */
class SeriesPutTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final TimeLimit limit = TimeLimit.seconds(60);
    private final Gate gate = new Gate();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private final MillraceExecutor executor = MillraceExecutors.builder()
            .workers(1)
            .credits(16)
            .seriesLimit(8)
            .threadFactory(threads)
            .build();

    @BeforeEach
    void begin() throws InterruptedException {
        executor.execute(gate);
        gate.entered();
    }

    @AfterEach
    void end() throws InterruptedException {
        gate.open();
        executor.close();
        threads.join();
        threads.assertNothingUncaught();
        limit.close();
    }

    /** Counts itself when it ends. */
    private final class Counted implements OrderedJob {
        @Override
        public void parallel(Worker worker, long place) {}

        @Override
        public void serial(Worker worker) {
            ended.incrementAndGet();
        }
    }

    private Thread startPutting(List<Series> all, int jobs) {
        Thread putter = new Thread(() -> {
            try {
                for (int i = 0; i < jobs; i++) {
                    all.get(i % all.size()).put(new Counted());
                }
            } catch (InterruptedException | RejectedExecutionException e) {
                thrown.set(e);
            }
        });
        putter.start();
        return putter;
    }

    private static void awaitWaiting(Thread putter) {
        while (putter.getState() != Thread.State.WAITING && putter.getState() != Thread.State.TIMED_WAITING) {
            assertTrue(putter.isAlive(), "the putter ended, and was to wait");
            Thread.onSpinWait();
        }
    }

    private void fillTheDevice() {
        ExecutorService view = executor.directed(0);
        while (executor.snapshot().backlog() == 0) {
            view.execute(() -> {});
        }
    }

    @Test
    void shouldWaitForTheWindowAndGoOn() throws Exception {
        Series series = executor.newSeries();
        while (series.trySubmit(new Counted())) {
            Thread.onSpinWait();
        }
        assertEquals(8, series.outstanding());
        Thread putter = startPutting(List.of(series), 1_000);
        awaitWaiting(putter);
        assertEquals(8, series.outstanding());
        gate.open();
        putter.join();
        executor.close();
        assertEquals(1_008, ended.get());
    }

    @Test
    void shouldLetOneJobOfEachPutterWaitForCredits() throws Exception {
        List<Thread> putters = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            putters.add(startPutting(List.of(executor.newSeries()), 100));
        }
        putters.forEach(SeriesPutTest::awaitWaiting);
        assertTrue(executor.snapshot().backlog() <= putters.size(), executor::toString);
        gate.open();
        for (Thread putter : putters) {
            putter.join();
        }
        executor.close();
        assertEquals(800, ended.get());
    }

    @Test
    void shouldLetOneJobWaitForCreditsHoweverManySeriesThereAre() throws Exception {
        List<Series> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(executor.newSeries());
        }
        Thread putter = startPutting(all, 800);
        awaitWaiting(putter);
        assertTrue(executor.snapshot().backlog() <= 1, executor::toString);
        gate.open();
        putter.join();
        executor.close();
        assertEquals(800, ended.get());
    }

    @Test
    void shouldNotWaitForWhatCameAfterIt() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        for (int i = 0; i < 64; i++) {
            executor.execute(new Runnable() {
                @Override
                public void run() {
                    if (!enough.get()) {
                        executor.execute(this);
                    }
                }
            });
        }
        Thread putter = startPutting(List.of(executor.newSeries()), 100);
        gate.open();
        putter.join();
        enough.set(true);
        // A task that saw it too late may still hand itself in.
        while (executor.snapshot().backlog() + executor.snapshot().inFlight() > 0) {
            Thread.onSpinWait();
        }
        executor.close();
        assertEquals(100, ended.get());
    }

    @Test
    void shouldRefuseToTryWhileOthersWaitForCredits() {
        fillTheDevice();
        try (Series series = executor.newSeries()) {
            assertFalse(series.trySubmit(new Counted()));
            assertEquals(0, series.outstanding());
        }
    }

    @Test
    void shouldBeInterruptedWhileItWaitsForTheWindow() {
        Series series = executor.newSeries();
        while (series.trySubmit(new Counted())) {
            Thread.onSpinWait();
        }
        assertInterrupted(series, 8);
    }

    @Test
    void shouldBeInterruptedWhileItWaitsForCredits() {
        fillTheDevice();
        assertInterrupted(executor.newSeries(), 0);
    }

    private void assertInterrupted(Series series, int outstanding) {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> series.put(new Counted()));
        assertFalse(Thread.interrupted());
        assertEquals(outstanding, series.outstanding());
    }

    @Test
    void shouldBeRejectedAtShutdownWhileItWaitsForTheWindow() throws Exception {
        Series series = executor.newSeries();
        while (series.trySubmit(new Counted())) {
            Thread.onSpinWait();
        }
        assertRejected(series, executor::shutdown);
    }

    @Test
    void shouldBeRejectedAtShutdownWhileItWaitsForCredits() throws Exception {
        fillTheDevice();
        assertRejected(executor.newSeries(), executor::shutdown);
    }

    @Test
    void shouldBeRejectedWhenItsSeriesIsClosedWhileItWaitsForCredits() throws Exception {
        fillTheDevice();
        Series series = executor.newSeries();
        assertRejected(series, series::close);
    }

    private void assertRejected(Series series, Runnable end) throws InterruptedException {
        Thread putter = startPutting(List.of(series), 1);
        awaitWaiting(putter);
        end.run();
        putter.join();
        assertInstanceOf(RejectedExecutionException.class, thrown.get());
    }

    @Test
    void shouldNotLetAWorkerWaitForItself() throws Exception {
        Series series = executor.newSeries();
        gate.open();
        executor.submit(() -> {
                    for (int i = 0; i < 500; i++) {
                        series.put(new Counted());
                    }
                    return null;
                })
                .get();
        executor.close();
        assertEquals(500, ended.get());
    }
}
