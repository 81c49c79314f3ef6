package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a task does wrong harms only itself. */
class FaultyTaskTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor executor;

    @BeforeEach
    void openExecutor() {
        executor = MillraceExecutors.newSingleThreadExecutor(threads);
    }

    @AfterEach
    void closeExecutor() {
        executor.close();
        assertEquals(0, executor.snapshot().inFlight());
    }

    private static int deeper(int depth) {
        return depth < 0 ? 0 : 1 + deeper(depth + 1);
    }

    private static void throwChecked() {
        FaultyTaskTest.<RuntimeException>sneak(new Exception("checked"));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void shouldTellTheHandlerOnceAndKeepTheWorker() throws Exception {
        RuntimeException failure = new RuntimeException("planned");
        executor.execute(() -> {
            throw failure;
        });
        executor.submit(() -> {}).get();
        assertEquals(List.of(failure), List.copyOf(threads.uncaught));
        assertEquals(1, threads.made.size());
    }

    @Test
    void shouldSurviveEveryKindOfThrowable() throws Exception {
        executor.execute(FaultyTaskTest::throwChecked);
        executor.execute(() -> {
            throw new OutOfMemoryError("planned");
        });
        executor.execute(() -> deeper(0));
        executor.execute(() -> {
            throw new ThreadDeath();
        });
        executor.submit(() -> {}).get();
        assertEquals(4, threads.uncaught.size());
        assertTrue(threads.uncaught.stream().anyMatch(StackOverflowError.class::isInstance));
        assertEquals(1, threads.made.size());
    }

    @Test
    void shouldSurviveAHandlerThatThrows() throws Exception {
        AtomicInteger handled = new AtomicInteger();
        executor.submit(() -> Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
                    handled.incrementAndGet();
                    throw new IllegalStateException("planned");
                }))
                .get();
        executor.execute(() -> {
            throw new RuntimeException("planned");
        });
        executor.submit(() -> {}).get();
        assertEquals(1, handled.get());
        assertEquals(1, threads.made.size());
    }

    @Test
    void shouldGiveTheFailureOfASubmittedTaskToItsFutureOnly() {
        RuntimeException failure = new RuntimeException("planned");
        Future<?> future = executor.submit(() -> {
            throw failure;
        });
        assertSame(failure, assertThrows(ExecutionException.class, future::get).getCause());
        threads.assertNothingUncaught();
    }

    @Test
    void shouldNotCarryAnInterruptOverToTheNextTask() throws Exception {
        executor.submit(() -> Thread.currentThread().interrupt()).get();
        assertFalse(
                executor.submit(() -> Thread.currentThread().isInterrupted()).get());
    }

    @Test
    void shouldKeepTheInterruptOfACancelledTaskToItself() throws Exception {
        for (int round = 0; round < 200; round++) {
            Gate gate = new Gate();
            Future<?> cancelled = executor.submit(gate);
            AtomicBoolean nextSawIt = new AtomicBoolean();
            Future<?> next =
                    executor.submit(() -> nextSawIt.set(Thread.currentThread().isInterrupted()));
            gate.entered();
            cancelled.cancel(true);
            next.get();
            assertFalse(nextSawIt.get());
        }
    }

    @Test
    void shouldIgnoreAnInterruptOfAnIdleWorker() throws Exception {
        executor.submit(() -> {}).get();
        for (int i = 0; i < 100; i++) {
            threads.made.get(0).interrupt();
            assertFalse(executor.submit(() -> Thread.currentThread().isInterrupted())
                    .get());
        }
        assertEquals(1, threads.made.size());
    }

    @Test
    void shouldFreeTheKeyOfATaskThatThrows() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            executor.atomic(i).execute(() -> {
                throw new RuntimeException("planned");
            });
        }
        executor.submit(() -> {}).get();
        executor.close();
        assertEquals(2_000, threads.uncaught.size());
        assertEquals(0, executor.keys().size());
    }

    @Test
    void shouldKeepThePlaceOfAJobThatThrows() throws Exception {
        OrderChecker order = new OrderChecker();
        AtomicInteger failed = new AtomicInteger();
        Series series = executor.newSeries();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            series.submit(new OrderedJob() {
                @Override
                public void parallel(Worker worker, long place) throws Exception {
                    assertEquals(number, place);
                    if (number % 3 == 0) {
                        throw new Exception("planned");
                    }
                }

                @Override
                public void serial(Worker worker) {
                    order.seen(series, number);
                    if (number % 5 == 0) {
                        throw new IllegalStateException("planned");
                    }
                }

                @Override
                public void failed(Throwable failure) {
                    order.seen(series, number);
                    failed.incrementAndGet();
                }
            });
        }
        executor.close();
        order.verify();
        assertEquals(334, failed.get());
        assertEquals(133, threads.uncaught.size());
        assertEquals(1_000, executor.snapshot().completed());
    }
}
