package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers start for what finds all others taken, and for nothing else. */
class CachedExecutorTest {

    /** A submitter may be ahead of a worker that is about to find out that there is nothing more. */
    private static final int FEW = 20;

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor open() {
        return MillraceExecutors.newCachedThreadPool(threads);
    }

    private MillraceExecutorBuilder builder(int workers) {
        return MillraceExecutors.builder().workers(workers).coreWorkers(0).threadFactory(threads);
    }

    @Test
    void shouldStartEachTaskAtOnce() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = open()) {
            List<Gate> gates = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Gate gate = new Gate();
                gates.add(gate);
                executor.execute(gate);
            }
            for (Gate gate : gates) {
                gate.entered();
            }
            assertEquals(100, executor.snapshot().workers());
            gates.forEach(Gate::open);
        }
    }

    @Test
    void shouldUseIdleWorkersAgain() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = open()) {
            for (int i = 0; i < 1_000; i++) {
                executor.submit(() -> {}).get();
            }
            assertTrue(threads.made.size() <= FEW, () -> "threads=" + threads.made.size());
        }
    }

    @Test
    void shouldLetIdleWorkersGo() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor =
                        builder(10).keepAlive(Duration.ofMillis(20)).build()) {
            CountDownLatch all = new CountDownLatch(10);
            for (int i = 0; i < 10; i++) {
                executor.execute(() -> {
                    all.countDown();
                    await(all);
                });
            }
            while (executor.snapshot().workers() > 0) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            assertEquals(10, threads.made.size());
            executor.submit(() -> {}).get();
        }
    }

    @Test
    void shouldLetWaitWhatIsBeyondTheLimit() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = builder(3).build()) {
            List<Gate> gates = List.of(new Gate(), new Gate(), new Gate());
            for (Gate gate : gates) {
                executor.execute(gate);
                gate.entered();
            }
            Future<?> waits = executor.submit(() -> {});
            assertEquals(3, executor.snapshot().workers());
            assertFalse(waits.isDone());
            gates.get(1).open();
            waits.get();
            gates.forEach(Gate::open);
        }
    }

    @Test
    void shouldStartAsManyAsTheCoreWithEachSubmission() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = builder(50).coreWorkers(10).build()) {
            for (int i = 0; i < 1_000; i++) {
                executor.submit(() -> {}).get();
            }
            assertTrue(threads.made.size() >= 10, () -> "threads=" + threads.made.size());
            assertTrue(threads.made.size() <= 10 + FEW, () -> "threads=" + threads.made.size());
        }
    }

    /** What waits behind a task of its key needs no worker. */
    @Test
    void shouldStartNobodyForWhatMustWait() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = open()) {
            Gate gate = new Gate();
            ExecutorService keyed = executor.atomic("key");
            keyed.execute(gate);
            gate.entered();
            for (int i = 0; i < 1_000; i++) {
                keyed.execute(() -> {});
            }
            assertTrue(threads.made.size() <= FEW, () -> "threads=" + threads.made.size());
            gate.open();
        }
    }

    /** What is directed to a worker waits for that one, whoever else is there. */
    @Test
    void shouldStartNobodyForWhatWaitsForOneWorker() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = open()) {
            Gate gate = new Gate();
            ExecutorService directed = executor.directed(0);
            directed.execute(gate);
            gate.entered();
            for (int i = 0; i < 300; i++) {
                directed.execute(() -> {});
            }
            for (int i = 0; i < 300; i++) {
                executor.submit(() -> {}).get();
            }
            assertTrue(threads.made.size() <= FEW, () -> "threads=" + threads.made.size());
            gate.open();
        }
    }

    /** Jobs that have ended and wait for an earlier one need no worker. */
    @Test
    void shouldStartNobodyForWhatHasEndedAndWaitsForItsTurn() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = open();
                Series series = executor.newSeries()) {
            ExecutorService ordered = executor.ordered(series);
            Gate gate = new Gate();
            ordered.execute(gate);
            gate.entered();
            AtomicInteger ran = new AtomicInteger();
            for (int i = 1; i <= 300; i++) {
                int before = i;
                ordered.execute(ran::incrementAndGet);
                while (ran.get() < before) {
                    Thread.onSpinWait();
                }
            }
            assertTrue(threads.made.size() <= FEW, () -> "threads=" + threads.made.size());
            gate.open();
        }
    }

    /** Each pair is two tasks that wait for each other; so none may be left to a worker that has something else to do. */
    @Test
    void shouldNeverLetATaskWaitForAnother() throws Exception {
        int submitters = 3;
        try (TimeLimit limit = TimeLimit.seconds(120);
                MillraceExecutor executor = open()) {
            ExecutorService urgent = executor.priority(0);
            List<Thread> all = new ArrayList<>();
            for (int s = 0; s < submitters; s++) {
                Thread thread = new Thread(() -> {
                    long begin = System.nanoTime();
                    for (int i = 0; i < 20_000 && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(5); i++) {
                        CountDownLatch both = new CountDownLatch(2);
                        ExecutorService second = i % 3 == 0 ? urgent : executor;
                        executor.execute(() -> meet(both));
                        second.execute(() -> meet(both));
                        if (i % 4 == 0) {
                            await(both);
                        }
                    }
                });
                all.add(thread);
                thread.start();
            }
            for (Thread thread : all) {
                thread.join();
            }
        }
    }

    private static void meet(CountDownLatch both) {
        both.countDown();
        await(both);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }

    @Test
    void shouldRefuseANegativeCore() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> MillraceExecutors.builder().coreWorkers(-1));
        assertEquals(
                "number of core workers is negative: coreWorkers=-1, lowest=0, unset=all workers",
                refused.getMessage());
    }

    @Test
    void shouldRunTimersWhileTheOthersAreBusy() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = open()) {
            Gate before = new Gate();
            executor.execute(before);
            before.entered();
            executor.schedule(() -> "due", 1, TimeUnit.MILLISECONDS).get();
            Future<String> later = executor.schedule(() -> "due", 50, TimeUnit.MILLISECONDS);
            List<Gate> gates = List.of(new Gate(), new Gate(), new Gate());
            for (Gate gate : gates) {
                executor.execute(gate);
                gate.entered();
            }
            assertEquals("due", later.get());
            before.open();
            gates.forEach(Gate::open);
        }
    }
}
