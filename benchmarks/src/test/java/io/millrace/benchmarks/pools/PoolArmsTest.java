package io.millrace.benchmarks.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PoolArmsTest extends PoolArmContract {

    private static final int WORKERS = 2;
    private static final int PATIENCE_SECONDS = 30;

    @Override
    protected Set<String> arms() {
        return PoolArms.all().keySet();
    }

    @Test
    void shouldHaveEveryPeer() {
        assertEquals(
                List.of("millrace", "forkJoin", "threadPool", "threadPoolArray", "threadPoolTransfer", "enhancedQueue"),
                List.copyOf(PoolArms.all().keySet()));
    }

    @Test
    void shouldRefuseANameThatItDoesNotKnow() {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> PoolArms.open("nosuch", WORKERS))
                        .getMessage());
        assertTrue(message.startsWith("no such pool: name=nosuch, known=[millrace, forkJoin, threadPool"), message);
    }

    @ParameterizedTest
    @MethodSource("arms")
    void shouldTakeAsManyTasksAsProducersHandInAndEndItsThreads(String name) throws InterruptedException {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        PoolArm pool = PoolArms.open(name, WORKERS);
        try (pool) {
            CountDownLatch started = new CountDownLatch(WORKERS);
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch completed = new CountDownLatch(PoolArms.CAPACITY);
            for (int task = 0; task < PoolArms.CAPACITY; task++) {
                pool.executor().execute(() -> {
                    workers.add(Thread.currentThread());
                    started.countDown();
                    if (await(go)) {
                        completed.countDown();
                    }
                });
            }
            assertTrue(await(started), "workers missing: " + started.getCount());
            go.countDown();
            assertTrue(await(completed), "tasks not completed: " + completed.getCount());
            assertEquals(WORKERS, workers.size());
        }
        assertTrue(pool.executor().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
        for (Thread worker : workers) {
            worker.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            assertFalse(worker.isAlive(), "alive: " + worker);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
