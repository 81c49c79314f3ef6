package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops over a range, from threads of all kinds, and what disturbs them. */
class ParallelForTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor open(int workers) {
        return MillraceExecutors.builder()
                .workers(workers)
                .threadFactory(threads)
                .build();
    }

    private static RangeTask<RuntimeException> counting(AtomicIntegerArray runs) {
        return (from, to) -> {
            for (long i = from; i < to; i++) {
                runs.incrementAndGet((int) i);
            }
        };
    }

    private static void assertEachOnce(AtomicIntegerArray runs) {
        for (int i = 0; i < runs.length(); i++) {
            assertEquals(1, runs.get(i), "number " + i);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "what is waited for comes");
        } catch (InterruptedException interrupt) {
            throw new AssertionError("interrupted", interrupt);
        }
    }

    @Test
    void shouldWorkInTheCallerAndInWorkers() throws Exception {
        try (MillraceExecutor executor = open(3)) {
            Set<Thread> seen = ConcurrentHashMap.newKeySet();
            CountDownLatch all = new CountDownLatch(3);
            executor.parallelFor(ParallelRange.of(0, 3), (from, to) -> {
                assertEquals(from + 1, to);
                assertTrue(executor.isWorkerThread());
                seen.add(Thread.currentThread());
                all.countDown();
                await(all);
            });
            assertEquals(3, seen.size());
            assertTrue(seen.contains(Thread.currentThread()));
            assertFalse(executor.isWorkerThread());
        }
    }

    @Test
    void shouldCutAsPadataDoes() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            List<List<Long>> parts = new ArrayList<>();
            ParallelRange range = ParallelRange.of(10, 1010).align(64).minChunk(100);
            executor.parallelFor(range, (from, to) -> {
                synchronized (parts) {
                    parts.add(List.of(from, to));
                }
            });
            parts.sort((one, other) -> Long.compare(one.get(0), other.get(0)));
            // 1000 numbers for 2 threads, 4 parts for each: 125, and 128 is the next multiple of 64.
            assertEquals(8, parts.size());
            assertEquals(List.of(10L, 138L), parts.get(0));
            assertEquals(List.of(906L, 1010L), parts.get(7));
        }
    }

    /** padata once divided by a length of 0 (2024), when there were fewer numbers than parts wanted. */
    @Test
    void shouldCutFewerNumbersThanPartsOneByOne() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(5);
            AtomicInteger parts = new AtomicInteger();
            executor.parallelFor(ParallelRange.of(0, 5), (from, to) -> {
                parts.incrementAndGet();
                counting(runs).run(from, to);
            });
            assertEquals(5, parts.get());
            assertEachOnce(runs);
        }
    }

    @Test
    void shouldDoNothingForAnEmptyRange() throws Exception {
        MillraceExecutor executor = open(2);
        executor.close();
        executor.parallelFor(ParallelRange.of(7, 7), (from, to) -> {
            throw new AssertionError("nothing is there to do");
        });
    }

    @Test
    void shouldReachTheEndsOfNumbers() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            long most = Long.MAX_VALUE;
            for (ParallelRange range : List.of(
                    ParallelRange.of(0, most).align(most - 1),
                    ParallelRange.of(0, most).align(1L << 62),
                    ParallelRange.of(Long.MIN_VALUE, -1).minChunk(most),
                    ParallelRange.of(Long.MIN_VALUE, Long.MIN_VALUE + 3),
                    ParallelRange.of(most - 3, most))) {
                List<List<Long>> parts = new ArrayList<>();
                executor.parallelFor(range, (from, to) -> {
                    synchronized (parts) {
                        parts.add(List.of(from, to));
                    }
                });
                parts.sort((one, other) -> Long.compare(one.get(0), other.get(0)));
                long end = range.from();
                for (List<Long> part : parts) {
                    assertEquals(end, part.get(0), range.toString());
                    end = part.get(1);
                }
                assertEquals(range.to(), end, range.toString());
            }
        }
    }

    @Test
    void shouldRefuseWhatIsNoRange() {
        String ends = "range must not end before it begins, and have 9223372036854775807 numbers at most: ";
        assertRefused(ends + "from=1, to=0", () -> ParallelRange.of(1, 0));
        assertRefused(ends + "from=-9223372036854775808, to=0", () -> ParallelRange.of(Long.MIN_VALUE, 0));
        ParallelRange range = ParallelRange.of(0, 1);
        assertRefused("figure must be positive: align=0", () -> range.align(0));
        assertRefused("figure must be positive: minChunk=-1", () -> range.minChunk(-1));
        assertRefused("figure must be positive: maxThreads=0", () -> range.maxThreads(0));
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    @Test
    void shouldDoAllInTheCallerWhenAllWorkersAreTaken() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            List<Gate> gates = List.of(new Gate(), new Gate());
            for (Gate gate : gates) {
                executor.execute(gate);
                gate.entered();
            }
            AtomicIntegerArray runs = new AtomicIntegerArray(1000);
            Set<Thread> seen = ConcurrentHashMap.newKeySet();
            for (int loop = 0; loop < 100; loop++) {
                executor.parallelFor(ParallelRange.of(0, 10), (from, to) -> seen.add(Thread.currentThread()));
            }
            executor.parallelFor(ParallelRange.of(0, 1000), counting(runs));
            assertEachOnce(runs);
            assertEquals(Set.of(Thread.currentThread()), seen);
            // Nothing is left in line of loops that have ended.
            assertEquals(0, executor.snapshot().backlog());
            assertEquals(0, executor.plain().forks().threads());
            gates.forEach(Gate::open);
        }
    }

    @Test
    void shouldEndWhileTheExecutorIsPaused() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            executor.pause();
            AtomicIntegerArray runs = new AtomicIntegerArray(100);
            executor.parallelFor(ParallelRange.of(0, 100), counting(runs));
            assertEachOnce(runs);
            executor.resume();
            executor.submit(() -> {}).get();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0", "2,0", "4,0", "2,8"})
    void shouldNestInTasksJobsAndLoops(int workers, int spares) throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(workers)
                .spares(spares)
                .threadFactory(threads)
                .build()) {
            AtomicIntegerArray runs = new AtomicIntegerArray(4 * 1000);
            List<Future<?>> tasks = new ArrayList<>();
            for (int task = 0; task < 4; task++) {
                int first = 1000 * task;
                tasks.add(executor.submit(() -> {
                    nested(executor, first, first + 1000, 3, runs);
                    return null;
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
            assertEachOnce(runs);
            AtomicIntegerArray ofJobs = new AtomicIntegerArray(1000);
            Series series = executor.newSeries();
            for (int job = 0; job < 10; job++) {
                int first = 100 * job;
                series.submit(new OrderedJob() {
                    @Override
                    public void parallel(Worker worker, long place) throws Exception {
                        nested(executor, first, first + 50, 2, ofJobs);
                    }

                    @Override
                    public void serial(Worker worker) {
                        try {
                            nested(executor, first + 50, first + 100, 2, ofJobs);
                        } catch (InterruptedException interrupt) {
                            throw new AssertionError(interrupt);
                        }
                    }
                });
            }
            executor.drain(Duration.ofSeconds(20));
            assertEachOnce(ofJobs);
        }
        threads.assertNothingUncaught();
    }

    private static void nested(MillraceExecutor executor, long from, long to, int depth, AtomicIntegerArray runs)
            throws InterruptedException {
        executor.parallelFor(ParallelRange.of(from, to), (low, high) -> {
            if (depth == 0) {
                counting(runs).run(low, high);
            } else {
                try {
                    nested(executor, low, high, depth - 1, runs);
                } catch (InterruptedException interrupt) {
                    throw new AssertionError(interrupt);
                }
            }
        });
    }

    @Test
    void shouldForkInPartsOfAnyThread() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            AtomicInteger sum = new AtomicInteger();
            executor.parallelFor(ParallelRange.of(0, 40), (from, to) -> {
                ForkJoinTask<Integer> forked = ForkJoinTask.adapt(() -> (int) (to - from));
                forked.fork();
                ForkJoinTask.adapt(() -> sum.addAndGet(100)).fork();
                sum.addAndGet(forked.join());
            });
            executor.drain(Duration.ofSeconds(20));
            assertEquals(40 + 8 * 100, sum.get());
        }
    }

    @Test
    void shouldWorkInAViewThatTheUserDrives() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            DrivenExecutor driven = executor.driven("mine");
            AtomicIntegerArray runs = new AtomicIntegerArray(100);
            Future<?> task = driven.submit(() -> {
                executor.parallelFor(ParallelRange.of(0, 100), counting(runs));
                return null;
            });
            while (!task.isDone()) {
                driven.drive();
            }
            task.get();
            assertEachOnce(runs);
        }
    }

    @Test
    void shouldThrowWhatAPartThrowsAndBeginNoOther() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            IOException planned = new IOException("planned");
            AtomicInteger parts = new AtomicInteger();
            RangeTask<IOException> failing = (from, to) -> {
                parts.incrementAndGet();
                throw planned;
            };
            ParallelRange range = ParallelRange.of(0, 1000);
            assertSame(planned, assertThrows(IOException.class, () -> executor.parallelFor(range, failing)));
            assertTrue(parts.get() <= 2, "parts: " + parts);
            assertEquals(0, planned.getSuppressed().length);
        }
        threads.assertNothingUncaught();
    }

    @Test
    void shouldSuppressWhatOthersThrow() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            CyclicBarrier both = new CyclicBarrier(2);
            RangeTask<Exception> failing = (from, to) -> {
                both.await();
                throw new IllegalStateException("planned " + from);
            };
            Throwable thrown = assertThrows(
                    IllegalStateException.class, () -> executor.parallelFor(ParallelRange.of(0, 2), failing));
            assertEquals(1, thrown.getSuppressed().length);
            assertEquals(
                    Set.of("planned 0", "planned 1"),
                    Set.of(thrown.getMessage(), thrown.getSuppressed()[0].getMessage()));
        }
    }

    @Test
    void shouldWaitForPartsThatHaveBegunWhenOneFails() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            AtomicReference<Thread> caller = new AtomicReference<>(Thread.currentThread());
            AtomicInteger ended = new AtomicInteger();
            RangeTask<RuntimeException> oneFails = (from, to) -> {
                if (Thread.currentThread() == caller.get()) {
                    await(begun);
                    goOn.countDown();
                    throw new IllegalStateException("planned");
                }
                begun.countDown();
                await(goOn);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                ended.incrementAndGet();
            };
            assertThrows(IllegalStateException.class, () -> executor.parallelFor(ParallelRange.of(0, 100), oneFails));
            assertEquals(1, ended.get());
        }
    }

    @Test
    void shouldBeginNothingWhenTheCallerIsInterruptedBefore() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            AtomicInteger parts = new AtomicInteger();
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedException.class,
                    () -> executor.parallelFor(
                            ParallelRange.of(0, 2).maxThreads(1), (from, to) -> parts.incrementAndGet()));
            assertEquals(0, parts.get());
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }

    /** A caller that is interrupted while it waits for the last part has all the same all that it wanted. */
    @ParameterizedTest
    @ValueSource(ints = {2, 100})
    void shouldStayInterruptedOrThrowWhateverIsLeft(int numbers) throws Exception {
        try (MillraceExecutor executor = open(2)) {
            Thread caller = Thread.currentThread();
            CountDownLatch helperIn = new CountDownLatch(1);
            AtomicInteger ran = new AtomicInteger();
            RangeTask<RuntimeException> interrupting = (from, to) -> {
                if (Thread.currentThread() == caller) {
                    await(helperIn);
                } else {
                    helperIn.countDown();
                    caller.interrupt();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
                ran.addAndGet((int) (to - from));
            };
            boolean thrown = false;
            try {
                executor.parallelFor(ParallelRange.of(0, numbers), interrupting);
            } catch (InterruptedException left) {
                thrown = true;
            } catch (AssertionError inThePart) {
                // The interrupt came while the part of the caller waited: that is for the part.
                return;
            }
            assertEquals(!thrown, Thread.interrupted());
            assertEquals(!thrown, ran.get() == numbers);
        }
    }

    @Test
    void shouldRejectAfterShutdownButNotInTasks() throws Exception {
        MillraceExecutor executor = open(2);
        Gate gate = new Gate();
        AtomicIntegerArray runs = new AtomicIntegerArray(100);
        Future<?> task = executor.submit(() -> {
            gate.run();
            executor.parallelFor(ParallelRange.of(0, 100), counting(runs));
            return null;
        });
        gate.entered();
        executor.shutdown();
        gate.open();
        assertThrows(
                RejectedExecutionException.class, () -> executor.parallelFor(ParallelRange.of(0, 100), counting(runs)));
        task.get();
        assertEachOnce(runs);
        executor.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGoOnInTheCallerWhenTheExecutorEnds(boolean now) throws Exception {
        for (int round = 0; round < 200; round++) {
            MillraceExecutor executor = open(2);
            AtomicIntegerArray runs = new AtomicIntegerArray(1000);
            executor.parallelFor(ParallelRange.of(0, 1000), (from, to) -> {
                if (from == 0) {
                    if (now) {
                        assertEquals(List.of(), executor.shutdownNow());
                    } else {
                        executor.shutdown();
                    }
                }
                counting(runs).run(from, to);
            });
            assertEachOnce(runs);
            executor.close();
            threads.join();
            threads.made.clear();
        }
        threads.assertNothingUncaught();
    }

    @Test
    void shouldStopALoopOfAWorkerByShutdownNow() throws Exception {
        MillraceExecutor executor = open(2);
        Gate gate = new Gate();
        AtomicInteger parts = new AtomicInteger();
        Future<?> task = executor.submit(() -> {
            executor.parallelFor(ParallelRange.of(0, 100), (from, to) -> {
                parts.incrementAndGet();
                gate.run();
                Thread.currentThread().interrupt();
            });
            return null;
        });
        gate.entered();
        executor.shutdownNow();
        Throwable failure = assertThrows(ExecutionException.class, task::get);
        assertTrue(failure.getCause() instanceof InterruptedException, String.valueOf(failure.getCause()));
        assertTrue(parts.get() <= 2, "parts: " + parts);
        executor.close();
    }

    @Test
    void shouldKeepNothingOfALoopThatHasEnded() throws Exception {
        try (MillraceExecutor executor = open(2)) {
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            int[] result = new int[1000];
            WeakReference<int[]> reachable = new WeakReference<>(result);
            fill(executor, result);
            assertEquals(1000, Arrays.stream(result).sum());
            result = null;
            while (reachable.get() != null) {
                System.gc();
                Thread.yield();
            }
            gate.open();
        }
    }

    private static void fill(MillraceExecutor executor, int[] result) throws InterruptedException {
        executor.parallelFor(
                ParallelRange.of(0, result.length), (from, to) -> Arrays.fill(result, (int) from, (int) to, 1));
    }
}
