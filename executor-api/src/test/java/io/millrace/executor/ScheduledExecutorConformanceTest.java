package io.millrace.executor;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link ScheduledExecutorService} says, and what {@code ScheduledThreadPoolExecutor} makes of it, which is tested too. */
class ScheduledExecutorConformanceTest {

    private static final Runnable NOTHING = () -> {};
    private static final long DELAY = MILLISECONDS.toNanos(3);

    @RegisterExtension
    final TrackedThreads threads = new TrackedThreads();

    private interface Body {
        void with(ScheduledExecutorService executor) throws Exception;
    }

    private void in(Scheduling scheduling, Body body) throws Exception {
        in(scheduling, Scheduling.DEFAULT, body);
    }

    private void in(Scheduling scheduling, TimerPolicy policy, Body body) throws Exception {
        ScheduledExecutorService executor = scheduling.open(threads, policy);
        try {
            body.with(executor);
        } finally {
            executor.shutdownNow();
            assertTrue(executor.awaitTermination(20, SECONDS));
        }
    }

    private static List<BiFunction<Runnable, TimeUnit, ScheduledFuture<?>>> ways(ScheduledExecutorService executor) {
        return List.of(
                (task, unit) -> executor.schedule(task, 1, unit),
                (task, unit) -> executor.schedule(task == null ? (Callable<Object>) null : () -> null, 1, unit),
                (task, unit) -> executor.scheduleAtFixedRate(task, 1, 1, unit),
                (task, unit) -> executor.scheduleWithFixedDelay(task, 1, 1, unit));
    }

    // Once.

    @ParameterizedTest
    @EnumSource
    void shouldRunACallableAfterItsDelayAndNotBefore(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            for (int round = 0; round < 20; round++) {
                long begin = System.nanoTime();
                assertTrue(
                        executor.schedule(System::nanoTime, DELAY, NANOSECONDS).get() - begin >= DELAY);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunARunnableAfterItsDelayAndNotBefore(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            AtomicReference<Long> ran = new AtomicReference<>();
            long begin = System.nanoTime();
            ScheduledFuture<?> future = executor.schedule(() -> ran.set(System.nanoTime()), DELAY, NANOSECONDS);
            assertNull(future.get());
            assertTrue(future.isDone());
            assertFalse(future.isCancelled());
            assertTrue(ran.get() - begin >= DELAY);
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunAtOnceWhatHasNoDelay(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            for (long delay : new long[] {0, -1, Long.MIN_VALUE}) {
                assertEquals("ran", executor.schedule(() -> "ran", delay, DAYS).get());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunAtTheFirstTimeWhatRepeatsWithoutDelay(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            CountDownLatch ran = new CountDownLatch(2);
            executor.scheduleAtFixedRate(ran::countDown, Long.MIN_VALUE, 1, DAYS);
            executor.scheduleWithFixedDelay(ran::countDown, -1, 1, DAYS);
            ran.await();
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldAnExceptionInTheFuture(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            ScheduledFuture<?> failing = executor.schedule(
                    () -> {
                        throw new IllegalStateException("planted");
                    },
                    1,
                    NANOSECONDS);
            ExecutionException failure = assertThrows(ExecutionException.class, failing::get);
            assertEquals("planted", failure.getCause().getMessage());
            executor.schedule(NOTHING, 1, NANOSECONDS).get();
            threads.assertNothingUncaught();
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldTimeOutWaitingForWhatIsNotDue(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            ScheduledFuture<?> later = executor.schedule(NOTHING, 1, HOURS);
            assertThrows(TimeoutException.class, () -> later.get(1, MILLISECONDS));
            assertFalse(later.isDone());
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunInTheOrderOfTheirTimes(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            Gate[] gates = closeAll(scheduling, executor);
            List<Integer> order = new ArrayList<>();
            // A thread that is held up between two calls makes the second one due later than the delays say.
            TreeMap<ScheduledFuture<?>, Integer> byTime = new TreeMap<>();
            for (int delay : new int[] {4, 2, 3, 1, 0}) {
                byTime.put(executor.schedule(() -> addTo(order, delay), delay, MILLISECONDS), delay);
            }
            Set<ScheduledFuture<?>> futures = byTime.keySet();
            for (ScheduledFuture<?> future : futures) {
                while (future.getDelay(NANOSECONDS) > 0) {
                    Thread.onSpinWait();
                }
            }
            for (Gate gate : gates) {
                gate.open();
            }
            for (ScheduledFuture<?> future : futures) {
                future.get();
            }
            if (scheduling.workers() == 1) {
                assertEquals(List.copyOf(byTime.values()), order);
            }
        });
    }

    private static void addTo(List<Integer> order, int number) {
        synchronized (order) {
            order.add(number);
        }
    }

    private static Gate[] closeAll(Scheduling scheduling, ScheduledExecutorService executor)
            throws InterruptedException {
        Gate[] gates = new Gate[scheduling.workers()];
        for (int gate = 0; gate < gates.length; gate++) {
            gates[gate] = new Gate();
            executor.execute(gates[gate]);
            gates[gate].entered();
        }
        return gates;
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetATaskScheduleTasks(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            ScheduledFuture<ScheduledFuture<String>> outer =
                    executor.schedule(() -> executor.schedule(() -> "inner", 1, NANOSECONDS), 1, NANOSECONDS);
            assertEquals("inner", outer.get().get());
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunOtherTasksWhileTimersWait(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            executor.schedule(NOTHING, 1, HOURS);
            for (int task = 0; task < 100; task++) {
                assertEquals("ran", executor.submit(() -> "ran").get());
            }
            assertEquals(2, executor.invokeAll(List.of(() -> 1, () -> 2)).size());
            assertEquals("any", executor.invokeAny(List.of(() -> "any")));
        });
    }

    // Again and again.

    @ParameterizedTest
    @EnumSource
    void shouldSetEachRunOnePeriodAfterTheOneBefore(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            List<long[]> times = new ArrayList<>();
            CountDownLatch ran = new CountDownLatch(10);
            AtomicReference<ScheduledFuture<?>> future = new AtomicReference<>();
            Gate late = new Gate();
            Runnable task = () -> {
                if (times.isEmpty()) {
                    // So long that several runs have to be made up for.
                    late.run();
                }
                times.add(timeOf(future.get()));
                ran.countDown();
            };
            future.set(executor.scheduleAtFixedRate(task, 0, DELAY, NANOSECONDS));
            late.entered();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < 3 * DELAY) {
                Thread.onSpinWait();
            }
            late.open();
            ran.await();
            future.get().cancel(false);
            for (int run = 1; run < 10; run++) {
                long[] before = times.get(run - 1);
                long[] after = times.get(run);
                assertTrue(after[0] - before[1] <= DELAY && DELAY <= after[1] - before[0], "run=" + run);
            }
        });
    }

    /** Returns bounds of the time for which a task is set, as close as one can tell. */
    private static long[] timeOf(ScheduledFuture<?> future) {
        long before = System.nanoTime();
        long delay = future.getDelay(NANOSECONDS);
        return new long[] {before + delay, System.nanoTime() + delay};
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitForTheDelayFromTheEndOfARun(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            List<Long> begins = new ArrayList<>();
            List<Long> ends = new ArrayList<>();
            CountDownLatch ran = new CountDownLatch(5);
            Runnable task = () -> {
                begins.add(System.nanoTime());
                ran.countDown();
                ends.add(System.nanoTime());
            };
            ScheduledFuture<?> future = executor.scheduleWithFixedDelay(task, DELAY, DELAY, NANOSECONDS);
            ran.await();
            future.cancel(false);
            for (int run = 1; run < 5; run++) {
                assertTrue(begins.get(run) - ends.get(run - 1) >= DELAY);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverRunATaskBesideItself(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch ran = new CountDownLatch(200);
            executor.scheduleAtFixedRate(
                    () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.yield();
                        running.decrementAndGet();
                        ran.countDown();
                    },
                    0,
                    1,
                    NANOSECONDS);
            ran.await();
            assertEquals(1, most.get());
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRepeatATaskThatThrows(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            AtomicInteger runs = new AtomicInteger();
            Runnable task = () -> {
                if (runs.incrementAndGet() == 3) {
                    throw new IllegalStateException("planted");
                }
            };
            ScheduledFuture<?> future = executor.scheduleAtFixedRate(task, 0, 1, NANOSECONDS);
            assertThrows(ExecutionException.class, future::get);
            assertTrue(future.isDone());
            assertFalse(future.isCancelled());
            executor.schedule(NOTHING, DELAY, NANOSECONDS).get();
            assertEquals(3, runs.get());
            threads.assertNothingUncaught();
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRepeatATaskThatCancelsItself(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            AtomicInteger runs = new AtomicInteger();
            AtomicReference<ScheduledFuture<?>> future = new AtomicReference<>();
            Gate known = new Gate();
            future.set(executor.scheduleWithFixedDelay(
                    () -> {
                        known.run();
                        runs.incrementAndGet();
                        future.get().cancel(false);
                    },
                    1,
                    1,
                    MILLISECONDS));
            known.open();
            assertThrows(CancellationException.class, future.get()::get);
            executor.schedule(NOTHING, DELAY, NANOSECONDS).get();
            assertEquals(1, runs.get());
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellWhatRepeats(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            assertFalse(((RunnableScheduledFuture<?>) executor.schedule(NOTHING, 1, HOURS)).isPeriodic());
            assertTrue(((RunnableScheduledFuture<?>) executor.scheduleAtFixedRate(NOTHING, 1, 1, HOURS)).isPeriodic());
            assertTrue(
                    ((RunnableScheduledFuture<?>) executor.scheduleWithFixedDelay(NOTHING, 1, 1, HOURS)).isPeriodic());
        });
    }

    // Cancelling.

    @ParameterizedTest
    @EnumSource
    void shouldNotRunWhatWasCancelled(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            AtomicInteger runs = new AtomicInteger();
            ScheduledFuture<?> once = executor.schedule(runs::incrementAndGet, 1, HOURS);
            ScheduledFuture<?> often = executor.scheduleAtFixedRate(runs::incrementAndGet, 1, 1, HOURS);
            assertTrue(once.cancel(false));
            assertTrue(often.cancel(true));
            assertFalse(once.cancel(false));
            assertThrows(CancellationException.class, once::get);
            assertThrows(CancellationException.class, often::get);
            executor.shutdown();
            assertTrue(executor.awaitTermination(20, SECONDS));
            assertEquals(0, runs.get());
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldInterruptARunThatIsCancelledSo(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            Gate gate = new Gate();
            CountDownLatch ended = new CountDownLatch(1);
            ScheduledFuture<?> future = executor.scheduleAtFixedRate(
                    () -> {
                        gate.run();
                        ended.countDown();
                    },
                    0,
                    1,
                    NANOSECONDS);
            gate.entered();
            future.cancel(true);
            ended.await();
            assertTrue(gate.wasInterrupted());
            assertFalse(executor.schedule(() -> Thread.currentThread().isInterrupted(), 1, NANOSECONDS)
                    .get());
        });
    }

    // Delays.

    @ParameterizedTest
    @EnumSource
    void shouldTellHowLongItTakesYet(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            ScheduledFuture<?> hour = executor.schedule(NOTHING, 1, HOURS);
            long minutes = hour.getDelay(TimeUnit.MINUTES);
            assertTrue(minutes == 59 || minutes == 60, "minutes=" + minutes);
            ScheduledFuture<?> now = executor.schedule(NOTHING, 0, NANOSECONDS);
            now.get();
            assertTrue(now.getDelay(NANOSECONDS) <= 0);
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldCompareByTimeAndThenByOrder(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            ScheduledFuture<?> two = executor.schedule(NOTHING, 2, HOURS);
            ScheduledFuture<?> one = executor.schedule(NOTHING, 1, HOURS);
            assertTrue(one.compareTo(two) < 0);
            assertTrue(two.compareTo(one) > 0);
            assertEquals(0, one.compareTo(one));
            ScheduledExecutorService other = scheduling.open(threads);
            ScheduledFuture<?> foreign = other.schedule(NOTHING, 3, HOURS);
            assertTrue(foreign.compareTo(two) > 0);
            assertTrue(two.compareTo(foreign) < 0);
            other.shutdownNow();
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldStandDelaysThatAreTooLong(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            ScheduledFuture<?> never = executor.schedule(NOTHING, Long.MAX_VALUE, DAYS);
            ScheduledFuture<?> neither = executor.scheduleAtFixedRate(NOTHING, Long.MAX_VALUE, 1, NANOSECONDS);
            assertTrue(never.getDelay(DAYS) > 36_500);
            assertTrue(neither.getDelay(DAYS) > 36_500);
            executor.schedule(NOTHING, 1, MILLISECONDS).get();
            executor.schedule(NOTHING, -1, MILLISECONDS).get();
            assertFalse(never.isDone());
            assertFalse(neither.isDone());
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldStandPeriodsThatAreTooLong(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            CountDownLatch ran = new CountDownLatch(2);
            ScheduledFuture<?> rate = executor.scheduleAtFixedRate(ran::countDown, 0, Long.MAX_VALUE, DAYS);
            ScheduledFuture<?> delay = executor.scheduleWithFixedDelay(ran::countDown, 0, Long.MAX_VALUE, NANOSECONDS);
            ran.await();
            while (rate.getDelay(DAYS) < 36_500 || delay.getDelay(DAYS) < 36_500) {
                Thread.onSpinWait();
            }
            executor.schedule(NOTHING, 1, MILLISECONDS).get();
            assertFalse(rate.isDone());
        });
    }

    // Refusals.

    @ParameterizedTest
    @EnumSource
    void shouldRefuseNull(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            for (var way : ways(executor)) {
                assertThrows(NullPointerException.class, () -> way.apply(null, SECONDS));
                assertThrows(NullPointerException.class, () -> way.apply(NOTHING, null));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefusePeriodsThatAreNotPositive(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            for (long period : new long[] {0, -1, Long.MIN_VALUE}) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> executor.scheduleAtFixedRate(NOTHING, 0, period, SECONDS));
                assertThrows(
                        IllegalArgumentException.class,
                        () -> executor.scheduleWithFixedDelay(NOTHING, 0, period, SECONDS));
                assertThrows(NullPointerException.class, () -> executor.scheduleAtFixedRate(null, 0, period, SECONDS));
                assertThrows(
                        NullPointerException.class, () -> executor.scheduleWithFixedDelay(NOTHING, 0, period, null));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectAfterShutdownWhatIsNoMistake(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            executor.shutdown();
            for (var way : ways(executor)) {
                assertThrows(RejectedExecutionException.class, () -> way.apply(NOTHING, SECONDS));
                assertThrows(NullPointerException.class, () -> way.apply(null, SECONDS));
                assertThrows(NullPointerException.class, () -> way.apply(NOTHING, null));
            }
            assertThrows(IllegalArgumentException.class, () -> executor.scheduleAtFixedRate(NOTHING, 0, 0, SECONDS));
        });
    }

    // Shutdown.

    @ParameterizedTest
    @EnumSource
    void shouldRunDelayedTasksAfterShutdownAndWaitForThem(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            AtomicInteger runs = new AtomicInteger();
            ScheduledFuture<?> last = executor.schedule(NOTHING, 1, HOURS);
            for (int delay = 1; delay <= 5; delay++) {
                executor.schedule(runs::incrementAndGet, delay, MILLISECONDS);
            }
            executor.shutdown();
            while (runs.get() < 5) {
                assertFalse(executor.isTerminated());
                Thread.yield();
            }
            assertFalse(executor.awaitTermination(5, MILLISECONDS));
            assertFalse(last.isDone());
            last.cancel(false);
            assertTrue(executor.awaitTermination(20, SECONDS));
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldCancelPeriodicTasksOnShutdown(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            ScheduledFuture<?> rate = executor.scheduleAtFixedRate(NOTHING, 1, 1, HOURS);
            ScheduledFuture<?> delay = executor.scheduleWithFixedDelay(NOTHING, 0, 1, NANOSECONDS);
            executor.shutdown();
            assertTrue(executor.awaitTermination(20, SECONDS));
            assertTrue(rate.isCancelled());
            assertTrue(delay.isCancelled());
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetARunEndThatShutdownMeets(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            Gate gate = new Gate();
            ScheduledFuture<?> future = executor.scheduleAtFixedRate(gate, 0, 1, NANOSECONDS);
            gate.entered();
            executor.shutdown();
            assertFalse(executor.isTerminated());
            gate.open();
            assertTrue(executor.awaitTermination(20, SECONDS));
            assertTrue(future.isCancelled());
            assertFalse(gate.wasInterrupted());
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldCancelDelayedTasksOnShutdownIfAskedTo(Scheduling scheduling) throws Exception {
        in(scheduling, new TimerPolicy(false, false), executor -> {
            Gate[] gates = closeAll(scheduling, executor);
            ScheduledFuture<?> due = executor.schedule(NOTHING, 0, NANOSECONDS);
            ScheduledFuture<?> later = executor.schedule(NOTHING, 1, HOURS);
            executor.shutdown();
            assertTrue(later.isCancelled());
            assertFalse(due.isCancelled());
            for (Gate gate : gates) {
                gate.open();
            }
            assertTrue(executor.awaitTermination(20, SECONDS));
            due.get();
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldGoOnWithPeriodicTasksAfterShutdownIfAskedTo(Scheduling scheduling) throws Exception {
        in(scheduling, new TimerPolicy(false, true), executor -> {
            AtomicInteger runs = new AtomicInteger();
            ScheduledFuture<?> future = executor.scheduleAtFixedRate(runs::incrementAndGet, 0, 1, MILLISECONDS);
            executor.shutdown();
            int before = runs.get();
            while (runs.get() < before + 5) {
                assertFalse(executor.isTerminated());
                Thread.yield();
            }
            future.cancel(false);
            assertTrue(executor.awaitTermination(20, SECONDS));
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldReturnTimersFromShutdownNow(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            Gate[] gates = closeAll(scheduling, executor);
            List<Object> timers = new ArrayList<>();
            timers.add(executor.schedule(NOTHING, 0, NANOSECONDS));
            timers.add(executor.scheduleAtFixedRate(NOTHING, 0, 1, HOURS));
            for (int hours = 1; hours <= 10; hours++) {
                timers.add(executor.schedule(NOTHING, hours, HOURS));
                timers.add(executor.schedule(() -> "unrun", hours, HOURS));
                timers.add(executor.scheduleAtFixedRate(NOTHING, hours, 1, HOURS));
                timers.add(executor.scheduleWithFixedDelay(NOTHING, hours, 1, HOURS));
            }
            List<Runnable> unstarted = executor.shutdownNow();
            assertEquals(timers.size(), unstarted.size());
            assertEquals(Set.copyOf(timers), Set.copyOf(unstarted));
            assertTrue(executor.awaitTermination(20, SECONDS));
            for (Object timer : timers) {
                assertFalse(((ScheduledFuture<?>) timer).isDone());
            }
            for (Gate gate : gates) {
                assertTrue(gate.wasInterrupted());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRepeatARunThatShutdownNowMeets(Scheduling scheduling) throws Exception {
        in(scheduling, executor -> {
            ConcurrentLinkedQueue<Long> runs = new ConcurrentLinkedQueue<>();
            Gate gate = new Gate();
            ScheduledFuture<?> future = executor.scheduleWithFixedDelay(
                    () -> {
                        runs.add(System.nanoTime());
                        gate.run();
                    },
                    0,
                    1,
                    NANOSECONDS);
            gate.entered();
            assertEquals(List.of(), executor.shutdownNow());
            assertTrue(executor.awaitTermination(20, SECONDS));
            assertTrue(gate.wasInterrupted());
            assertTrue(future.isCancelled());
            assertEquals(1, runs.size());
        });
    }
}
