package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Threads submit in all ways while others pause, resume and resize, and then the executor ends in one way or the other. */
class LiveConcurrencyTest {

    private static final int SUBMITTERS = 3;
    private static final int TASKS = 2000;
    private static final int KEYS = 4;

    private final TrackedThreads threads = new TrackedThreads();
    private final AtomicIntegerArray runs = new AtomicIntegerArray(SUBMITTERS * TASKS);
    private final AtomicReference<@Nullable String> broken = new AtomicReference<>();
    private final AtomicBoolean[] held = new AtomicBoolean[KEYS];

    /** The last number of each submitter that ran, by key. */
    private final int[][] last = new int[KEYS][SUBMITTERS];

    /** How each task was submitted, once it was accepted. */
    private final AtomicIntegerArray ways = new AtomicIntegerArray(SUBMITTERS * TASKS);

    /** A task that is known by its number when it is returned. */
    private record Numbered(int number, Runnable body) implements Runnable {

        @Override
        public void run() {
            body.run();
        }
    }

    private final Queue<Future<?>> timers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    LiveConcurrencyTest() {
        for (int key = 0; key < KEYS; key++) {
            held[key] = new AtomicBoolean();
            Arrays.fill(last[key], -1);
        }
    }

    @RepeatedTest(40)
    void shouldRunAllOnceInOrderWhateverIsPausedOrResized(RepetitionInfo repetition) throws Exception {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        int places = 1 + seed % 4;
        MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1 + random.nextInt(places))
                .maxWorkers(places)
                .credits(2 + random.nextInt(64))
                .spares(seed % 5 == 0 ? 4 : 0)
                .startOrder(random.nextBoolean() ? StartOrder.FIFO : StartOrder.RELAXED)
                .keepAlive(random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(60))
                .threadFactory(threads)
                .build();
        int end = seed % 3;
        List<Runnable> unstarted = List.of();
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            Series series = executor.newSeries();
            CountDownLatch submitted = new CountDownLatch(SUBMITTERS);
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> all = new ArrayList<>();
            for (int submitter = 0; submitter < SUBMITTERS; submitter++) {
                int me = submitter;
                all.add(new Thread(() -> {
                    submit(executor, series, me, new Random(seed * 31L + me));
                    submitted.countDown();
                }));
            }
            for (int control = 0; control < 2; control++) {
                Random own = new Random(seed * 97L + control);
                all.add(new Thread(() -> {
                    while (!over.get()) {
                        control(executor, series, own);
                    }
                }));
            }
            all.forEach(threads::adopt);
            all.forEach(Thread::start);
            if (end == 0) {
                submitted.await();
                over.set(true);
                join(all);
                executor.resume();
                series.resume();
                for (int key = 0; key < KEYS; key++) {
                    executor.resumeKey(key);
                }
                executor.submit(() -> {}).get();
                executor.shutdown();
            } else {
                while (accepted.get() < TASKS) {
                    Thread.yield();
                }
                // Against those who pause and resize.
                if (end == 1) {
                    executor.shutdown();
                } else {
                    unstarted = executor.shutdownNow();
                }
            }
            assertTrue(executor.awaitTermination(50, TimeUnit.SECONDS), executor::toString);
            over.set(true);
            join(all);
        }
        threads.join();
        assertNull(broken.get());
        threads.assertNothingUncaught();
        int ran = 0;
        for (int task = 0; task < runs.length(); task++) {
            assertTrue(runs.get(task) <= 1, "ran twice");
            ran += runs.get(task);
        }
        for (Runnable task : unstarted) {
            if (task instanceof Numbered numbered) {
                assertEquals(1, runs.incrementAndGet(numbered.number()), "returned, and run");
            }
        }
        StringBuilder lost = new StringBuilder();
        for (int task = 0; task < runs.length(); task++) {
            if (ways.get(task) > 0 && ways.get(task) < 6 && runs.get(task) == 0) {
                lost.append(" number=").append(task).append(" way=").append(ways.get(task) - 1);
            }
        }
        assertEquals("", lost.toString(), "accepted, and neither run nor returned");
        // As with the JDK's, a timer that comes in while the executor is stopped is cancelled.
        long cancelled = timers.stream().filter(Future::isCancelled).count();
        assertEquals(accepted.get(), ran + unstarted.size() + cancelled, "timers that were neither run nor returned");
        assertEquals(0, executor.keys().size());
        assertEquals(0, executor.keys().paused().size());
        assertEquals(0, executor.plain().turns());
    }

    private static void join(List<Thread> all) throws InterruptedException {
        for (Thread thread : all) {
            thread.join();
        }
    }

    private void submit(MillraceExecutor executor, Series series, int me, Random random) {
        try {
            for (int i = 0; i < TASKS; i++) {
                int task = me * TASKS + i;
                int key = random.nextInt(KEYS);
                int number = i;
                int way = random.nextInt(6);
                Numbered plain = new Numbered(task, () -> run(task));
                switch (way) {
                    case 0, 1 -> executor.execute(plain);
                    case 2 -> executor.atomic(key).execute(new Numbered(task, () -> runKeyed(task, key, me, number)));
                    case 3 -> executor.ordered(series).execute(plain);
                    case 4 -> view(executor, random).execute(plain);
                    default ->
                        timers.add(executor.schedule(() -> run(task), random.nextInt(200), TimeUnit.MICROSECONDS));
                }
                ways.set(task, way + 1);
                accepted.incrementAndGet();
            }
        } catch (RejectedExecutionException ended) {
            // As it must be.
        }
    }

    private static ExecutorService view(MillraceExecutor executor, Random random) {
        return random.nextBoolean()
                ? executor.directed(random.nextInt(executor.workerLimit()))
                : executor.priority(random.nextInt(8));
    }

    private static void control(MillraceExecutor executor, Series series, Random random) {
        int key = random.nextInt(KEYS);
        switch (random.nextInt(8)) {
            case 0 -> executor.pause();
            case 1, 2 -> executor.resume();
            case 3 -> executor.pauseKey(key);
            case 4 -> executor.resumeKey(key);
            case 5 -> series.pause();
            case 6 -> series.resume();
            default -> executor.resize(1 + random.nextInt(executor.workerLimit()));
        }
        long begin = System.nanoTime();
        long pause = random.nextInt(100_000);
        while (System.nanoTime() - begin < pause) {
            Thread.onSpinWait();
        }
    }

    private void run(int task) {
        runs.incrementAndGet(task);
    }

    private void runKeyed(int task, int key, int submitter, int number) {
        if (!held[key].compareAndSet(false, true)) {
            broken.compareAndSet(null, "two tasks of one key at once: key=" + key);
        }
        if (last[key][submitter] >= number) {
            broken.compareAndSet(null, "tasks of one key out of order: key=" + key);
        }
        last[key][submitter] = number;
        run(task);
        held[key].set(false);
    }

    @RepeatedTest(10)
    void shouldNeverRunMoreThanTheNumberOnceWhatRanBeforeHasEnded(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        try (TimeLimit limit = TimeLimit.seconds(60);
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(4)
                        .threadFactory(threads)
                        .build()) {
            for (int round = 0; round < 30; round++) {
                int number = 1 + random.nextInt(4);
                for (int i = 0; i < 40; i++) {
                    executor.execute(this::count);
                    executor.atomic(i).execute(this::count);
                    executor.priority(i % 8).execute(this::count);
                }
                executor.resize(number);
                while (executor.snapshot().workers() > number) {
                    Thread.yield();
                }
                most.set(0);
                CountDownLatch done = new CountDownLatch(200);
                for (int i = 0; i < 200; i++) {
                    executor.execute(() -> {
                        count();
                        done.countDown();
                    });
                }
                done.await();
                assertTrue(most.get() <= number, "ran at once: most=" + most.get() + ", number=" + number);
            }
        }
    }

    private void count() {
        int now = running.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 5_000) {
            Thread.onSpinWait();
        }
        running.decrementAndGet();
    }
}
