package io.millrace.executor;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timers that fall due at the same moment get a worker each, though all but one had retired. */
class DueTogetherTest {

    private static final int ROUNDS = 10;

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutorBuilder builder(int workers) {
        return MillraceExecutors.builder().workers(workers).threadFactory(threads);
    }

    @ParameterizedTest
    @CsvSource({"4, 4, 4", "4, 2, 4", "4, 0, 4", "8, 4, 4", "8, 4, 8", "2, 2, 2"})
    void shouldRunAtTheSameTime(int workers, int core, int timers) throws Exception {
        MillraceExecutorBuilder builder = builder(workers).keepAlive(Duration.ofMillis(1));
        try (MillraceExecutor executor = (core == workers ? builder : builder.coreWorkers(core)).build()) {
            for (int round = 0; round < ROUNDS; round++) {
                CyclicBarrier all = new CyclicBarrier(timers);
                long due = System.nanoTime() + MILLISECONDS.toNanos(40);
                List<ScheduledFuture<?>> futures = new ArrayList<>();
                for (int timer = 0; timer < timers; timer++) {
                    futures.add(executor.schedule(() -> all.await(10, SECONDS), due - System.nanoTime(), NANOSECONDS));
                }
                long soon = due - MILLISECONDS.toNanos(5);
                while (executor.snapshot().workers() > 1 && System.nanoTime() < soon) {
                    Thread.yield();
                }
                if (System.nanoTime() >= soon) {
                    // A machine so slow that those who retire might be taken for ones that stay.
                    futures.forEach(future -> future.cancel(true));
                    continue;
                }
                for (ScheduledFuture<?> future : futures) {
                    future.get(20, SECONDS);
                }
            }
        }
    }

    /** One that is idle is enough for each; now and then a timer is due before it has gone to sleep. */
    @Test
    void shouldStartNobodyForWhatAnIdleWorkerCanDo() throws Exception {
        try (MillraceExecutor executor = builder(100).build()) {
            CountDownLatch ran = new CountDownLatch(100);
            executor.scheduleWithFixedDelay(ran::countDown, 1, 1, MILLISECONDS);
            ran.await();
            assertTrue(threads.made.size() < 10, () -> "threads=" + threads.made.size());
            executor.shutdownNow();
        }
    }
}
