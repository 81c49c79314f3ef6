package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool.ManagedBlocker;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A task may wait for others of its executor, whatever way it waits, and however few workers there are. */
class WaitingWorkerTest {

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private MillraceExecutor open(int workers, int spares) {
        return MillraceExecutors.builder()
                .workers(workers)
                .spares(spares)
                .threadFactory(threads)
                .build();
    }

    private static int descend(ExecutorService executor, int depth) throws Exception {
        if (depth == 0) {
            return 0;
        }
        try {
            return 1 + executor.submit(() -> descend(executor, depth - 1)).get();
        } catch (ExecutionException failure) {
            // Not a chain of ten thousand causes.
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        }
    }

    /** The more workers there are, the more often another begins a task before the one that waits for it does; each time that costs a thread. */
    @ParameterizedTest
    @CsvSource({"1, 256", "2, 512", "4, 2048"})
    void shouldRecurseTenThousandDeep(int workers, int spares) throws Exception {
        try (MillraceExecutor executor = open(workers, spares)) {
            assertEquals(
                    10_000, executor.submit(() -> descend(executor, 10_000)).get());
        }
    }

    @Test
    void shouldNameTheLimitWhenNoThreadIsLeft() {
        try (MillraceExecutor executor = open(1, 2)) {
            ExecutionException failure = assertThrows(
                    ExecutionException.class,
                    () -> executor.submit(() -> descend(executor, 10_000)).get());
            Throwable cause = failure.getCause();
            assertInstanceOf(RejectedExecutionException.class, cause);
            assertTrue(cause.getMessage().contains("workers=1, spares=2"), cause.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldInvokeAllAndAnyInATask(int workers) throws Exception {
        try (MillraceExecutor executor = open(workers, 8)) {
            List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
            int sum = executor.submit(() -> {
                        int all = 0;
                        for (Future<Integer> future : executor.invokeAll(tasks)) {
                            all += future.get();
                        }
                        return all;
                    })
                    .get();
            assertEquals(6, sum);
            assertTrue(List.of(1, 2, 3)
                    .contains(executor.submit(() -> executor.invokeAny(tasks)).get()));
        }
    }

    @Test
    void shouldFindOutThatATaskWaitsElsewhere() throws Exception {
        try (MillraceExecutor executor = open(1, 4)) {
            CompletableFuture<String> other = new CompletableFuture<>();
            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(
                    () -> CompletableFuture.supplyAsync(() -> "second", executor)
                            .thenCombine(other, String::concat)
                            .join(),
                    executor);
            executor.execute(() -> other.complete(" stage"));
            assertEquals("second stage", waiting.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldGoOnWhileAllWorkersWaitForALock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try (MillraceExecutor executor = open(2, 8)) {
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiting.add(executor.submit(() -> {
                    lock.lock();
                    lock.unlock();
                }));
            }
            assertEquals("done", executor.submit(() -> "done").get(10, TimeUnit.SECONDS));
            lock.unlock();
            for (Future<?> task : waiting) {
                task.get();
            }
        }
    }

    @Test
    void shouldLetAnotherWorkWhileATaskSaysThatItWaits() throws Exception {
        try (MillraceExecutor executor = open(1, 1)) {
            CountDownLatch latch = new CountDownLatch(1);
            Future<Boolean> waiting = executor.submit(() -> {
                MillraceExecutor.managedBlock(new ManagedBlocker() {
                    @Override
                    public boolean block() throws InterruptedException {
                        latch.await();
                        return true;
                    }

                    @Override
                    public boolean isReleasable() {
                        return latch.getCount() == 0;
                    }
                });
                return true;
            });
            executor.execute(latch::countDown);
            assertTrue(waiting.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldBlockAnyThreadThatIsNoWorker() throws Exception {
        AtomicBoolean blocked = new AtomicBoolean();
        MillraceExecutor.managedBlock(new ManagedBlocker() {
            @Override
            public boolean block() {
                return blocked.getAndSet(true);
            }

            @Override
            public boolean isReleasable() {
                return false;
            }
        });
        assertTrue(blocked.get());
    }

    /** With a fixed number of workers there are never more, whatever they wait for. */
    @Test
    void shouldNeverRunMoreThanItsWorkersWithoutSpares() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(1);
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(2, threads)) {
            Future<?> never = new CompletableFuture<>();
            for (int i = 0; i < 8; i++) {
                executor.execute(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    try {
                        never.get(20, TimeUnit.MILLISECONDS);
                    } catch (TimeoutException | InterruptedException | ExecutionException expected) {
                        open.countDown();
                    }
                    running.decrementAndGet();
                });
            }
            open.await();
        }
        assertEquals(2, most.get());
        assertEquals(2, threads.made.size());
    }

    /** Whoever waits while it holds a lock must not find itself running another task that takes the lock too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldNeverRunATaskOnTopOfOneWhoseLockItNeeds(int workers) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        AtomicInteger broken = new AtomicInteger();
        try (MillraceExecutor executor = open(workers, 64)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(executor.submit(() -> {
                    lock.lock();
                    try {
                        if (lock.getHoldCount() > 1) {
                            broken.incrementAndGet();
                        }
                        ForkJoinTask<?> part = ForkJoinTask.adapt(() -> {}).fork();
                        executor.submit(() -> {}).get();
                        part.join();
                    } finally {
                        lock.unlock();
                    }
                    return null;
                }));
            }
            for (Future<?> task : all) {
                task.get();
            }
        }
        assertEquals(0, broken.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void shouldFailAtOnceWhenATaskWaitsForItsOwnKey(int spares) throws Exception {
        try (MillraceExecutor executor = open(2, spares)) {
            AtomicReference<Future<?>> second = new AtomicReference<>();
            long begin = System.nanoTime();
            Callable<Integer> outer = named("outer", () -> {
                Future<Integer> inner = executor.atomic("account 17").submit(named("inner", () -> 1));
                second.set(inner);
                return inner.get();
            });
            Future<Integer> first = executor.atomic("account 17").submit(outer);
            Throwable failure =
                    assertThrows(ExecutionException.class, first::get).getCause();
            assertTrue(System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(100));
            assertInstanceOf(IllegalStateException.class, failure);
            for (String part : List.of("outer", "inner", "account 17")) {
                assertTrue(failure.getMessage().contains(part), failure.getMessage());
            }
            assertEquals(1, second.get().get());
        }
    }

    private static <T> Callable<T> named(String name, Callable<T> task) {
        return new Callable<>() {
            @Override
            public T call() throws Exception {
                return task.call();
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    @Test
    void shouldFindACircleOfTwoKeys() throws Exception {
        try (MillraceExecutor executor = open(2, 8)) {
            CyclicBarrier both = new CyclicBarrier(2);
            Future<?> left = executor.atomic("left").submit(() -> {
                both.await();
                return executor.atomic("right").submit(() -> 1).get();
            });
            Future<?> right = executor.atomic("right").submit(() -> {
                both.await();
                return executor.atomic("left").submit(() -> 1).get();
            });
            int failed = 0;
            for (Future<?> task : List.of(left, right)) {
                try {
                    task.get(10, TimeUnit.SECONDS);
                } catch (ExecutionException circle) {
                    assertInstanceOf(IllegalStateException.class, circle.getCause());
                    failed++;
                }
            }
            assertTrue(failed >= 1);
        }
    }

    @Test
    void shouldFindACircleThroughATaskWithoutAKey() throws Exception {
        try (MillraceExecutor executor = open(1, 8)) {
            Future<Integer> first = executor.atomic("key")
                    .submit(() -> executor.submit(
                                    () -> executor.atomic("key").submit(() -> 1).get())
                            .get());
            Throwable failure = assertThrows(ExecutionException.class, () -> first.get(10, TimeUnit.SECONDS));
            while (failure.getCause() != null) {
                failure = failure.getCause();
            }
            assertInstanceOf(IllegalStateException.class, failure);
        }
    }

    @Test
    void shouldWaitForTasksOfOtherKeys() throws Exception {
        try (MillraceExecutor executor = open(1, 64)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                int key = i % 10;
                all.add(executor.atomic(key)
                        .submit(() ->
                                executor.atomic(key + 10).submit(() -> key).get()));
            }
            for (int i = 0; i < all.size(); i++) {
                assertEquals(i % 10, all.get(i).get());
            }
        }
    }

    /** A task of a key that waits keeps its key, though it has lost its place. */
    @Test
    void shouldKeepTheKeyOfATaskThatWaits() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        List<Integer> order = new ArrayList<>();
        try (MillraceExecutor executor = open(1, 64)) {
            ExecutorService key = executor.atomic("key");
            for (int i = 0; i < 200; i++) {
                int number = i;
                key.execute(() -> {
                    broken.addAndGet(inside.getAndIncrement());
                    order.add(number);
                    Future<?> other = executor.priority(7).submit(() -> {});
                    try {
                        other.get();
                    } catch (InterruptedException | ExecutionException failure) {
                        broken.incrementAndGet();
                    }
                    inside.getAndDecrement();
                });
            }
            key.submit(() -> {}).get();
        }
        assertEquals(0, broken.get());
        assertEquals(200, order.size());
        for (int i = 0; i < order.size(); i++) {
            assertEquals(i, order.get(i));
        }
    }

    @Test
    void shouldCompleteAnOrderedTaskInItsPlaceAfterItHasWaited() throws Exception {
        try (MillraceExecutor executor = open(1, 64);
                Series series = executor.newSeries()) {
            ExecutorService ordered = executor.ordered(series);
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int number = i;
                all.add(ordered.submit(() -> {
                    CompletableFuture.runAsync(() -> {}, executor).join();
                    return number;
                }));
            }
            for (int i = all.size() - 1; i >= 0; i--) {
                assertEquals(i, all.get(i).get());
                assertTrue(i == 0 || all.get(i - 1).isDone());
            }
        }
    }

    @Test
    void shouldKeepInterruptsApart() throws Exception {
        try (MillraceExecutor executor = open(1, 4)) {
            AtomicReference<Future<?>> inner = new AtomicReference<>();
            CountDownLatch started = new CountDownLatch(1);
            Future<Boolean> outer = executor.submit(() -> {
                Future<?> task = executor.submit(() -> {
                    started.countDown();
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return null;
                });
                inner.set(task);
                try {
                    task.get();
                } catch (java.util.concurrent.CancellationException cancelled) {
                    return Thread.currentThread().isInterrupted();
                }
                throw new AssertionError("not cancelled");
            });
            started.await();
            while (inner.get() == null) {
                Thread.onSpinWait();
            }
            assertTrue(inner.get().cancel(true));
            assertFalse(outer.get());
        }
    }

    @Test
    void shouldRunOnAnotherThreadWhatAWaitingThreadCannot() throws Exception {
        try (MillraceExecutor executor = open(1, 4)) {
            Future<Thread> outer = executor.submit(() -> {
                Thread own = Thread.currentThread();
                assertNotSame(
                        own,
                        executor.atomic("key").submit(Thread::currentThread).get());
                return own;
            });
            outer.get(10, TimeUnit.SECONDS);
        }
    }

    /** Two tasks that a device delivers together: the first waits for the second. */
    @Test
    void shouldNotKeepAtHandWhatATaskWaitsFor() throws Exception {
        try (MillraceExecutor executor = open(1, 4)) {
            Gate gate = new Gate();
            executor.execute(gate);
            gate.entered();
            AtomicReference<Future<Integer>> second = new AtomicReference<>();
            CountDownLatch both = new CountDownLatch(1);
            Future<Integer> first = executor.priority(0).submit(() -> {
                both.await();
                return second.get().get();
            });
            second.set(executor.priority(0).submit(() -> 7));
            both.countDown();
            gate.open();
            assertEquals(7, first.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldWaitForATimer() throws Exception {
        try (MillraceExecutor executor = open(1, 4)) {
            Future<Integer> waiting = executor.submit(
                    () -> executor.schedule(() -> 7, 20, TimeUnit.MILLISECONDS).get());
            assertEquals(7, waiting.get(10, TimeUnit.SECONDS));
            CountDownLatch latch = new CountDownLatch(1);
            Future<Boolean> unseen = executor.submit(() -> {
                executor.schedule(latch::countDown, 20, TimeUnit.MILLISECONDS);
                return latch.await(10, TimeUnit.SECONDS);
            });
            assertTrue(unseen.get());
        }
    }

    /** What is forked after shutdown still finds idle workers, and is waited for. */
    @Test
    void shouldForkAndWaitAfterShutdown() throws Exception {
        MillraceExecutor executor = open(2, 4);
        CountDownLatch shut = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        executor.execute(() -> {
            try {
                shut.await();
                ForkJoinTask.adapt(other::countDown).fork();
                other.await();
                for (int i = 0; i < 100; i++) {
                    ForkJoinTask.adapt(ran::incrementAndGet).fork();
                }
            } catch (InterruptedException e) {
                ran.set(-1);
            }
        });
        executor.shutdown();
        shut.countDown();
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(100, ran.get());
    }

    /** The place of a thread that waits is still its own if no other thread can be had. */
    @Test
    void shouldGoOnInItsPlaceWhenNoSpareCanBeStarted() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .spares(4)
                .threadFactory(loop -> asked.getAndIncrement() == 0 ? threads.newThread(loop) : null)
                .build();
        CompletableFuture<Integer> other = new CompletableFuture<>();
        Future<Integer> waiting = executor.submit(other::join);
        Future<Integer> behind = executor.submit(() -> 8);
        while (asked.get() < 3) {
            Thread.onSpinWait();
        }
        other.complete(7);
        assertEquals(7, waiting.get(10, TimeUnit.SECONDS));
        assertEquals(8, behind.get(10, TimeUnit.SECONDS));
        executor.close();
    }

    @Test
    void shouldKeepNothingOfATaskThatHasRun() throws Exception {
        try (MillraceExecutor executor = open(1, 4)) {
            byte[] payload = new byte[100];
            java.lang.ref.WeakReference<byte[]> reference = new java.lang.ref.WeakReference<>(payload);
            Future<Integer> future = submitWith(executor, payload);
            payload = null;
            assertEquals(100, future.get());
            executor.submit(() -> {}).get();
            for (int i = 0; i < 100 && reference.get() != null; i++) {
                System.gc();
            }
            assertEquals(null, reference.get());
            assertTrue(future.isDone());
        }
    }

    private static Future<Integer> submitWith(ExecutorService executor, byte[] payload) {
        return executor.submit(() -> payload.length);
    }
}
