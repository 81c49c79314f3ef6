package io.millrace.executor;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.PortCounter;
import io.millrace.core.SchedulingDomain;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for timers, and that somebody does. */
class TimersTest {

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private final AtomicReference<@Nullable SchedulingDomain> domain = new AtomicReference<>();

    private MillraceExecutor open(int workers, Duration keepAlive) {
        return MillraceExecutors.builder()
                .device(Around.told(domain::set))
                .workers(workers)
                .keepAlive(keepAlive)
                .threadFactory(threads)
                .build();
    }

    private void awaitSleep() {
        while (!threads.made.stream()
                .allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING
                        || thread.getState() == Thread.State.WAITING
                        || thread.getState() == Thread.State.TERMINATED)) {
            Thread.yield();
        }
    }

    private long parked(int workers) {
        SchedulingDomain opened = Objects.requireNonNull(domain.get());
        long parked = 0;
        for (int worker = 0; worker < workers; worker++) {
            parked += opened.counter(worker, PortCounter.PARKED);
        }
        return parked;
    }

    private static void spin(long nanos) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }

    /** The bound of lateness is loose: it tells a timer that was forgotten from one that a busy machine has delayed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldNeverBeEarlyNorForgotten(int workers) throws Exception {
        SplittableRandom random = new SplittableRandom(17);
        List<ScheduledFuture<Long>> lateness = new ArrayList<>();
        try (MillraceExecutor executor = open(workers, FOREVER)) {
            for (int timer = 0; timer < 1_000; timer++) {
                long delay = random.nextLong(MILLISECONDS.toNanos(100));
                long due = System.nanoTime() + delay;
                lateness.add(executor.schedule(() -> System.nanoTime() - due, delay, NANOSECONDS));
            }
            for (ScheduledFuture<Long> each : lateness) {
                long late = each.get();
                assertTrue(late >= 0 && late < SECONDS.toNanos(5), "lateNanos=" + late);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSleepThroughUntilTheFirstTimer(boolean forEver) throws Exception {
        ThreadMXBean clocks = ManagementFactory.getThreadMXBean();
        try (MillraceExecutor executor = open(3, forEver ? FOREVER : Duration.ofMinutes(1))) {
            for (int timer = 1; timer <= 3; timer++) {
                executor.schedule(() -> {}, timer, HOURS);
            }
            awaitSleep();
            spin(MILLISECONDS.toNanos(20));
            awaitSleep();
            long parked = parked(3);
            long before = cpuNanos(clocks);
            spin(MILLISECONDS.toNanos(200));
            assertEquals(0, parked(3) - parked);
            assertTrue(cpuNanos(clocks) - before < MILLISECONDS.toNanos(20));
            executor.shutdownNow();
        }
    }

    private long cpuNanos(ThreadMXBean clocks) {
        return threads.made.stream()
                .mapToLong(thread -> clocks.getThreadCpuTime(thread.getId()))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldWakeTheOneOnWatchForAnEarlierTimer(int workers) throws Exception {
        try (MillraceExecutor executor = open(workers, FOREVER)) {
            executor.schedule(() -> {}, 2, HOURS);
            for (int round = 0; round < 20; round++) {
                awaitSleep();
                executor.schedule(() -> {}, 1, HOURS);
                awaitSleep();
                executor.schedule(() -> {}, 100, MICROSECONDS).get(20, SECONDS);
            }
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldTakeTheWatchOverFromOneThatGetsBusy(int busy) throws Exception {
        try (MillraceExecutor executor = open(3, FOREVER)) {
            for (int timer = 1; timer <= 3; timer++) {
                executor.schedule(() -> {}, timer, HOURS);
            }
            for (int round = 0; round < 10; round++) {
                awaitSleep();
                ScheduledFuture<?> timer = executor.schedule(() -> {}, 5, MILLISECONDS);
                awaitSleep();
                Gate gate = new Gate();
                executor.directed(busy).execute(gate);
                gate.entered();
                timer.get(20, SECONDS);
                gate.open();
            }
            executor.shutdownNow();
        }
    }

    @Test
    void shouldStartAWorkerWhenTheOnlyOneThatIsThereGetsBusy() throws Exception {
        try (MillraceExecutor executor = open(2, Duration.ofMillis(1))) {
            for (int round = 0; round < 10; round++) {
                ScheduledFuture<?> timer = executor.schedule(() -> {}, 30, MILLISECONDS);
                while (executor.snapshot().workers() > 1) {
                    Thread.yield();
                }
                Gate gate = new Gate();
                executor.directed(0).execute(gate);
                gate.entered();
                timer.get(20, SECONDS);
                gate.open();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0", "2,0", "1,1", "2,1"})
    void shouldNotRetireFromATimer(int workers, int keepAliveMicros) throws Exception {
        SplittableRandom random = new SplittableRandom(workers);
        try (MillraceExecutor executor = open(workers, Duration.ofNanos(1_000L * keepAliveMicros))) {
            for (int round = 0; round < 5_000; round++) {
                executor.schedule(() -> {}, random.nextInt(60), MICROSECONDS).get(20, SECONDS);
                spin(random.nextInt(40_000));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldNotBeStarvedByAStreamOfShortTasks(int workers) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (MillraceExecutor executor = open(workers, FOREVER)) {
            Runnable again = new Runnable() {
                @Override
                public void run() {
                    if (!enough.get()) {
                        executor.execute(this);
                    }
                }
            };
            for (int task = 0; task < 2 * workers; task++) {
                executor.execute(again);
            }
            for (int round = 0; round < 10; round++) {
                executor.schedule(() -> {}, 1, MILLISECONDS).get(20, SECONDS);
            }
            enough.set(true);
        }
    }

    @Test
    void shouldExpireWithoutACreditLeft() throws Exception {
        Gate gate = new Gate();
        try (MillraceExecutor executor = MillraceExecutors.builder()
                .workers(1)
                .credits(1)
                .threadFactory(threads)
                .build()) {
            executor.execute(gate);
            gate.entered();
            List<ScheduledFuture<?>> timers = new ArrayList<>();
            for (int timer = 0; timer < 100; timer++) {
                executor.directed(0).execute(() -> {});
                timers.add(executor.schedule(() -> {}, timer % 5, MILLISECONDS));
            }
            gate.open();
            for (ScheduledFuture<?> timer : timers) {
                timer.get();
            }
        }
    }

    @Test
    void shouldForgetTimersThatAreCancelled() throws Exception {
        try (MillraceExecutor executor = open(2, FOREVER)) {
            List<WeakReference<Object>> cancelled = cancelled(executor, 100_000);
            while (cancelled.stream().anyMatch(each -> each.get() != null)) {
                System.gc();
            }
            executor.shutdown();
            assertTrue(executor.awaitTermination(20, SECONDS));
        }
    }

    private static List<WeakReference<Object>> cancelled(MillraceExecutor executor, int count) {
        List<ScheduledFuture<?>> timers = new ArrayList<>();
        List<WeakReference<Object>> references = new ArrayList<>();
        for (int timer = 0; timer < count; timer++) {
            byte[] luggage = new byte[16];
            ScheduledFuture<?> future = executor.schedule(() -> luggage[0], 1 + timer % 1_000, HOURS);
            timers.add(future);
            references.add(new WeakReference<>(future));
            references.add(new WeakReference<>(luggage));
        }
        timers.forEach(timer -> timer.cancel(false));
        return references;
    }

    @Test
    void shouldLetAWorkerRetireWhenItsLastTimerIsCancelled() throws Exception {
        try (MillraceExecutor executor = open(2, Duration.ofMillis(1))) {
            ScheduledFuture<?> timer = executor.schedule(() -> {}, 1, HOURS);
            spin(MILLISECONDS.toNanos(5));
            assertEquals(1, executor.snapshot().workers());
            timer.cancel(false);
            threads.join();
            assertEquals(0, executor.snapshot().workers());
            executor.schedule(() -> {}, 1, MILLISECONDS).get();
        }
    }

    @Test
    void shouldRunADelayedTaskOfAKeyByAnExecutorOfIt() throws Exception {
        ExclusivityChecker checker = new ExclusivityChecker();
        AtomicInteger ran = new AtomicInteger();
        try (MillraceExecutor executor = open(2, FOREVER)) {
            Runnable task = () -> {
                checker.enter("key");
                ran.incrementAndGet();
                checker.leave("key");
            };
            for (int timer = 0; timer < 50; timer++) {
                executor.schedule(() -> executor.atomic("key").execute(task), timer % 3, MILLISECONDS);
            }
            while (ran.get() < 50) {
                Thread.yield();
            }
        }
        checker.verify();
    }

    @Test
    void shouldRejectATimerForWhichNoWorkerCanBeStarted() {
        MillraceExecutor executor = MillraceExecutors.newScheduledThreadPool(1, loop -> null);
        assertThrows(RejectedExecutionException.class, () -> executor.schedule(() -> {}, 1, HOURS));
        executor.shutdown();
        assertTrue(executor.isTerminated());
    }

    @Test
    void shouldOfferTheFactoriesOfTheJdk() throws Exception {
        for (MillraceExecutor executor : List.of(
                MillraceExecutors.newScheduledThreadPool(2),
                MillraceExecutors.newScheduledThreadPool(2, threads),
                MillraceExecutors.newSingleThreadScheduledExecutor(),
                MillraceExecutors.newSingleThreadScheduledExecutor(threads))) {
            try (executor) {
                assertEquals(1, executor.schedule(() -> 1, 1, NANOSECONDS).get());
            }
        }
        assertThrows(IllegalArgumentException.class, () -> MillraceExecutors.newScheduledThreadPool(-1));
    }
}
