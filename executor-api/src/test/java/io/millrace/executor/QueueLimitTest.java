package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How many tasks come in while no worker ends one. */
class QueueLimitTest {

    /** A way in, and what a pool of the JDK is asked to do likewise. */
    enum Pool {
        PLAIN,
        MANY_KEYS,
        ORDERED,
        PRIORITY,
        ALL_WAYS,
        JDK
    }

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Pool pool : Pool.values()) {
            for (int limit : new int[] {0, 1, 2, 3, 7, 64, 1000}) {
                for (int workers : new int[] {1, 2, 4, 8}) {
                    cases.add(Arguments.of(pool, limit, workers, 1));
                    cases.add(Arguments.of(pool, limit, workers, 8));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldTakeExactlyAsManyAsWorkAndWait(Pool pool, int limit, int workers, int submitters) throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Runnable task = () -> {
            awaitOpen(open);
            ran.incrementAndGet();
        };
        int places = workers + limit;
        int each = (places + 16 + submitters - 1) / submitters;
        try (TimeLimit time = TimeLimit.seconds(30)) {
            ExecutorService executor = pool == Pool.JDK
                    ? new ThreadPoolExecutor(
                            workers,
                            workers,
                            60,
                            TimeUnit.SECONDS,
                            limit == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(limit))
                    : MillraceExecutors.builder()
                            .workers(workers)
                            .queueLimit(limit)
                            .build();
            List<ExecutorService> ways = ways(pool, executor);
            submit(submitters, each, n -> {
                try {
                    ways.get(n % ways.size()).execute(task);
                } catch (RejectedExecutionException e) {
                    refused.incrementAndGet();
                }
            });
            assertEquals(submitters * each - places, refused.get());
            open.countDown();
            executor.shutdown();
            assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
            assertEquals(places, ran.get());
        }
    }

    private static List<ExecutorService> ways(Pool pool, ExecutorService executor) {
        List<ExecutorService> ways = new ArrayList<>();
        if (executor instanceof MillraceExecutor own) {
            if (pool == Pool.MANY_KEYS || pool == Pool.ALL_WAYS) {
                for (int key = 0; key < 5; key++) {
                    ways.add(own.atomic(key));
                }
            }
            if (pool == Pool.ORDERED || pool == Pool.ALL_WAYS) {
                ways.add(own.ordered(own.newSeries()));
            }
            if (pool == Pool.PRIORITY || pool == Pool.ALL_WAYS) {
                ways.add(own.priority(0));
                ways.add(own.priority(7));
            }
            if (pool == Pool.ALL_WAYS) {
                ways.add(own.directed());
            }
        }
        if (ways.isEmpty() || pool == Pool.ALL_WAYS) {
            ways.add(executor);
        }
        return ways;
    }

    private interface Submission {
        void submit(int n) throws Exception;
    }

    private static void submit(int submitters, int each, Submission submission) throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        for (int submitter = 0; submitter < submitters; submitter++) {
            int offset = submitter;
            threads.add(new Thread(() -> {
                try {
                    begin.await();
                    for (int i = 0; i < each; i++) {
                        submission.submit(i * submitters + offset);
                    }
                } catch (Exception e) {
                    failures.incrementAndGet();
                }
            }));
        }
        threads.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(0, failures.get());
    }

    private static void awaitOpen(CountDownLatch open) {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldSayInARejectionHowManyThereAreAndWhatHelps() {
        CountDownLatch open = new CountDownLatch(1);
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .queueLimit(2)
                .name("small")
                .build();
        for (int i = 0; i < 3; i++) {
            executor.execute(() -> awaitOpen(open));
        }
        RejectedExecutionException rejection =
                assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
        assertEquals(
                "no room for another task: executor=small, queueLimit=2, workers=1, unfinished=3; submit less, raise"
                        + " queueLimit, or choose a RejectedTaskHandler that waits",
                rejection.getMessage());
        assertEquals(1, executor.snapshot().rejected());
        open.countDown();
        executor.close();
        assertEquals(3, executor.snapshot().completed());
    }

    @Test
    void shouldRefuseAFigureThatIsNone() {
        MillraceExecutorBuilder builder = MillraceExecutors.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.queueLimit(-1));
        assertThrows(NullPointerException.class, () -> builder.onRejection(null));
        assertThrows(IllegalArgumentException.class, () -> builder.queueTimeout(Duration.ZERO));
    }

    /** Nothing waits then, and whoever ends makes room for one. */
    @Test
    void shouldTakeOneForEachThatEndsWhereNoneMayWait() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        try (MillraceExecutor executor =
                MillraceExecutors.builder().workers(2).queueLimit(0).build()) {
            submit(8, 500, n -> {
                try {
                    executor.execute(() -> {
                        assertTrue(executor.placesTaken() <= 2);
                        ran.incrementAndGet();
                    });
                } catch (RejectedExecutionException e) {
                    refused.incrementAndGet();
                }
            });
            executor.shutdown();
            assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
            assertEquals(8 * 500, ran.get() + refused.get());
            assertTrue(ran.get() >= 2);
            assertEquals(0, executor.placesTaken());
        }
    }

    /** With a worker more there is a place more, and with a place more too. */
    @Test
    void shouldCountWorkersAndPlacesThatChangeWhereNoneMightWait() {
        CountDownLatch open = new CountDownLatch(1);
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .maxWorkers(2)
                .queueLimit(0)
                .build()) {
            executor.execute(() -> awaitOpen(open));
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            executor.resize(2);
            executor.execute(() -> awaitOpen(open));
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            executor.queueLimit(1);
            executor.execute(() -> awaitOpen(open));
            executor.queueLimit(0);
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            open.countDown();
        }
    }

    /** Neither while they wait for their time nor when they are due do timers have a place; nor are they dropped as overdue. */
    @Test
    void shouldLetTimersInWhateverTheLimit() throws Exception {
        Gate gate = new Gate();
        Duration time = Duration.ofMillis(100);
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .queueLimit(1)
                .queueTimeout(time)
                .onRejection(RejectedTaskHandler.discardOldest())
                .build()) {
            executor.execute(gate);
            gate.entered();
            List<Future<Integer>> timers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int number = i;
                timers.add(executor.schedule(() -> number, i % 2, TimeUnit.MILLISECONDS));
            }
            assertEquals(1, executor.placesTaken());
            Future<?> dropped = executor.submit(() -> {});
            executor.execute(() -> {});
            assertTrue(dropped.isCancelled(), "a timer was dropped in its place");
            long late = System.nanoTime() + 2 * time.toNanos();
            while (System.nanoTime() - late < 0) {
                Thread.onSpinWait();
            }
            assertEquals(2, executor.placesTaken());
            gate.open();
            for (int i = 0; i < 20; i++) {
                assertEquals(i, timers.get(i).get(10, TimeUnit.SECONDS));
            }
        }
    }

    /** What waits behind a key while other workers are idle counts like any other. */
    @Test
    void shouldCountWhatWaitsBehindItsKey() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (MillraceExecutor executor =
                MillraceExecutors.builder().workers(2).queueLimit(3).build()) {
            ExecutorService key = executor.atomic("key");
            for (int i = 0; i < 5; i++) {
                key.execute(() -> awaitOpen(open));
            }
            assertThrows(RejectedExecutionException.class, () -> key.execute(() -> {}));
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            open.countDown();
        }
    }

    @Test
    void shouldGiveTheRoomBackThatAFailingFactoryLeaves() {
        AtomicInteger calls = new AtomicInteger();
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .queueLimit(1)
                .threadFactory(task -> calls.incrementAndGet() <= 12 ? null : new Thread(task))
                .build()) {
            List<ExecutorService> ways = List.of(
                    executor, executor.atomic("key"), executor.ordered(executor.newSeries()), executor.priority(1));
            for (int i = 0; i < 12; i++) {
                ExecutorService way = ways.get(i % 4);
                RejectedExecutionException none =
                        assertThrows(RejectedExecutionException.class, () -> way.execute(() -> {}));
                assertTrue(none.getMessage().contains("no worker"), none.getMessage());
            }
            CountDownLatch open = new CountDownLatch(1);
            executor.execute(() -> awaitOpen(open));
            executor.execute(() -> {});
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            open.countDown();
        }
    }

    @Test
    void shouldGiveTheRoomBackThatViewsReturn() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        try (MillraceExecutor executor =
                MillraceExecutors.builder().workers(1).queueLimit(4).build()) {
            ExecutorService key = executor.atomic("key");
            Future<?> running = executor.submit(() -> awaitOpen(open));
            for (int i = 0; i < 4; i++) {
                key.execute(() -> {});
            }
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            assertEquals(4, key.shutdownNow().size());
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                futures.add(executor.submit(() -> {}));
            }
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            open.countDown();
            running.get();
            for (Future<?> future : futures) {
                future.get();
            }
        }
    }

    /** Two threads, three tasks each, two places: again and again, with nothing else between them. */
    @Test
    void shouldGiveThePlacesThereAreToThoseWhoRaceForThem() throws Exception {
        int rounds = 50_000;
        Bound bound = new Bound(
                "executor",
                new Lifecycle("executor"),
                () -> {
                    throw new AssertionError("nobody runs a task here");
                },
                1,
                new BoundShape(1, Bound.UNTIMED, RejectedTaskHandler.abort()));
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger[] taken = {new AtomicInteger(), new AtomicInteger()};
        submit(2, rounds, n -> {
            int round = n / 2;
            meet(arrived, 6 * round + 2);
            for (int i = 0; i < 3; i++) {
                taken[round % 2].addAndGet(bound.tryTake() ? 1 : 0);
            }
            meet(arrived, 6 * round + 4);
            if (n % 2 == 0) {
                wrong.addAndGet(taken[round % 2].getAndSet(0) == 2 ? 0 : 1);
                while (bound.taken() > 0) {
                    bound.giveBack();
                }
            }
            meet(arrived, 6 * round + 6);
        });
        assertEquals(0, wrong.get(), "rounds");
    }

    private static void meet(AtomicInteger arrived, int all) {
        arrived.incrementAndGet();
        for (int looks = 0; arrived.get() < all; looks++) {
            if (looks < 1_000) {
                Thread.onSpinWait();
            } else {
                // The other one waits for a processor.
                Thread.yield();
            }
        }
    }
}
