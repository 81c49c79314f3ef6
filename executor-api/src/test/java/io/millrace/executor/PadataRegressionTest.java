package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What padata in the Linux kernel got wrong over the years, as far as an executor can. The table in {@code docs/testing.md} has the rest. */
class PadataRegressionTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private static OrderedJob job(Runnable parallel, Runnable serial) {
        return new OrderedJob() {
            @Override
            public void parallel(Worker worker, long place) {
                parallel.run();
            }

            @Override
            public void serial(Worker worker) {
                serial.run();
            }
        };
    }

    /** 2018: instances were freed in the wrong way, which a test of the kernel showed that made and ended many of them. */
    @Test
    void shouldBeginAndEndManyTimesWhileBusy() throws Exception {
        int rounds = 200 * Integer.getInteger("millrace.scale", 1);
        for (int round = 0; round < rounds; round++) {
            AtomicInteger serials = new AtomicInteger();
            List<Future<?>> tasks = new ArrayList<>();
            try (MillraceExecutor executor = MillraceExecutors.builder()
                    .workers(2)
                    .credits(4)
                    .threadFactory(threads)
                    .build()) {
                Series series = executor.newSeries();
                for (int i = 0; i < 20; i++) {
                    series.submit(job(() -> {}, serials::incrementAndGet));
                    tasks.add(executor.submit(() -> {}));
                }
            }
            assertEquals(20, serials.get(), "round " + round);
            assertTrue(tasks.stream().allMatch(Future::isDone), "round " + round);
            for (Thread made : threads.made) {
                made.join();
            }
            threads.made.clear();
        }
        threads.assertNothingUncaught();
    }

    /** An executor whose submit comes back from the device when everything has ended that was handed in. */
    private MillraceExecutor endingBeforeSubmitReturns() {
        AtomicReference<MillraceExecutor> opened = new AtomicReference<>();
        opened.set(MillraceExecutors.builder()
                .workers(1)
                .threadFactory(threads)
                .device(DeviceWithIngress.of((ingress, header, payload) -> {
                    Refusal refusal = ingress.enqueue(header, payload);
                    while (opened.get().snapshot().inFlight() > 0) {
                        Thread.yield();
                    }
                    return refusal;
                }))
                .build());
        return opened.get();
    }

    /** 2021: the submitter wrote "in progress" over the result of a request that had ended before submit returned, and into freed memory. */
    @Test
    void shouldLetATaskEndBeforeItsSubmitReturns() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (MillraceExecutor executor = endingBeforeSubmitReturns()) {
            for (int i = 1; i <= 100; i++) {
                Future<Integer> task = executor.submit(runs::incrementAndGet);
                assertTrue(task.isDone());
                assertEquals(i, task.get());
                executor.atomic("key").execute(() -> {});
            }
            assertEquals(200, executor.snapshot().completed());
        }
        assertEquals(100, runs.get());
    }

    @Test
    void shouldLetAJobEndBeforeItsSubmitReturns() {
        AtomicInteger parallels = new AtomicInteger();
        AtomicInteger serials = new AtomicInteger();
        try (MillraceExecutor executor = endingBeforeSubmitReturns()) {
            Series series = executor.newSeries();
            OrderedJob job = job(parallels::incrementAndGet, serials::incrementAndGet);
            for (int i = 1; i <= 100; i++) {
                series.submit(job);
                assertEquals(i, serials.get());
            }
        }
        assertEquals(100, parallels.get());
        assertEquals(100, serials.get());
    }

    /** 2021: pcrypt inside pcrypt. The parallel part of each outer job waits for an inner job of another executor, which completes in an order of its own. */
    @Test
    void shouldRunASeriesInsideASeries() throws Exception {
        int jobs = 500;
        OrderChecker order = new OrderChecker();
        AtomicInteger outerSerials = new AtomicInteger();
        AtomicInteger innerSerials = new AtomicInteger();
        try (MillraceExecutor inner = MillraceExecutors.newFixedThreadPool(2);
                MillraceExecutor outer = MillraceExecutors.builder()
                        .workers(2)
                        .credits(8)
                        .threadFactory(threads)
                        .build()) {
            Series innerSeries = inner.newSeries();
            Series outerSeries = outer.newSeries();
            for (int i = 0; i < jobs; i++) {
                int number = i;
                outerSeries.put(job(
                        () -> {
                            CountDownLatch done = new CountDownLatch(1);
                            innerSeries.submit(job(() -> {}, () -> {
                                innerSerials.incrementAndGet();
                                done.countDown();
                            }));
                            await(done);
                        },
                        () -> {
                            outerSerials.incrementAndGet();
                            order.seen("outer", number);
                        }));
            }
        }
        order.verify();
        assertEquals(jobs, outerSerials.get());
        assertEquals(jobs, innerSerials.get());
        threads.assertNothingUncaught();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "what is waited for comes");
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted", stopped);
        }
    }
}
