package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** More comes than the device holds. */
class BacklogTest {

    /** Returns a view whose tasks ask for what all others have, and enter the device as they are. */
    private static ExecutorService asEntries(MillraceExecutor executor) {
        return executor.priority(4);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "2,1", "2,2", "64,1", "64,2"})
    void shouldRunEverythingThatDidNotFit(int credits, int workers) throws Exception {
        TrackedThreads threads = new TrackedThreads();
        AtomicInteger ran = new AtomicInteger();
        OrderChecker order = new OrderChecker();
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(workers)
                        .credits(credits)
                        .threadFactory(threads)
                        .build()) {
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            Thread[] submitters = new Thread[2];
            for (int s = 0; s < submitters.length; s++) {
                String key = "key-" + s;
                submitters[s] = new Thread(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        int number = i;
                        executor.atomic(key).execute(() -> {
                            order.seen(key, number);
                            ran.incrementAndGet();
                        });
                        executor.execute(ran::incrementAndGet);
                    }
                });
                submitters[s].start();
            }
            if (workers == 1) {
                for (Thread submitter : submitters) {
                    submitter.join();
                }
                assertTrue(executor.snapshot().backlog() >= 20_000 - credits, executor::toString);
            }
            gate.open();
            for (Thread submitter : submitters) {
                submitter.join();
            }
        }
        order.verify();
        threads.join();
        threads.assertNothingUncaught();
        assertEquals(20_000, ran.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldMoveATaskThatWasRefusedJustBeforeACreditCameBack(int credits) throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(1).credits(credits).build()) {
            for (int round = 0; round < 20_000; round++) {
                CountDownLatch done = new CountDownLatch(credits + 1);
                for (int i = 0; i <= credits; i++) {
                    executor.directed(0).execute(done::countDown);
                }
                done.await();
            }
        }
    }

    /** Worker 0 has just refilled when a short task returns its credit, and then has something long to do. */
    @Test
    void shouldMoveATaskForAnIdleWorkerThoughABusyOneHasMoreToDo() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(2).credits(3).build()) {
            executor.directed(1).submit(() -> {}).get();
            for (int round = 0; round < 2_000; round++) {
                ExecutorService busy = executor.directed(0);
                Gate first = new Gate();
                Gate last = new Gate();
                busy.execute(first);
                first.entered();
                busy.execute(() -> {});
                busy.execute(last);
                busy.execute(() -> {});
                Future<?> waiting = asEntries(executor).submit(() -> {});
                first.open();
                last.entered();
                waiting.get();
                last.open();
            }
        }
    }

    @Test
    void shouldBringBackAWorkerForATaskThatHasWaited() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(2)
                        .credits(2)
                        .keepAlive(Duration.ofMillis(1))
                        .build()) {
            Gate first = new Gate();
            Gate second = new Gate();
            executor.directed(0).execute(first);
            first.entered();
            executor.directed(0).execute(second);
            Future<?> waiting = asEntries(executor).submit(() -> {});
            while (executor.snapshot().workers() > 1) {
                Thread.onSpinWait();
            }
            first.open();
            second.entered();
            waiting.get();
            second.open();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void shouldStartTasksInTheOrderOfSubmission(int credits) throws Exception {
        OrderChecker order = new OrderChecker();
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(1)
                        .credits(credits)
                        .startOrder(StartOrder.FIFO)
                        .build()) {
            for (int i = 0; i < 5_000; i++) {
                int number = i;
                executor.execute(() -> order.seen("plain", number));
                asEntries(executor).execute(() -> order.seen("entries", number));
            }
        }
        order.verify();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void shouldLetTasksSubmitTasksWithoutACreditLeft(int credits) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (TimeLimit limit = TimeLimit.seconds(30);
                MillraceExecutor executor =
                        MillraceExecutors.builder().workers(2).credits(credits).build()) {
            fork(executor, 12, ran);
            fork(asEntries(executor), 12, ran);
            while (ran.get() < 2 * ((1 << 13) - 1)) {
                Thread.onSpinWait();
            }
        }
        assertEquals(2 * ((1 << 13) - 1), ran.get());
    }

    private static void fork(ExecutorService executor, int depth, AtomicInteger ran) {
        executor.execute(() -> {
            if (depth > 0) {
                fork(executor, depth - 1, ran);
                fork(executor, depth - 1, ran);
            }
            ran.incrementAndGet();
        });
    }
}
