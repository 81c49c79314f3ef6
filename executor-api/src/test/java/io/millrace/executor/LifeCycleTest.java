package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Executors that come and go leave no thread and no memory, and neither do keys. */
class LifeCycleTest {

    private static final int CYCLES = Integer.getInteger("millrace.cycles", 300);
    private static final int KEYS = Integer.getInteger("millrace.keys", 1_000_000);
    private static final int KEYS_AT_ONCE = 10_000;
    private static final long MEBIBYTE = 1 << 20;
    private static final String NAME = "life-cycle";

    /** The least of several looks: what else runs in the process makes it larger, and never smaller. */
    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int look = 0; look < 5; look++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static Set<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(NAME))
                .collect(Collectors.toSet());
    }

    /** Waits until what an executor had has ended; a watchdog may look once more. */
    private static void awaitNoThread() {
        long begin = System.nanoTime();
        while (!ownThreads().isEmpty()) {
            assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20), () -> "left: " + ownThreads());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static MillraceExecutor open(int cycle) {
        MillraceExecutorBuilder builder = MillraceExecutors.builder()
                .name(NAME + "-" + cycle)
                .workers(1 + cycle % 3)
                .spares(cycle % 2 == 0 ? 4 : 0)
                .watchdog(Duration.ofSeconds(10), alert -> {});
        if (cycle % 3 == 0) {
            builder.queueLimit(8).onRejection(RejectedTaskHandler.callerRuns());
        }
        if (cycle % 5 == 0) {
            builder.registerMXBean().recordLatency().context(TaskContext.classLoader());
        }
        return builder.build();
    }

    private static void useAndCloseWhileBusy(int cycle) throws InterruptedException {
        MillraceExecutor executor = open(cycle);
        CountDownLatch busy = new CountDownLatch(1);
        List<ExecutorService> ways = List.of(
                executor,
                executor.atomic("key " + cycle),
                executor.ordered(executor.newSeries()),
                executor.directed(),
                executor.priority(1));
        for (int i = 0; i < 20; i++) {
            ways.get(i % ways.size()).submit(busy::countDown);
            ways.get(i % ways.size()).execute(() -> new byte[100].clone());
        }
        executor.schedule(busy::countDown, 1, TimeUnit.MICROSECONDS);
        executor.scheduleAtFixedRate(busy::countDown, 1, 1, TimeUnit.MICROSECONDS);
        busy.await();
        if (cycle % 4 == 0) {
            executor.shutdownNow();
        }
        executor.close();
        assertTrue(executor.isTerminated());
    }

    @Test
    void shouldLeaveNothingOfExecutorsThatComeAndGo() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60 + CYCLES / 20)) {
            for (int cycle = 0; cycle < 60; cycle++) {
                useAndCloseWhileBusy(cycle);
            }
            awaitNoThread();
            long before = usedBytes();
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                useAndCloseWhileBusy(cycle);
            }
            awaitNoThread();
            long more = usedBytes() - before;
            // One that is kept has half a megabyte.
            assertTrue(more < MEBIBYTE, "bytes more after " + CYCLES + " cycles: " + more);
        }
    }

    /** Who forgets to close an executor keeps nothing, once its workers have gone. */
    @Test
    void shouldBeForgottenWhenNobodyClosesIt() throws Exception {
        Collected collected = new Collected();
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            for (int i = 0; i < 20; i++) {
                forget(i, collected);
            }
            collected.verify();
        }
        awaitNoThread();
    }

    private static void forget(int number, Collected collected) throws Exception {
        MillraceExecutorBuilder builder =
                MillraceExecutors.builder().name(NAME + "-forgotten").workers(2).keepAlive(Duration.ZERO);
        if (number % 2 == 0) {
            builder.spares(2).watchdog(Duration.ofSeconds(10), alert -> {});
        }
        MillraceExecutor executor = collected.watch("executor " + number % 2, builder.build());
        executor.atomic("key").submit(() -> {}).get();
        executor.schedule(() -> {}, 1, TimeUnit.MICROSECONDS).get();
        executor.schedule(() -> {}, 1, TimeUnit.HOURS).cancel(false);
    }

    @Test
    void shouldKeepNothingOfKeysThatAreDead() throws Exception {
        try (TimeLimit limit = TimeLimit.seconds(60 + KEYS / 50_000);
                MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(2)) {
            useKeys(executor, 0, KEYS / 10);
            long before = usedBytes();
            useKeys(executor, KEYS / 10, KEYS);
            assertEquals(0, executor.keys().size());
            long more = usedBytes() - before;
            assertTrue(more < 2 * MEBIBYTE, "bytes more after " + KEYS + " keys: " + more);
        }
    }

    /** A few at a time: the table of keys keeps room for the most that ever were there together. */
    private static void useKeys(MillraceExecutor executor, int from, int to) throws InterruptedException {
        for (int first = from; first < to; first += KEYS_AT_ONCE) {
            int end = Math.min(to, first + KEYS_AT_ONCE);
            CountDownLatch ended = new CountDownLatch(end - first);
            for (int key = first; key < end; key++) {
                executor.atomic(key).execute(ended::countDown);
            }
            ended.await();
        }
        while (executor.keys().size() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldFindAnExecutorThatIsKept() {
        List<MillraceExecutor> kept = new ArrayList<>();
        long before = usedBytes();
        for (int i = 0; i < 8; i++) {
            kept.add(MillraceExecutors.newFixedThreadPool(1));
        }
        assertTrue(usedBytes() - before > MEBIBYTE);
        kept.forEach(MillraceExecutor::close);
        Collected collected = new Collected();
        collected.watch("kept", kept);
        assertThrows(AssertionError.class, () -> collected.verify(TimeUnit.MILLISECONDS.toNanos(20)));
        assertEquals(8, kept.size());
    }
}
