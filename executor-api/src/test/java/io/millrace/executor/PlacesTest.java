package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever becomes of tasks, every place of the bound and every credit of the device is free again. */
class PlacesTest {

    private static final int TIMES = Integer.getInteger("millrace.places", 2_000);
    private static final int LIMIT = 5;

    /** What becomes of tasks. */
    enum Mischief {
        THROWS,
        IS_CANCELLED,
        IS_CANCELLED_AND_PURGED,
        IS_REJECTED,
        IS_DISCARDED,
        IS_DISCARDED_AS_THE_OLDEST,
        IS_OVERDUE,
        IS_INTERRUPTED_WHILE_IT_WAITS,
        WAITS_FOR_TOO_LONG,
        IS_ADMITTED_OR_WITHDRAWN,
        IS_RETURNED_BY_ITS_VIEW,
        IS_RUN_BY_ITS_CALLER;

        RejectedTaskHandler handler() {
            return switch (this) {
                case IS_DISCARDED -> RejectedTaskHandler.discard();
                case IS_DISCARDED_AS_THE_OLDEST -> RejectedTaskHandler.discardOldest();
                case IS_INTERRUPTED_WHILE_IT_WAITS -> RejectedTaskHandler.waiting();
                case WAITS_FOR_TOO_LONG -> RejectedTaskHandler.waiting(Duration.ofNanos(1_000));
                case IS_RUN_BY_ITS_CALLER -> RejectedTaskHandler.callerRuns();
                default -> RejectedTaskHandler.abort();
            };
        }
    }

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor executor;
    private List<ExecutorService> ways;
    private int done;

    private void open(Mischief mischief) {
        MillraceExecutorBuilder builder = MillraceExecutors.builder()
                .workers(1)
                .credits(8)
                .queueLimit(LIMIT)
                .threadFactory(threads)
                .onRejection(mischief.handler());
        if (mischief == Mischief.IS_OVERDUE) {
            builder.queueTimeout(Duration.ofNanos(1));
        }
        executor = builder.build();
        ways = new ArrayList<>(List.of(
                executor,
                executor.atomic("key"),
                executor.ordered(executor.newSeries()),
                executor.directed(),
                executor.priority(3)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeWholeAgain(Mischief mischief) throws Exception {
        open(mischief);
        for (int round = 0; done < TIMES; round++) {
            ExecutorService way = ways.get(round % ways.size());
            Gate gate = new Gate();
            if (mischief == Mischief.IS_OVERDUE) {
                fill(way, mischief);
            } else {
                executor.execute(gate);
                gate.entered();
                // On top of the one that runs, and one too many.
                fill(way, mischief);
                gate.open();
            }
            awaitWhole();
            if (way != executor && mischief == Mischief.IS_RETURNED_BY_ITS_VIEW) {
                ways.set(round % ways.size(), round % ways.size() == 1 ? executor.atomic("key") : executor.priority(3));
            }
        }
        if (mischief != Mischief.IS_OVERDUE) {
            verifyPlaces();
        }
        executor.close();
    }

    private void fill(ExecutorService way, Mischief mischief) throws Exception {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            futures.add(way.submit(() -> {
                if (mischief == Mischief.THROWS) {
                    throw new IllegalStateException("planned");
                }
                return i(futures);
            }));
        }
        done += LIMIT;
        switch (mischief) {
            case IS_CANCELLED -> futures.forEach(future -> future.cancel(true));
            case IS_CANCELLED_AND_PURGED -> {
                futures.forEach(future -> future.cancel(false));
                executor.purge();
            }
            case IS_REJECTED, WAITS_FOR_TOO_LONG ->
                assertThrows(RejectedExecutionException.class, () -> way.execute(() -> {}));
            case IS_DISCARDED -> assertTrue(way.submit(() -> {}).isCancelled());
            case IS_DISCARDED_AS_THE_OLDEST -> {
                way.execute(() -> {});
                assertTrue(futures.get(0).isCancelled());
            }
            case IS_INTERRUPTED_WHILE_IT_WAITS -> {
                Thread.currentThread().interrupt();
                assertThrows(RejectedExecutionException.class, () -> way.execute(() -> {}));
                assertTrue(Thread.interrupted());
            }
            case IS_ADMITTED_OR_WITHDRAWN -> {
                CompletableFuture<?> first = executor.admit(() -> {});
                CompletableFuture<?> second = executor.admit(() -> {});
                first.cancel(false);
                futures.get(0).cancel(false);
                executor.purge();
                second.whenComplete((value, failure) -> {});
            }
            case IS_RETURNED_BY_ITS_VIEW -> {
                if (way != executor) {
                    assertEquals(LIMIT, way.shutdownNow().size());
                }
            }
            case IS_RUN_BY_ITS_CALLER -> {
                if (way == executor || way == ways.get(4)) {
                    way.execute(() -> {});
                }
            }
            case IS_OVERDUE -> {
                for (Future<?> future : futures) {
                    awaitEnd(future);
                }
            }
            default -> {}
        }
    }

    private static int i(List<Future<?>> futures) {
        return futures.size();
    }

    private static void awaitEnd(Future<?> future) throws InterruptedException, ExecutionException {
        try {
            future.get();
        } catch (CancellationException overdue) {
            // It has waited a nanosecond or more.
        }
    }

    private void awaitWhole() {
        while (executor.placesTaken() != 0 || executor.snapshot().inFlight() != 0) {
            assertTrue(executor.placesTaken() >= 0, "given back twice");
            Thread.onSpinWait();
        }
    }

    /** So many come in as there are places, and not one more. */
    private void verifyPlaces() throws InterruptedException {
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        for (int i = 0; i < LIMIT; i++) {
            executor.execute(() -> {});
        }
        assertEquals(LIMIT + 1, executor.placesTaken());
        CompletableFuture<?> tooMuch = executor.admit(() -> {});
        assertTrue(!tooMuch.isDone());
        gate.open();
        tooMuch.join();
        awaitWhole();
    }
}
