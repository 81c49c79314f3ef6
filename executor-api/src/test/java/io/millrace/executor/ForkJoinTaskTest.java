package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that was written for the fork/join tasks of the JDK does the same here. */
class ForkJoinTaskTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor open(int workers) {
        return MillraceExecutors.builder()
                .workers(workers)
                .spares(256)
                .threadFactory(threads)
                .build();
    }

    private static final class Fibonacci extends RecursiveTask<Integer> {

        private final int n;

        Fibonacci(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fibonacci left = new Fibonacci(n - 1);
            left.fork();
            return new Fibonacci(n - 2).compute() + left.join();
        }
    }

    /** Joins in the order of forking, so that the first one is never the newest. */
    private static final class Sum extends RecursiveTask<Long> {

        private final int from;
        private final int to;

        Sum(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from < 4) {
                long sum = 0;
                for (int i = from; i < to; i++) {
                    sum += i;
                }
                return sum;
            }
            List<Sum> parts = new ArrayList<>();
            int step = (to - from + 3) / 4;
            for (int begin = from; begin < to; begin += step) {
                Sum part = new Sum(begin, Math.min(to, begin + step));
                part.fork();
                parts.add(part);
            }
            return parts.stream().mapToLong(Sum::join).sum();
        }
    }

    private static final class Sort extends RecursiveAction {

        private final int[] numbers;
        private final int from;
        private final int to;

        Sort(int[] numbers, int from, int to) {
            this.numbers = numbers;
            this.from = from;
            this.to = to;
        }

        @Override
        protected void compute() {
            if (to - from < 32) {
                Arrays.sort(numbers, from, to);
                return;
            }
            int middle = (from + to) >>> 1;
            invokeAll(new Sort(numbers, from, middle), new Sort(numbers, middle, to));
            int[] left = Arrays.copyOfRange(numbers, from, middle);
            int l = 0;
            int r = middle;
            for (int at = from; l < left.length; at++) {
                numbers[at] = r < to && numbers[r] < left[l] ? numbers[r++] : left[l++];
            }
        }
    }

    /** Counts the leaves of a tree, which nobody joins but its root. */
    private static final class Leaves extends CountedCompleter<Long> {

        private final int depth;
        private final AtomicLong leaves;

        Leaves(CountedCompleter<?> parent, int depth, AtomicLong leaves) {
            super(parent);
            this.depth = depth;
            this.leaves = leaves;
        }

        @Override
        public void compute() {
            if (depth == 0) {
                leaves.incrementAndGet();
            } else {
                setPendingCount(2);
                new Leaves(this, depth - 1, leaves).fork();
                new Leaves(this, depth - 1, leaves).fork();
            }
            tryComplete();
        }

        @Override
        public Long getRawResult() {
            return leaves.get();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldComputeWhatIsForkedAndJoined(int workers) {
        try (MillraceExecutor executor = open(workers)) {
            for (int round = 0; round < 20; round++) {
                assertEquals(6765, executor.invoke(new Fibonacci(20)));
                assertEquals(499_500L, executor.invoke(new Sum(0, 1000)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldSortInPlace(int workers) {
        int[] numbers = new Random(17).ints(100_000).toArray();
        int[] sorted = numbers.clone();
        Arrays.sort(sorted);
        try (MillraceExecutor executor = open(workers)) {
            executor.invoke(new Sort(numbers, 0, numbers.length));
        }
        assertArrayEquals(sorted, numbers);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldCompleteWhatCountsItsParts(int workers) {
        try (MillraceExecutor executor = open(workers)) {
            for (int round = 0; round < 20; round++) {
                assertEquals(1024L, executor.invoke(new Leaves(null, 10, new AtomicLong())));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldForkInEveryExecutor(StartOrder order) {
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(2)
                .startOrder(order)
                .threadFactory(threads)
                .build()) {
            assertEquals(6765, executor.invoke(new Fibonacci(20)));
        }
    }

    @Test
    void shouldForkInTasksOfEveryView() throws Exception {
        try (MillraceExecutor executor = open(2);
                Series series = executor.newSeries()) {
            assertEquals(610, executor.atomic("key").submit(() -> fork(15)).get());
            assertEquals(610, executor.ordered(series).submit(() -> fork(15)).get());
            assertEquals(610, executor.directed(1).submit(() -> fork(15)).get());
            assertEquals(610, executor.priority(0).submit(() -> fork(15)).get());
            AtomicInteger result = new AtomicInteger();
            series.invoke(new OrderedJob() {
                @Override
                public void parallel(Worker worker, long place) {
                    result.set(fork(15));
                }

                @Override
                public void serial(Worker worker) {}
            });
            assertEquals(610, result.get());
        }
    }

    private static int fork(int n) {
        return ((Fibonacci) new Fibonacci(n).fork()).join();
    }

    @Test
    void shouldRunWhatNobodyJoinsBeforeTheExecutorEnds() {
        AtomicInteger ran = new AtomicInteger();
        for (int workers = 1; workers <= 3; workers++) {
            ran.set(0);
            try (MillraceExecutor executor = open(workers)) {
                executor.execute(() -> forkAll(ran));
                executor.atomic("key").execute(() -> forkAll(ran));
            }
            assertEquals(200, ran.get());
        }
    }

    private static void forkAll(AtomicInteger ran) {
        for (int i = 0; i < 100; i++) {
            ForkJoinTask.adapt(ran::incrementAndGet).fork();
        }
    }

    @Test
    void shouldThrowInTheJoinerWhatTheTaskHasThrown() {
        IllegalStateException thrown = new IllegalStateException("planned");
        try (MillraceExecutor executor = open(2)) {
            ForkJoinTask<Void> task = executor.submit(ForkJoinTask.adapt((java.util.concurrent.Callable<Void>) () -> {
                throw thrown;
            }));
            assertSame(thrown, assertThrows(IllegalStateException.class, task::join));
            assertSame(thrown, assertThrows(ExecutionException.class, task::get).getCause());
            assertSame(thrown, task.getException());
            assertTrue(task.isCompletedAbnormally());
            assertFalse(task.isCancelled());
        }
        threads.assertNothingUncaught();
    }

    @Test
    void shouldCancelTheOtherWhenOneOfTwoFails() {
        try (MillraceExecutor executor = open(1)) {
            ForkJoinTask<?> other = ForkJoinTask.adapt(() -> {});
            ForkJoinTask<?> failing = ForkJoinTask.adapt((Runnable) () -> {
                throw new IllegalStateException("planned");
            });
            assertThrows(
                    ExecutionException.class,
                    () -> executor.submit(() -> ForkJoinTask.invokeAll(failing, other))
                            .get());
            assertTrue(other.isCancelled());
            assertThrows(CancellationException.class, other::join);
        }
    }

    @Test
    void shouldPassFailuresOnToThoseWhoCount() {
        try (MillraceExecutor executor = open(2)) {
            CountedCompleter<Void> root = new CountedCompleter<>() {
                @Override
                public void compute() {
                    setPendingCount(1);
                    new CountedCompleter<Void>(this) {
                        @Override
                        public void compute() {
                            throw new IllegalStateException("planned");
                        }
                    }.fork();
                    tryComplete();
                }
            };
            assertThrows(IllegalStateException.class, () -> executor.invoke(root));
        }
    }

    @Test
    void shouldSayWhatToDoWhenForkedOutside() {
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> new Fibonacci(3).fork());
        assertTrue(refusal.getMessage().contains("executor.invoke(task)"), refusal.getMessage());
    }

    @Test
    void shouldBeCancelledWhenStoppedBeforeTheStart() throws Exception {
        CountDownLatch forked = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        MillraceExecutor executor = open(1);
        Fibonacci part = new Fibonacci(3);
        executor.execute(() -> {
            part.fork();
            forked.countDown();
            try {
                open.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        forked.await();
        assertEquals(List.of(), executor.shutdownNow());
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        assertTrue(part.isCancelled());
    }

    @Test
    void shouldWaitNoLongerThanTheLimit() {
        Fibonacci never = new Fibonacci(3);
        assertThrows(TimeoutException.class, () -> never.get(1, TimeUnit.MILLISECONDS));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, never::get);
        assertTrue(never.cancel(true));
        assertThrows(CancellationException.class, never::get);
        assertInstanceOf(CancellationException.class, never.getException());
    }

    @Test
    void shouldTakeBackWhatNobodyHasClaimed() {
        IntSupplier inside = () -> {
            Fibonacci task = new Fibonacci(10);
            task.fork();
            int queued = ForkJoinTask.getQueuedTaskCount();
            assertTrue(task.tryUnfork());
            return queued + task.invoke();
        };
        try (MillraceExecutor executor = open(1)) {
            assertEquals(56, executor.invoke(ForkJoinTask.adapt(inside::getAsInt)));
        }
    }

    @Test
    void shouldLeaveToItsOwnerWhatItHasTakenBack() {
        AtomicInteger ran = new AtomicInteger();
        try (MillraceExecutor executor = open(2)) {
            executor.invoke(ForkJoinTask.adapt(() -> {
                for (int i = 0; i < 2000; i++) {
                    ForkJoinTask<?> task =
                            ForkJoinTask.adapt(ran::incrementAndGet).fork();
                    if (!task.tryUnfork()) {
                        task.join();
                        ran.decrementAndGet();
                    }
                }
            }));
        }
        assertEquals(0, ran.get());
    }

    @Test
    void shouldSurviveWhatThrowsWhenItFails() {
        try (MillraceExecutor executor = open(1)) {
            CountedCompleter<Void> task = new CountedCompleter<>() {
                @Override
                public void compute() {
                    throw new IllegalStateException("planned");
                }

                @Override
                public boolean onExceptionalCompletion(Throwable thrown, CountedCompleter<?> caller) {
                    throw new IllegalArgumentException("planned too");
                }
            };
            assertThrows(IllegalStateException.class, () -> executor.invoke(task));
            assertEquals(55, executor.invoke(new Fibonacci(10)));
        }
        assertEquals(1, threads.made.size());
    }

    @Test
    void shouldLeaveATaskDoneThatIsForkedAfterwards() {
        try (MillraceExecutor executor = MillraceExecutors.newWorkStealingPool(1)) {
            executor.invoke(ForkJoinTask.adapt(() -> {
                ForkJoinTask<?> cancelled = ForkJoinTask.adapt(() -> {});
                cancelled.cancel(false);
                cancelled.fork();
                assertTrue(cancelled.isCancelled());
            }));
        }
    }
}
