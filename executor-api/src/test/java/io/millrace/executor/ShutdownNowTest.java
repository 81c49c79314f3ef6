package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.FlushCallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShutdownNowTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor open(int credits, StartOrder order) {
        return MillraceExecutors.builder()
                .workers(1)
                .credits(credits)
                .startOrder(order)
                .threadFactory(threads)
                .build();
    }

    @ParameterizedTest
    @EnumSource(StartOrder.class)
    void shouldReturnTheVeryTasksThatWereSubmitted(StartOrder order) throws Exception {
        MillraceExecutor executor = open(8, order);
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        List<Runnable> expected = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Runnable task = new Gate();
            executor.execute(task);
            expected.add(task);
            expected.add((Runnable) executor.submit(new Gate()));
        }
        List<Runnable> unstarted = executor.shutdownNow();
        assertEquals(expected, unstarted);
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertTrue(gate.wasInterrupted());
        assertEquals(List.of(), executor.shutdownNow());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 256})
    void shouldReturnTheTasksOfViews(int credits) throws Exception {
        MillraceExecutor executor = open(credits, StartOrder.RELAXED);
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        List<Runnable> expected = new ArrayList<>();
        Series series = executor.newSeries();
        for (int i = 0; i < 10; i++) {
            Runnable task = new Gate();
            executor.atomic("key-" + i % 3).execute(task);
            expected.add(task);
            task = new Gate();
            executor.directed(0).execute(task);
            expected.add(task);
            task = new Gate();
            executor.priority(7).execute(task);
            expected.add(task);
            expected.add((Runnable) executor.ordered(series).submit(new Gate()));
        }
        List<Runnable> unstarted = executor.shutdownNow();
        assertEquals(40, unstarted.size());
        assertTrue(unstarted.containsAll(expected));
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(0, executor.keys().size());
        assertEquals(0, executor.snapshot().inFlight());
        assertEquals(0, executor.snapshot().backlog());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 256})
    void shouldReturnTheTasksBehindOneOfTheirKeyThatRuns(int credits) throws Exception {
        MillraceExecutor executor = open(credits, StartOrder.FIFO);
        Gate gate = new Gate();
        executor.atomic("key").execute(gate);
        gate.entered();
        List<Runnable> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Runnable task = new Gate();
            executor.atomic("key").execute(task);
            expected.add(task);
        }
        assertEquals(100, executor.snapshot().backlog());
        Runnable other = new Gate();
        executor.atomic("other").execute(other);
        List<Runnable> unstarted = executor.shutdownNow();
        assertEquals(101, unstarted.size());
        assertTrue(unstarted.remove(other));
        assertEquals(expected, unstarted);
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertTrue(gate.wasInterrupted());
        assertEquals(0, executor.keys().size());
        assertEquals(0, executor.snapshot().backlog());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 256})
    void shouldTellTheJobsThatWillNotRun(int credits) throws Exception {
        MillraceExecutor executor = open(credits, StartOrder.FIFO);
        Series series = executor.newSeries();
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        AtomicInteger abandoned = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 20; i++) {
            series.submit(new OrderedJob() {
                @Override
                public void parallel(Worker worker, long place) {
                    ran.incrementAndGet();
                }

                @Override
                public void serial(Worker worker) {
                    ran.incrementAndGet();
                }

                @Override
                public void abandoned() {
                    abandoned.incrementAndGet();
                    throw new IllegalStateException("planned");
                }
            });
        }
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> threads.uncaught.add(failure));
        try {
            assertEquals(List.of(), executor.shutdownNow());
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(20, abandoned.get());
        assertEquals(20, threads.uncaught.size());
        assertEquals(0, ran.get());
        assertEquals(0, series.outstanding());
    }

    @ParameterizedTest
    @EnumSource(StartOrder.class)
    void shouldLetAReturnedTaskBeRunByItsNewOwner(StartOrder order) throws Exception {
        MillraceExecutor executor = open(8, order);
        Gate gate = new Gate();
        executor.execute(gate);
        gate.entered();
        Future<?> future = executor.ordered(executor.newSeries()).submit(() -> {});
        List<Runnable> unstarted = executor.shutdownNow();
        assertFalse(future.isDone());
        unstarted.forEach(Runnable::run);
        assertNull(future.get());
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
    }

    /** The flush of the first job lets the second one go on, whose parallel part was done while nobody else worked. */
    @Test
    void shouldCompleteWhatAFlushLetsGoOnAfterTheLastWorkerHasRetired() throws Exception {
        Gate gate = new Gate();
        AtomicReference<MillraceExecutor> opened = new AtomicReference<>();
        Device device = Around.domains(
                argument -> argument instanceof FlushCallback callback
                        ? (FlushCallback) (header, payload) -> {
                            gate.open();
                            while (opened.get().snapshot().workers() > 0) {
                                Thread.onSpinWait();
                            }
                            callback.flushed(header, payload);
                        }
                        : argument,
                UnaryOperator.identity());
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .keepAlive(Duration.ZERO)
                .device(device)
                .threadFactory(threads)
                .build();
        opened.set(executor);
        executor.execute(gate);
        gate.entered();
        AtomicInteger serial = new AtomicInteger();
        AtomicInteger abandoned = new AtomicInteger();
        Series series = executor.newSeries();
        for (int i = 0; i < 2; i++) {
            series.submit(new OrderedJob() {
                @Override
                public void parallel(Worker worker, long place) {}

                @Override
                public void serial(Worker worker) {
                    serial.incrementAndGet();
                }

                @Override
                public void abandoned() {
                    abandoned.incrementAndGet();
                }
            });
        }
        executor.shutdownNow();
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS), executor::toString);
        assertEquals(1, abandoned.get());
        assertEquals(1, serial.get());
    }
}
