package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.WaitProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers come when they are needed, go when they are not, and come back. */
class WorkforceTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor open(int workers, Duration keepAlive, ThreadFactory factory) {
        return MillraceExecutors.builder()
                .workers(workers)
                .keepAlive(keepAlive)
                .threadFactory(factory)
                .build();
    }

    @Test
    void shouldEndIdleWorkersAndBringThemBack() throws Exception {
        try (MillraceExecutor executor = open(2, Duration.ofMillis(1), threads)) {
            for (int round = 0; round < 20; round++) {
                executor.submit(() -> {}).get();
                executor.submit(() -> {}).get();
                for (int made = 0; made < threads.made.size(); made++) {
                    threads.made.get(made).join();
                }
                assertEquals(0, executor.snapshot().workers());
            }
            assertTrue(threads.made.size() >= 20);
        }
    }

    /** A worker that spins goes on using its core; one that does not uses none once it has parked. */
    @ParameterizedTest
    @EnumSource
    void shouldLetIdleWorkersWaitAsAskedFor(WaitProfile profile) throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .waiting(profile)
                .threadFactory(threads)
                .build()) {
            executor.submit(() -> {}).get();
            Thread worker = threads.made.get(0);
            if (profile == WaitProfile.SPIN) {
                long before = ProcessorTime.nanosOf(worker);
                while (ProcessorTime.nanosOf(worker) - before < TimeUnit.MILLISECONDS.toNanos(100)) {
                    Thread.yield();
                }
            } else {
                ProcessorTime.assertSleeps(worker);
            }
        }
    }

    @Test
    void shouldTerminateWhenAllWorkersHaveGoneBefore() throws Exception {
        MillraceExecutor executor = open(2, Duration.ZERO, threads);
        executor.submit(() -> {}).get();
        threads.join();
        executor.shutdown();
        assertTrue(executor.isTerminated());
    }

    @Test
    void shouldLoseNoTaskToWorkersThatRetire() throws Exception {
        try (MillraceExecutor executor = open(2, Duration.ZERO, threads)) {
            ExecutorService directed = executor.directed(1);
            for (int i = 0; i < 2_000; i++) {
                (i % 2 == 0 ? executor : directed).submit(() -> {}).get();
            }
        }
    }

    @Test
    void shouldRunABacklogWithWorkersThatRetireAtOnce() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(2)
                .credits(2)
                .keepAlive(Duration.ZERO)
                .threadFactory(threads)
                .build()) {
            for (int i = 0; i < 2_000; i++) {
                (i % 3 == 0 ? executor.directed(i % 2) : executor).execute(ran::incrementAndGet);
            }
        }
        assertEquals(2_000, ran.get());
    }

    @Test
    void shouldPropagateWhatTheFactoryThrowsAndEnqueueNothing() throws Exception {
        IllegalStateException planned = new IllegalStateException("planned");
        MillraceExecutor executor = open(2, Duration.ofSeconds(60), loop -> {
            throw planned;
        });
        AtomicInteger ran = new AtomicInteger();
        assertSame(planned, assertThrows(IllegalStateException.class, () -> executor.execute(ran::incrementAndGet)));
        assertSame(
                planned,
                assertThrows(
                        IllegalStateException.class,
                        () -> executor.atomic("key").execute(ran::incrementAndGet)));
        assertSame(
                planned,
                assertThrows(
                        IllegalStateException.class, () -> executor.directed(1).execute(ran::incrementAndGet)));
        assertEquals(0, executor.snapshot().inFlight());
        assertEquals(0, executor.snapshot().workers());
        executor.shutdown();
        assertTrue(executor.awaitTermination(1, TimeUnit.SECONDS));
        assertEquals(0, ran.get());
    }

    @Test
    void shouldRejectWithASentenceWhenTheFactoryReturnsNull() {
        MillraceExecutor executor = open(2, Duration.ofSeconds(60), loop -> null);
        RejectedExecutionException rejection =
                assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
        assertTrue(rejection.getMessage().contains("thread factory returned null"), rejection.getMessage());
        executor.close();
        assertTrue(executor.isTerminated());
    }

    @Test
    void shouldGoOnWithFewerWorkersWhileOneLives() throws Exception {
        List<Thread> made = new ArrayList<>();
        ThreadFactory once = loop -> {
            if (!made.isEmpty()) {
                throw new IllegalStateException("planned");
            }
            made.add(threads.newThread(loop));
            return made.get(0);
        };
        try (MillraceExecutor executor = open(4, Duration.ofSeconds(60), once)) {
            for (int i = 0; i < 100; i++) {
                executor.submit(() -> {}).get();
            }
            assertEquals(1, executor.snapshot().workers());
        }
    }

    @Test
    void shouldRejectWhenAThreadCannotBeStarted() throws Exception {
        Thread ended = new Thread(() -> {});
        ended.start();
        ended.join();
        MillraceExecutor executor = open(1, Duration.ofSeconds(60), loop -> ended);
        assertThrows(IllegalThreadStateException.class, () -> executor.execute(() -> {}));
        executor.close();
    }

    @Test
    void shouldStartTheWorkerThatIsAskedFor() throws Exception {
        try (MillraceExecutor executor = open(4, Duration.ofSeconds(60), threads)) {
            executor.directed(3).submit(() -> {}).get();
            assertEquals(1, executor.snapshot().workers());
            assertThrows(IndexOutOfBoundsException.class, () -> executor.directed(4));
            assertThrows(IndexOutOfBoundsException.class, () -> executor.directed(-1));
        }
    }

    @Test
    void shouldHaveDaemonsWhereTheJdkHas() throws Exception {
        try (MillraceExecutor stealing = MillraceExecutors.newWorkStealingPool(1);
                MillraceExecutor fixed = MillraceExecutors.newFixedThreadPool(1);
                MillraceExecutor chosen =
                        MillraceExecutors.builder().workers(1).daemons(true).build()) {
            assertTrue(stealing.submit(() -> Thread.currentThread().isDaemon()).get());
            assertTrue(chosen.submit(() -> Thread.currentThread().isDaemon()).get());
            assertEquals(
                    false, fixed.submit(() -> Thread.currentThread().isDaemon()).get());
        }
    }
}
