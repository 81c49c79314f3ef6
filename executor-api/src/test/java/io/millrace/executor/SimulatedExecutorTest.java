package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.DeviceException;
import io.millrace.device.simulated.DeadlockException;
import io.millrace.device.simulated.Exploration;
import io.millrace.device.simulated.Fault;
import io.millrace.device.simulated.Faults;
import io.millrace.device.simulated.Simulation;
import io.millrace.device.simulated.SimulationFailure;
import io.millrace.device.simulated.Strategy;
import io.millrace.device.simulated.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Executors in virtual time: unchanged, and the same again with the same seed. */
class SimulatedExecutorTest {

    private static final int SEEDS = 20;

    /** What an executor is asked to do, and what was seen of it. */
    private static List<String> mixedWork(MillraceExecutor executor) throws Exception {
        List<String> seen = new ArrayList<>();
        List<Future<?>> futures = new ArrayList<>();
        Series series = executor.newSeries();
        for (int i = 0; i < 6; i++) {
            int task = i;
            futures.add(executor.submit(() -> seen.add("task " + task)));
            futures.add(executor.atomic("key " + task % 2).submit(() -> seen.add("keyed " + task)));
            futures.add(executor.ordered(series).submit(() -> seen.add("ordered " + task)));
            futures.add(executor.schedule(() -> seen.add("timed " + task), 1 + task % 3, TimeUnit.MINUTES));
        }
        for (Future<?> future : futures) {
            future.get();
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void shouldDoTheSameWithTheSameSeed(Strategy strategy) throws Exception {
        Set<List<String>> different = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Simulation first = Simulation.of(strategy, seed);
            List<String> seen = run(first);
            assertEquals(Optional.empty(), first.inexactness(), "seed=" + seed);
            Simulation again = Simulation.of(strategy, seed);
            assertEquals(seen, run(again), "seed=" + seed);
            Simulation replayed = Simulation.replaying(Trace.parse(first.trace().toString()));
            assertEquals(seen, run(replayed), "seed=" + seed);
            assertEquals(first.trace(), replayed.trace(), "seed=" + seed);
            assertEquals(first.steps(), replayed.steps(), "seed=" + seed);
            different.add(seen);
        }
        assertTrue(different.size() > SEEDS / 2, "different runs: " + different.size());
    }

    private static List<String> run(Simulation simulation) throws Exception {
        List<String> seen = new ArrayList<>();
        simulation.run(() -> {
            try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(3)) {
                seen.addAll(mixedWork(executor));
            }
        });
        return seen;
    }

    @Test
    void shouldBeginWithTheFirstExecutorAndEndWithTheLast() throws Exception {
        List<List<String>> runs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            try (MillraceExecutor executor =
                    MillraceExecutors.simulated(42).workers(3).build()) {
                runs.add(mixedWork(executor));
            }
            long begin = System.nanoTime();
            try (MillraceExecutor real = MillraceExecutors.newFixedThreadPool(1)) {
                assertThrows(
                        TimeoutException.class,
                        () -> real.schedule(() -> {}, 50, TimeUnit.MILLISECONDS).get(1, TimeUnit.MILLISECONDS));
            }
            assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(50), "time of the system");
        }
        assertEquals(1, new HashSet<>(runs).size(), runs::toString);
    }

    @Test
    void shouldLetADayPassAtOnce() {
        Exploration.ofSeeds(SEEDS).check(simulation -> {
            try (MillraceExecutor executor = MillraceExecutors.newScheduledThreadPool(2)) {
                List<String> seen = new ArrayList<>();
                executor.scheduleAtFixedRate(() -> seen.add("hour"), 1, 1, TimeUnit.HOURS);
                executor.schedule(() -> seen.add("day"), 24 * 60 + 30, TimeUnit.MINUTES)
                        .get();
                assertEquals(24, seen.stream().filter("hour"::equals).count(), seen::toString);
                assertEquals("day", seen.get(24));
            }
        });
    }

    @Test
    void shouldKeepItsPromisesOnAnySchedule() {
        Exploration.ofSeeds(10L * SEEDS).check(simulation -> {
            List<Integer> ordered = new ArrayList<>();
            int[] busy = new int[3];
            int[] ran = new int[3];
            try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(4);
                    Series series = executor.newSeries()) {
                for (int i = 0; i < 12; i++) {
                    int number = i;
                    executor.atomic(number % 3).execute(() -> {
                        assertEquals(0, busy[number % 3]++, "one at a time of key " + number % 3);
                        Simulation.pause();
                        busy[number % 3]--;
                        ran[number % 3]++;
                    });
                    series.put(new OrderedJob() {
                        @Override
                        public void parallel(Worker worker, long place) {
                            Simulation.pause();
                        }

                        @Override
                        public void serial(Worker worker) {
                            ordered.add(number);
                        }
                    });
                }
            }
            assertEquals(IntStream.range(0, 12).boxed().toList(), ordered);
            assertEquals(List.of(4, 4, 4), IntStream.of(ran).boxed().toList(), "each once");
        });
    }

    /** Returns a thread that says nothing when it dies, as is planned. */
    private static Thread silent(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, planned) -> {});
        return thread;
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "WORKER_STALLS",
                "CREDITS_RUN_OUT",
                "SPURIOUS_WAKE_UP",
                "SLOW_CONSUMER",
                "CLOCK_JUMP",
                "WORKER_DIES"
            })
    void shouldLoseNothingWhateverFails(Fault fault) {
        Exploration.ofSeeds(SEEDS).withFaults(Faults.none().oneIn(10, fault)).check(simulation -> {
            int[] ran = new int[20];
            try (MillraceExecutor executor = MillraceExecutors.builder()
                    .device(simulation.device())
                    .workers(2)
                    .threadFactory(SimulatedExecutorTest::silent)
                    .build()) {
                for (int i = 0; i < ran.length; i++) {
                    int task = i;
                    executor.execute(() -> ran[task]++);
                }
            }
            assertTrue(IntStream.of(ran).allMatch(times -> times == 1), "each once");
        });
    }

    @Test
    void shouldRunEachTaskThatWasTakenBeforeTheDeviceFails() {
        Exploration.ofSeeds(SEEDS)
                .withFaults(Faults.none().at(Fault.DEVICE_FAILS, 3))
                .check(simulation -> {
                    int taken = 0;
                    int[] ran = new int[1];
                    int failed = 0;
                    try (MillraceExecutor executor = MillraceExecutors.builder()
                            .device(simulation.device())
                            .workers(2)
                            .build()) {
                        for (int i = 0; i < 10; i++) {
                            try {
                                executor.directed().execute(() -> ran[0]++);
                                taken++;
                            } catch (DeviceException planned) {
                                failed++;
                            }
                        }
                    }
                    assertEquals(taken, ran[0]);
                    assertEquals(1, failed, "once, as planned");
                });
    }

    @Test
    void shouldTellOfTasksThatWaitForEachOther() {
        Simulation simulation = Simulation.ofSeed(1);
        DeadlockException thrown = assertThrows(
                DeadlockException.class,
                () -> simulation.run(() -> {
                    MillraceExecutor executor = MillraceExecutors.builder()
                            .workers(1)
                            .spares(0)
                            .daemons(true)
                            .build();
                    Callable<Object> inner = () -> "never";
                    executor.submit(() -> executor.submit(inner).get()).get();
                }));
        assertTrue(thrown.getMessage().contains("no thread can go on"), thrown.getMessage());
    }

    @Test
    void shouldTellOfADeadlockWhoClosesWhatWaits() {
        DeadlockException thrown = assertThrows(
                DeadlockException.class,
                () -> Simulation.ofSeed(1).run(() -> {
                    try (MillraceExecutor executor = MillraceExecutors.builder()
                            .workers(1)
                            .spares(0)
                            .daemons(true)
                            .build()) {
                        Callable<Object> inner = () -> "never";
                        executor.submit(() -> executor.submit(inner).get()).get();
                    }
                }));
        assertTrue(thrown.getMessage().contains("no thread can go on"), thrown.getMessage());
    }

    @Test
    void shouldSimulateTwoExecutorsTogether() throws Exception {
        try (MillraceExecutor first = MillraceExecutors.simulated(1).build();
                MillraceExecutor second = MillraceExecutors.simulated(1).build()) {
            assertEquals(
                    "both",
                    first.submit(() -> second.submit(() -> "both").get()).get());
        }
    }

    @Test
    void shouldRefuseTwoSimulationsOfOneThread() {
        try (MillraceExecutor executor = MillraceExecutors.simulated(1).build()) {
            String message = assertThrows(IllegalStateException.class, MillraceExecutors.simulated(2)::build)
                    .getMessage();
            assertTrue(message.contains("in another simulation"), message);
            assertFalse(executor.isShutdown());
        }
    }

    @Test
    void shouldRefuseFaultsOfADeviceThatIsNotUsed() {
        Simulation simulation = Simulation.ofSeed(1).withFaults(Faults.none().at(Fault.DEVICE_FAILS, 0));
        String message = assertThrows(
                        IllegalStateException.class,
                        () -> simulation.run(
                                () -> MillraceExecutors.newFixedThreadPool(1).close()))
                .getMessage();
        assertTrue(message.contains("simulation.device()"), message);
    }

    @Test
    void shouldShowTheFaultsToHaveAFailureAgain() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Exploration.ofSeeds(10)
                        .withFaults(Faults.none().at(Fault.DEVICE_FAILS, 0))
                        .check(simulation -> {
                            try (MillraceExecutor executor = MillraceExecutors.builder()
                                    .device(simulation.device())
                                    .build()) {
                                executor.directed().execute(() -> {});
                            }
                        }));
        assertTrue(
                failure.getMessage().contains(".withFaults(Faults.none().at(Fault.DEVICE_FAILS, 0L)).run("),
                failure.getMessage());
    }

    @Test
    void shouldRejectOrRunButNotBoth() {
        Exploration.ofSeeds(5L * SEEDS).check(simulation -> {
            int[] ran = new int[1];
            MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(2);
            Future<Integer> submitter = executor.submit(() -> {
                int accepted = 0;
                try {
                    for (int i = 0; i < 5; i++) {
                        executor.execute(() -> ran[0]++);
                        accepted++;
                    }
                } catch (RejectedExecutionException shutDown) {
                    // As it may.
                }
                return accepted;
            });
            executor.shutdown();
            assertTrue(executor.awaitTermination(1, TimeUnit.HOURS));
            assertEquals(submitter.get(), ran[0]);
        });
    }

    @Test
    void shouldEndAsOneOfThreeWays() {
        Exploration.ofSeeds(5L * SEEDS).check(simulation -> {
            boolean[] ran = new boolean[1];
            try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(2)) {
                Future<?> task = executor.submit(() -> {
                    ran[0] = true;
                });
                boolean cancelled = task.cancel(false);
                List<Runnable> returned = executor.shutdownNow();
                assertTrue(executor.awaitTermination(1, TimeUnit.HOURS));
                assertTrue(task.isDone() || !returned.isEmpty());
                assertFalse(cancelled && ran[0] && !task.isCancelled());
            }
        });
    }

    @Test
    void shouldMeasureInVirtualTime() throws Exception {
        Simulation.ofSeed(2).run(() -> {
            try (MillraceExecutor executor =
                    MillraceExecutors.builder().workers(1).recordLatency().build()) {
                executor.schedule(() -> {}, 1, TimeUnit.HOURS).get();
                assertTrue(executor.drain(Duration.ofHours(1)).isDone());
                assertThrows(
                        ExecutionException.class,
                        () -> executor.submit(() -> {
                                    throw new IllegalStateException("planned");
                                })
                                .get());
            }
        });
    }
}
