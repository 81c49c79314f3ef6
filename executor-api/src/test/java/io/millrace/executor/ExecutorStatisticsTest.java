package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorStatisticsTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutorBuilder recording(int workers) {
        return MillraceExecutors.builder()
                .workers(workers)
                .threadFactory(threads)
                .recordLatency();
    }

    private static void submit(ExecutorService to, int tasks) {
        for (int task = 0; task < tasks; task++) {
            to.execute(() -> {});
        }
    }

    private static void assertCount(long expected, ExecutorStatistics.Latency latency) {
        assertEquals(expected, latency.queueWait().count());
        assertEquals(expected, latency.service().count());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldCountEachTaskOnceByItsWayIn(boolean bounded) throws InterruptedException {
        MillraceExecutorBuilder builder = recording(2);
        MillraceExecutor executor = bounded
                ? builder.queueLimit(10_000).queueTimeout(Duration.ofHours(1)).build()
                : builder.build();
        submit(executor, 1000);
        submit(executor.atomic("a"), 20);
        submit(executor.atomic("b"), 13);
        submit(executor.directed(1), 70);
        for (int priority = 0; priority < 8; priority++) {
            submit(executor.priority(priority), 100 + priority);
        }
        Series series = executor.newSeries();
        submit(executor.ordered(series), 50);
        for (int job = 0; job < 7; job++) {
            series.put(new Job());
        }
        assertTrue(series.trySubmit(new Job()));
        Future<?> delayed = executor.schedule(() -> {}, 1, TimeUnit.MILLISECONDS);
        executor.close();
        assertTrue(delayed.isDone());
        ExecutorStatistics statistics = executor.statistics();
        assertCount(1001, statistics.plain());
        assertCount(33, statistics.keyed());
        assertCount(58, statistics.ordered());
        assertEquals(58, statistics.ordered().reorderWait().count());
        assertCount(70, statistics.directed());
        assertEquals(0, statistics.plain().reorderWait().count());
        for (int priority = 0; priority < 8; priority++) {
            assertCount(100 + priority, statistics.priorities().get(priority));
        }
        assertEquals(1001 + 33 + 58 + 70 + 828, executor.snapshot().completed());
        assertEquals(List.of(), statistics.hotKeys());
    }

    private static final class Job implements OrderedJob {
        @Override
        public void parallel(Worker worker, long place) {
            if (place % 2 == 0) {
                throw new IllegalStateException("planned");
            }
        }

        @Override
        public void serial(Worker worker) {}

        @Override
        public void failed(Throwable failure) {}
    }

    @Test
    void shouldTellWaitAndServiceApart() throws InterruptedException {
        MillraceExecutor executor = recording(1).build();
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        long begin = System.nanoTime();
        executor.execute(() -> {});
        executor.execute(new FutureTaskThatThrows());
        while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(20)) {
            Thread.onSpinWait();
        }
        gate.open();
        executor.close();
        ExecutorStatistics.Latency plain = executor.statistics().plain();
        assertEquals(3, plain.service().count());
        assertTrue(plain.service().maxNanos() >= 20_000_000, plain::toString);
        assertTrue(plain.queueWait().percentileNanos(50) >= 19_000_000, plain::toString);
        assertEquals(1, threads.uncaught.size());
    }

    private static final class FutureTaskThatThrows implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("planned");
        }
    }

    @Test
    void shouldKeepWhatThreadsHaveRecordedThatAreGone() throws InterruptedException {
        MillraceExecutor executor = recording(2).keepAlive(Duration.ZERO).build();
        for (int task = 1; task <= 50; task++) {
            executor.execute(() -> {});
            while (executor.snapshot().workers() > 0) {
                Thread.onSpinWait();
            }
            assertEquals(task, executor.statistics().plain().service().count());
        }
        executor.close();
    }

    @Test
    void shouldHaveRecordedWhatItCountsAsCompleted() {
        MillraceExecutor executor = recording(2).build();
        for (int round = 0; round < 200; round++) {
            submit(executor, 100);
            long completed = executor.snapshot().completed();
            ExecutorStatistics.Latency plain = executor.statistics().plain();
            assertTrue(plain.service().count() >= completed, () -> "completed=" + completed + ", recorded=" + plain);
        }
        executor.close();
        assertCount(20_000, executor.statistics().plain());
    }

    @Test
    void shouldRecordNothingUnlessAsked() {
        MillraceExecutor executor =
                MillraceExecutors.builder().workers(1).threadFactory(threads).build();
        submit(executor, 10);
        executor.close();
        assertCount(0, executor.statistics().plain());
    }

    @Test
    void shouldReturnWhatWasSubmittedAndShowItToHooks() throws InterruptedException {
        List<Runnable> seen = Collections.synchronizedList(new ArrayList<>());
        MillraceExecutor executor = recording(1)
                .queueTimeout(Duration.ofHours(1))
                .hooks(new TaskHooks() {
                    @Override
                    public void beforeExecute(Thread thread, Runnable task) {
                        seen.add(task);
                    }
                })
                .build();
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        assertSame(gate, seen.get(0));
        Runnable[] tasks = IntStream.range(0, 5).mapToObj(Named::new).toArray(Runnable[]::new);
        executor.execute(tasks[0]);
        executor.atomic("key").execute(tasks[1]);
        executor.priority(2).execute(tasks[2]);
        executor.directed(0).execute(tasks[3]);
        executor.ordered(executor.newSeries()).execute(tasks[4]);
        List<Runnable> unstarted = executor.shutdownNow();
        executor.close();
        assertEquals(List.of(tasks).size(), unstarted.size());
        for (Runnable task : tasks) {
            assertTrue(unstarted.stream().anyMatch(found -> found == task), unstarted::toString);
        }
    }

    @Test
    void shouldReturnPlainTasksAsTheyWereSubmitted() throws InterruptedException {
        MillraceExecutor executor = recording(1).build();
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        Future<?> cancelled = executor.submit(() -> {});
        Future<?> waiting = executor.submit(() -> {});
        Future<?> timer = executor.schedule(() -> {}, 1, TimeUnit.DAYS);
        cancelled.cancel(false);
        executor.purge();
        assertEquals(1, executor.snapshot().timers());
        assertEquals(List.of(waiting, timer), executor.shutdownNow());
        executor.close();
    }

    private record Named(int number) implements Runnable {
        @Override
        public void run() {}
    }

    @Test
    void shouldNameTheKeysWithMostTasks() throws InterruptedException {
        MillraceExecutor executor =
                MillraceExecutors.builder().workers(2).threadFactory(threads).build();
        Gate[] gates = {new Gate(), new Gate()};
        executor.atomic("first").execute(gates[0]);
        executor.atomic("second").execute(gates[1]);
        gates[0].entered();
        gates[1].entered();
        submit(executor.atomic("first"), 3);
        submit(executor.atomic("second"), 5);
        for (int key = 0; key < 20; key++) {
            submit(executor.atomic("key " + (char) ('a' + key)), 2);
        }
        List<ExecutorStatistics.HotKey> hot = executor.statistics().hotKeys();
        assertEquals(10, hot.size());
        assertEquals(new ExecutorStatistics.HotKey("second", 6), hot.get(0));
        assertEquals(new ExecutorStatistics.HotKey("first", 4), hot.get(1));
        assertEquals(2, hot.get(2).tasks());
        gates[0].open();
        gates[1].open();
        executor.close();
        assertEquals(List.of(), executor.statistics().hotKeys());
    }

    @Test
    void shouldAllocateNothingForATaskUnlessAsked() {
        double off = allocatedBytes(
                MillraceExecutors.builder().workers(1).threadFactory(threads).build());
        double on = allocatedBytes(recording(1).build());
        // A place in line is a reference, and the rest of its chunk a few bits.
        assertTrue(off < 8, () -> "bytes for a task: " + off);
        assertTrue(on >= 16, () -> "bytes for a task that is stamped, so the measurement sees it: " + on);
    }

    private static double allocatedBytes(MillraceExecutor executor) {
        var meter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Runnable task = () -> {};
        int tasks = 100_000;
        double least = Double.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = meter.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < tasks; i++) {
                executor.execute(task);
            }
            least = Math.min(least, (double) (meter.getCurrentThreadAllocatedBytes() - before) / tasks);
        }
        executor.close();
        return least;
    }
}
