package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import io.millrace.executor.ExactlyOnceChecker.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timers race with those who cancel them and with the end of the executor: what was accepted ends exactly once. */
class TimersConcurrencyTest {

    private static final int SUBMITTERS = 2;
    private static final int TIMERS_EACH = 40;
    private static final int TIMERS = SUBMITTERS * TIMERS_EACH;

    @ParameterizedTest
    @CsvSource({
        "true,60000,true,false",
        "true,0,true,false",
        "false,60000,true,false",
        "false,0,true,false",
        "false,0,false,false",
        "false,60000,false,true",
        "true,60000,true,true"
    })
    void shouldEndEveryAcceptedTimerOnce(boolean now, int keepAliveMillis, boolean keepsDelayed, boolean keepsPeriodic)
            throws Exception {
        int rounds = Integer.getInteger("millrace.rounds", 200);
        try (TimeLimit limit = TimeLimit.seconds(60)) {
            for (int round = 0; round < rounds; round++) {
                TrackedThreads threads = new TrackedThreads();
                MillraceExecutor executor = MillraceExecutors.builder()
                        .workers(1 + round % 3)
                        .keepAlive(Duration.ofMillis(keepAliveMillis))
                        .threadFactory(threads)
                        .executeExistingDelayedTasksAfterShutdownPolicy(keepsDelayed)
                        .continueExistingPeriodicTasksAfterShutdownPolicy(keepsPeriodic)
                        .build();
                new Round(executor, round).run(now);
                threads.join();
                threads.assertNothingUncaught();
                assertEquals(0, executor.snapshot().workers());
            }
        }
    }

    private static final class Round {

        private final MillraceExecutor executor;
        private final int seed;
        private final ExactlyOnceChecker checker = new ExactlyOnceChecker(TIMERS);
        private final AtomicIntegerArray ran = new AtomicIntegerArray(TIMERS);
        private final AtomicReferenceArray<ScheduledFuture<?>> futures = new AtomicReferenceArray<>(TIMERS);

        Round(MillraceExecutor executor, int seed) {
            this.executor = executor;
            this.seed = seed;
        }

        void run(boolean now) throws InterruptedException {
            List<Thread> others = new ArrayList<>();
            for (int submitter = 0; submitter < SUBMITTERS; submitter++) {
                int first = submitter * TIMERS_EACH;
                others.add(new Thread(() -> scheduleAll(first)));
            }
            others.add(new Thread(this::cancelSome));
            others.forEach(Thread::start);
            spin(new SplittableRandom(seed).nextInt(40_000));
            List<Runnable> unstarted = List.of();
            if (now) {
                unstarted = executor.shutdownNow();
            } else {
                executor.shutdown();
            }
            for (Thread other : others) {
                other.join();
            }
            // Those that go on after the shutdown.
            for (int timer = 0; timer < TIMERS && !now; timer++) {
                if (isPeriodic(timer) && futures.get(timer) != null) {
                    futures.get(timer).cancel(false);
                }
            }
            assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS), executor::toString);
            verify(unstarted);
        }

        private static boolean isPeriodic(int timer) {
            return timer % 5 == 0;
        }

        private void scheduleAll(int first) {
            SplittableRandom random = new SplittableRandom(seed * 31L + first);
            for (int timer = first; timer < first + TIMERS_EACH; timer++) {
                int number = timer;
                try {
                    futures.set(
                            timer,
                            isPeriodic(timer)
                                    ? executor.scheduleAtFixedRate(
                                            () -> {}, random.nextInt(50), 20, TimeUnit.MICROSECONDS)
                                    : executor.schedule(
                                            () -> {
                                                ran.incrementAndGet(number);
                                                checker.ended(number, End.RAN);
                                            },
                                            random.nextInt(200),
                                            TimeUnit.MICROSECONDS));
                } catch (RejectedExecutionException e) {
                    checker.ended(timer, End.REJECTED);
                }
            }
        }

        private void cancelSome() {
            SplittableRandom random = new SplittableRandom(~seed);
            for (int look = 0; look < 300; look++) {
                ScheduledFuture<?> future = futures.get(random.nextInt(TIMERS));
                if (future != null) {
                    future.cancel(random.nextBoolean());
                }
            }
        }

        private void verify(List<Runnable> unstarted) {
            Set<Object> returned = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Runnable task : unstarted) {
                assertTrue(returned.add(task), "returned twice");
            }
            for (int timer = 0; timer < TIMERS; timer++) {
                ScheduledFuture<?> future = futures.get(timer);
                if (future != null && returned.remove(future)) {
                    checker.ended(timer, End.RETURNED);
                } else if (future != null && ran.get(timer) == 0 && future.isCancelled()) {
                    checker.ended(timer, End.CANCELLED);
                }
            }
            assertEquals(Set.of(), returned);
            checker.verify();
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }
}
