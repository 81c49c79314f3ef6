package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that left their worker and go on when a time has passed: nobody waits for that in vain. */
class DetachedAlarmTest {

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<Future<?>> alarm = new CompletableFuture<>();
    private final CompletableFuture<DetachedJob> detached = new CompletableFuture<>();
    private TimeLimit limit;
    private MillraceExecutor executor;

    @BeforeEach
    void open() {
        limit = TimeLimit.seconds(30);
        executor = MillraceExecutors.builder().workers(1).build();
    }

    @AfterEach
    void close() {
        executor.close();
        assertEquals(0, executor.snapshot().inFlight());
        limit.close();
    }

    /** A job that leaves its worker until an alarm rings. */
    private OrderedJob waiting(long delay, TimeUnit unit) {
        return new OrderedJob() {
            @Override
            public boolean makesStops() {
                return true;
            }

            @Override
            public void parallel(Worker worker, long place) {
                DetachedJob held = worker.detach();
                detached.complete(held);
                alarm.complete(held.alarm(delay, unit, () -> {
                    said.add("rang");
                    held.proceed();
                }));
            }

            @Override
            public void serial(Worker worker) {
                said.add("ended");
                ended.countDown();
            }
        };
    }

    @Test
    void shouldGoOnWhenTheTimeHasPassed() throws Exception {
        long begin = System.nanoTime();
        try (Series series = executor.newSeries()) {
            series.submit(waiting(5, TimeUnit.MILLISECONDS));
            ended.await();
        }
        assertTrue(System.nanoTime() - begin >= 5_000_000);
        assertEquals(List.of("rang", "ended"), said);
        alarm.join().get();
    }

    @Test
    void shouldGoOnWhenTheExecutorIsShutDown() throws Exception {
        try (Series series = executor.newSeries()) {
            series.submit(waiting(1, TimeUnit.HOURS));
            alarm.join();
            executor.shutdown();
            ended.await();
        }
        assertEquals(List.of("rang", "ended"), said);
    }

    /** Neither before it is due nor when it waits for a worker behind other tasks is it returned as one. */
    @Test
    void shouldGoOnWhenTheExecutorIsStopped() throws Exception {
        for (long nanos : new long[] {1, TimeUnit.HOURS.toNanos(1)}) {
            said.clear();
            CountDownLatch busy = new CountDownLatch(1);
            MillraceExecutor stopped = MillraceExecutors.builder().workers(1).build();
            try (Series series = stopped.newSeries()) {
                CompletableFuture<Object> set = new CompletableFuture<>();
                series.submit(new OrderedJob() {
                    @Override
                    public boolean makesStops() {
                        return true;
                    }

                    @Override
                    public void parallel(Worker worker, long place) {
                        DetachedJob held = worker.detach();
                        held.alarm(nanos, TimeUnit.NANOSECONDS, () -> {
                            said.add("rang");
                            held.proceed();
                        });
                        set.complete("set");
                        // The worker is not free to run what is due, whoever interrupts it.
                        while (busy.getCount() > 0) {
                            Thread.onSpinWait();
                        }
                    }

                    @Override
                    public void serial(Worker worker) {
                        said.add("ended");
                    }
                });
                set.join();
                assertEquals(List.of(), stopped.shutdownNow());
                assertEquals(List.of("rang"), said);
                busy.countDown();
            }
            assertTrue(stopped.awaitTermination(20, TimeUnit.SECONDS));
            assertEquals(List.of("rang", "ended"), said);
        }
    }

    @Test
    void shouldNotRingWhenItWasCancelled() throws Exception {
        try (Series series = executor.newSeries()) {
            series.submit(waiting(1, TimeUnit.HOURS));
            assertTrue(alarm.join().cancel(false));
            assertEquals(0, executor.snapshot().timers());
            detached.join().proceed();
            ended.await();
        }
        executor.shutdown();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(List.of("ended"), said);
    }

    @Test
    void shouldRingAtOnceIfTheExecutorTakesNoMore() throws Exception {
        try (Series series = executor.newSeries()) {
            series.submit(waiting(1, TimeUnit.HOURS));
            alarm.join();
            executor.shutdown();
            ended.await();
            DetachedJob held = detached.join();
            held.alarm(1, TimeUnit.HOURS, () -> said.add("late"));
        }
        assertEquals(List.of("rang", "ended", "late"), said);
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
    }
}
