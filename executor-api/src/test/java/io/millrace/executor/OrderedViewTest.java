package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderedViewTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor executor;
    private ExecutorService view;

    @BeforeEach
    void openExecutor() {
        executor = MillraceExecutors.newFixedThreadPool(2, threads);
        view = executor.ordered(executor.newSeries());
    }

    @AfterEach
    void closeExecutor() {
        executor.close();
        assertEquals(0, executor.snapshot().inFlight());
    }

    static void burn(int rounds) {
        for (int i = 0; i < rounds; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldCompleteFuturesInTheOrderOfSubmission() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int number = i;
            int work = random.nextInt(2_000);
            futures.add(view.submit(() -> {
                burn(work);
                return number;
            }));
        }
        for (int i = futures.size() - 1; i >= 0; i--) {
            assertEquals(i, futures.get(i).get());
            if (i > 0) {
                assertTrue(futures.get(i - 1).isDone());
            }
        }
    }

    @Test
    void shouldHoldBackWhatFinishedEarly() throws Exception {
        Gate gate = new Gate();
        Future<?> slow = view.submit(gate);
        gate.entered();
        Future<?> quick = view.submit(() -> {});
        executor.submit(() -> {}).get();
        assertThrows(java.util.concurrent.TimeoutException.class, () -> quick.get(1, TimeUnit.MILLISECONDS));
        assertFalse(slow.isDone());
        gate.open();
        quick.get();
        assertTrue(slow.isDone());
    }

    @Test
    void shouldLetACancelledTaskDelayNobody() throws Exception {
        Gate gate = new Gate();
        Future<?> running = view.submit(gate);
        gate.entered();
        Gate second = new Gate();
        executor.execute(second);
        second.entered();
        Future<?> waiting = view.submit(() -> {
            throw new IllegalStateException("never runs");
        });
        Future<String> last = view.submit(() -> "last");
        assertTrue(waiting.cancel(true));
        assertTrue(waiting.isDone());
        second.open();
        assertTrue(running.cancel(true));
        assertEquals("last", last.get());
        assertTrue(gate.wasInterrupted());
    }

    @Test
    void shouldCancelWhatRanButHasNotHadItsTurn() throws Exception {
        Gate gate = new Gate();
        view.execute(gate);
        gate.entered();
        Future<String> early = view.submit(() -> "early");
        executor.submit(() -> {}).get();
        assertTrue(early.cancel(true));
        gate.open();
        view.submit(() -> {}).get();
        assertTrue(early.isCancelled());
    }

    @Test
    void shouldDeliverFailuresInTheirPlace() throws Exception {
        Future<?> failing = view.submit(() -> {
            throw new IllegalStateException("planned");
        });
        Future<?> after = view.submit(() -> {});
        after.get();
        assertTrue(failing.isDone());
        assertThrows(ExecutionException.class, failing::get);
        view.execute(() -> {
            throw new IllegalStateException("planned");
        });
        view.submit(() -> {}).get();
        assertEquals(1, threads.uncaught.size());
    }

    @Test
    void shouldInvokeAllInOrder() throws Exception {
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
        int last = 0;
        for (Future<Integer> future : view.invokeAll(tasks)) {
            assertEquals(++last, future.get());
        }
        assertTrue(view.invokeAny(tasks) >= 1);
    }

    @Test
    void shouldReturnUnstartedTasksAndGoOnWithTheSeries() throws Exception {
        Series series = executor.newSeries();
        ExecutorService closing = executor.ordered(series);
        ExecutorService staying = executor.ordered(series);
        Gate gate = new Gate();
        Gate blocker = new Gate();
        closing.execute(gate);
        gate.entered();
        executor.execute(blocker);
        blocker.entered();
        Future<?> returned = closing.submit(() -> {});
        Future<String> stays = staying.submit(() -> "stays");
        assertEquals(List.of(returned), closing.shutdownNow());
        gate.open();
        blocker.open();
        assertEquals("stays", stays.get());
        assertTrue(closing.awaitTermination(20, TimeUnit.SECONDS));
        assertFalse(returned.isDone());
    }

    @Test
    void shouldRefuseTheSeriesOfAnotherExecutor() {
        try (MillraceExecutor other = MillraceExecutors.newSingleThreadExecutor()) {
            assertThrows(IllegalArgumentException.class, () -> executor.ordered(other.newSeries()));
        }
    }
}
