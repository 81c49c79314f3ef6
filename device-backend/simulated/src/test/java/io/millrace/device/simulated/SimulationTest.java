package io.millrace.device.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of threads that ask for nothing but their surroundings. */
class SimulationTest {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    /** Threads that put their names in a list, with a step between; returns the list. */
    private static List<String> race(Simulation simulation) throws Exception {
        List<String> order = new ArrayList<>();
        simulation.run(() -> {
            List<Thread> threads = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                threads.add(start(name, () -> {
                    order.add(name);
                    Simulation.pause();
                    order.add(name);
                }));
            }
            for (Thread thread : threads) {
                assertTrue(Surroundings.join(thread, HOUR));
            }
        });
        return order;
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(() -> Surroundings.run(work), name);
        thread.setDaemon(true);
        Surroundings.start(thread);
        return thread;
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void shouldDoTheSameWithTheSameSeed(Strategy strategy) throws Exception {
        for (long seed = 0; seed < 40; seed++) {
            Simulation first = Simulation.of(strategy, seed);
            Simulation second = Simulation.of(strategy, seed);
            assertEquals(race(first), race(second), "seed=" + seed);
            assertEquals(first.trace(), second.trace(), "seed=" + seed);
            assertEquals(first.steps(), second.steps(), "seed=" + seed);
            assertTrue(first.isExact(), () -> first.inexactness() + ", " + first);
        }
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void shouldReplayATrace(Strategy strategy) throws Exception {
        for (long seed = 0; seed < 40; seed++) {
            Simulation first = Simulation.of(strategy, seed);
            List<String> order = race(first);
            Simulation again = Simulation.replaying(Trace.parse(first.trace().toString()));
            assertEquals(order, race(again), "seed=" + seed);
            assertEquals(first.trace(), again.trace(), "seed=" + seed);
            assertEquals(first.steps(), again.steps(), "seed=" + seed);
        }
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void shouldFindDifferentOrders(Strategy strategy) throws Exception {
        List<List<String>> orders = new ArrayList<>();
        for (long seed = 0; seed < 40; seed++) {
            orders.add(race(Simulation.of(strategy, seed)));
        }
        assertTrue(orders.stream().distinct().count() > 3, () -> "orders: " + orders);
    }

    @Test
    void shouldDoWhatIsPlainestWithoutDecisions() throws Exception {
        assertEquals(
                List.of("a", "a", "b", "b", "c", "c"), race(Simulation.replaying(Trace.parse("millrace-trace-1"))));
    }

    @Test
    void shouldLetTimePassAtOnce() throws Exception {
        long begin = System.nanoTime();
        long[] passed = new long[1];
        Simulation.ofSeed(1).run(() -> {
            long start = Surroundings.nanoTime();
            while (Surroundings.nanoTime() - start < 24 * HOUR) {
                Surroundings.parkNanos(passed, HOUR);
            }
            passed[0] = Surroundings.nanoTime() - start;
        });
        assertTrue(passed[0] >= 24 * HOUR && passed[0] < 25 * HOUR, "passed: " + passed[0]);
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(20));
    }

    @Test
    void shouldWakeWhoSleeps() throws Exception {
        List<String> order = new ArrayList<>();
        Simulation simulation = Simulation.ofSeed(3);
        simulation.run(() -> {
            Thread sleeper = start("sleeper", () -> {
                while (order.isEmpty()) {
                    Surroundings.park(order);
                }
                order.add("woken");
            });
            Surroundings.giveWay();
            order.add("wakes");
            Surroundings.unpark(sleeper);
            Surroundings.join(sleeper, HOUR);
        });
        assertEquals(List.of("wakes", "woken"), order);
        assertTrue(simulation.isExact());
    }

    @Test
    void shouldNotSleepAfterAWakeUp() throws Exception {
        long[] slept = new long[1];
        Simulation.replaying(Trace.parse("millrace-trace-1")).run(() -> {
            Surroundings.unpark(Thread.currentThread());
            long begin = Surroundings.nanoTime();
            Surroundings.parkNanos(slept, HOUR);
            slept[0] = Surroundings.nanoTime() - begin;
        });
        assertTrue(slept[0] < HOUR, "slept: " + slept[0]);
    }

    @Test
    void shouldEndTheSleepOfWhoIsInterrupted() throws Exception {
        boolean[] seen = new boolean[2];
        Simulation.ofSeed(4).run(() -> {
            Thread sleeper = start("sleeper", () -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Surroundings.park(seen);
                }
                seen[0] = true;
                InterruptedException thrown = assertThrows(
                        InterruptedException.class, () -> Surroundings.await(() -> false, HOUR, nanos -> false));
                seen[1] = thrown != null && !Thread.currentThread().isInterrupted();
            });
            Surroundings.giveWay();
            sleeper.interrupt();
            assertTrue(Surroundings.join(sleeper, HOUR));
        });
        assertTrue(seen[0], "woken");
        assertTrue(seen[1], "thrown, and the status cleared");
    }

    @Test
    void shouldTellOfThreadsThatWaitForEachOther() {
        DeadlockException thrown = assertThrows(
                DeadlockException.class,
                () -> Simulation.ofSeed(5).run(() -> {
                    start("other", () -> Surroundings.park("for ever"));
                    Surroundings.await(() -> false, Long.MAX_VALUE, nanos -> false);
                }));
        assertTrue(thrown.getMessage().contains("other sleeps at String"), thrown.getMessage());
    }

    @Test
    void shouldGoOnWhereAThreadWaitsUnseen() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Simulation simulation = Simulation.ofSeed(6);
        simulation.run(() -> {
            start("other", latch::countDown);
            latch.await();
        });
        assertFalse(simulation.isExact());
        String why = simulation.inexactness().orElseThrow();
        assertTrue(why.contains("CountDownLatch.await"), why);
    }

    @Test
    void shouldLetTimePassForWhoWaitsUnseen() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Simulation.ofSeed(6).run(() -> {
            start("other", () -> {
                for (int i = 0; i < 100; i++) {
                    Surroundings.parkNanos(latch, HOUR);
                }
                latch.countDown();
            });
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        });
    }

    @Test
    void shouldGiveThreadsBackToTheSystemAtTheEnd() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Simulation.ofSeed(7).run(() -> {
            Thread open = start("left open", () -> {
                Surroundings.park(ended);
                ended.countDown();
            });
            while (!Surroundings.isAsleep(open)) {
                Surroundings.giveWay();
            }
        });
        assertTrue(ended.await(10, TimeUnit.SECONDS));
        assertTrue(Math.abs(Surroundings.nanoTime() - System.nanoTime()) < HOUR, "the time is that of the system");
    }

    /** However often nobody has come back before: what is done now may wake who waits elsewhere, and that takes a while in the system. */
    @Test
    void shouldLetWhoIsWokenElsewhereComeBackBeforeItIsMuchLater() throws Exception {
        for (long seed = 0; seed < 5; seed++) {
            CompletableFuture<Void> sign = new CompletableFuture<>();
            AtomicBoolean back = new AtomicBoolean();
            Simulation.ofSeed(seed).run(() -> {
                Thread thread = start("waits elsewhere", () -> {
                    sign.join();
                    Simulation.pause();
                    back.set(true);
                });
                Simulation.pause();
                // Long enough for it to be known that nobody comes back.
                for (int i = 0; i < 20; i++) {
                    Surroundings.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(10));
                }
                sign.complete(null);
                Surroundings.parkNanos(this, HOUR);
                assertTrue(back.get(), "it is an hour later");
                assertTrue(Surroundings.join(thread, HOUR));
            });
        }
    }

    /** Who waits for a lock by giving way, while the one that began comes to the end from elsewhere. */
    @Test
    void shouldLetThreadsGoThatGiveWayAtTheEnd() throws Exception {
        for (long seed = 0; seed < 100; seed++) {
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch going = new CountDownLatch(2);
            CountDownLatch ended = new CountDownLatch(2);
            Simulation.ofSeed(seed).run(() -> {
                for (int i = 0; i < 2; i++) {
                    start("gives way", () -> {
                        for (int times = 0; !over.get(); times++) {
                            Surroundings.giveWay();
                            if (times == 100) {
                                going.countDown();
                            }
                        }
                        ended.countDown();
                    });
                }
                going.await();
            });
            over.set(true);
            assertTrue(ended.await(10, TimeUnit.SECONDS), "seed=" + seed);
        }
    }

    /** On a busy machine the end of a thread takes a while; whoever waits for it does so for the simulation, which knows that. */
    @Test
    void shouldStayExactThoughAThreadTakesLongToEnd() throws Exception {
        Simulation simulation = Simulation.ofSeed(4);
        simulation.run(() -> {
            Thread thread = new Thread(() -> {
                Surroundings.run(Simulation::pause);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            });
            Surroundings.start(thread);
            assertTrue(Surroundings.join(thread, HOUR));
        });
        assertTrue(simulation.isExact(), () -> simulation.inexactness().toString());
    }

    @Test
    void shouldLetTimePassForWhoSpins() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Simulation.ofSeed(9).run(() -> {
            Thread spinning = start("spins", () -> {
                while (!stop.get()) {
                    Thread.onSpinWait();
                }
            });
            Simulation.pause();
            for (int i = 0; i < 100; i++) {
                Surroundings.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(10));
            }
            stop.set(true);
            assertTrue(Surroundings.join(spinning, HOUR));
        });
    }

    @Test
    void shouldBeClosedByTwoThreadsAtOnce() throws Exception {
        for (long seed = 0; seed < 4; seed++) {
            Device device = Devices.find("simulated:" + seed);
            SchedulingDomain first = open(device);
            FutureTask<?> closes = new FutureTask<>(
                    () -> {
                        for (int i = 0; i < 10; i++) {
                            open(device).close();
                        }
                    },
                    null);
            start("other", closes);
            first.close();
            for (int i = 0; i < 10; i++) {
                open(device).close();
            }
            closes.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldBeginAnewAfterADeadlock() {
        Device device = Devices.find("simulated:3");
        SchedulingDomain stuck = open(device);
        assertThrows(DeadlockException.class, () -> Surroundings.parkNanos(this, Long.MAX_VALUE));
        assertThrows(DeadlockException.class, stuck::close);
        try (SchedulingDomain domain = open(device)) {
            Surroundings.parkNanos(this, HOUR);
        }
    }

    @Test
    void shouldGoOnWithTheTimeThatItHadForWhoKeepsAClock() throws Exception {
        List<LongSupplier> clocks = new ArrayList<>();
        long[] atTheEnd = new long[1];
        Simulation.ofSeed(7).run(() -> {
            clocks.add(Surroundings.clock());
            Surroundings.parkNanos(this, HOUR);
            atTheEnd[0] = Surroundings.nanoTime();
        });
        long first = clocks.get(0).getAsLong();
        assertTrue(first >= atTheEnd[0], "does not go back");
        Thread.sleep(5);
        long later = clocks.get(0).getAsLong() - first;
        assertTrue(later >= TimeUnit.MILLISECONDS.toNanos(5) && later < HOUR, "later=" + later);
    }

    @Test
    void shouldKeepTheTimeWhenWhatWasLeftOpenIsClosedLater() throws Exception {
        Device device = Devices.find("simulated:7");
        SchedulingDomain left = open(device);
        LongSupplier clock = Surroundings.clock();
        Surroundings.parkNanos(this, HOUR);
        Simulation.ofSeed(8).run(() -> {});
        Thread.sleep(20);
        long before = clock.getAsLong();
        left.close();
        assertTrue(clock.getAsLong() >= before, "does not go back");
    }

    /** Its factory has let it end before it came to its work. */
    @Test
    void shouldForgetAThreadThatEndsWithoutAWord() throws Exception {
        Simulation.ofSeed(7).run(() -> {
            Thread thread = new Thread(() -> {}, "ends at once");
            Surroundings.start(thread);
            assertTrue(Surroundings.join(thread, HOUR));
        });
    }

    @Test
    void shouldNotTakeAReplayForAnotherOfTheSameSize() {
        Device device = replayOf(7).device();
        try (SchedulingDomain domain = open(device)) {
            assertThrows(IllegalStateException.class, () -> open(replayOf(8).device()));
            Simulation failing = replayOf(7).withFaults(Faults.none().at(Fault.CLOCK_JUMP, 1));
            assertThrows(IllegalStateException.class, () -> open(failing.device()));
            open(replayOf(7).device()).close();
        }
    }

    @Test
    void shouldNameTheSameFaultsAlike() {
        Faults faults = Faults.none().at(Fault.CLOCK_JUMP, 17).at(Fault.CLOCK_JUMP, 1);
        assertEquals(
                faults.code(),
                Faults.none().at(Fault.CLOCK_JUMP, 1).at(Fault.CLOCK_JUMP, 17).code());
    }

    /** Returns one that decides for the plainest, but for one decision. */
    private static Simulation replayOf(int decision) {
        return Simulation.replaying(new Trace(List.of(new Trace.Answer(decision, 1))));
    }

    private static SchedulingDomain open(Device device) {
        return device.open(DomainConfiguration.credits(1)
                .queue(QueueConfiguration.unordered("work"))
                .port(PortConfiguration.linkedTo(0))
                .build());
    }

    @Test
    void shouldLetAThreadComeToItsWorkBeforeItsStarterGoesOn() throws Exception {
        for (long seed = 0; seed < 20; seed++) {
            List<String> order = new ArrayList<>();
            Simulation.ofSeed(seed).run(() -> {
                Thread thread = new Thread(() -> {
                    // As a factory of the user's may do.
                    order.add("prepares");
                    Surroundings.run(() -> {});
                });
                Surroundings.start(thread);
                order.add("has started it");
                Surroundings.join(thread, HOUR);
            });
            assertEquals(List.of("prepares", "has started it"), order, "seed=" + seed);
        }
    }

    @Test
    void shouldThrowWhatTheBodyThrows() {
        IllegalStateException failure = new IllegalStateException("planned");
        assertSame(
                failure,
                assertThrows(
                        IllegalStateException.class,
                        () -> Simulation.ofSeed(8).run(() -> {
                            throw failure;
                        })));
    }

    @Test
    void shouldRefuseASecondRunAtOnce() throws Exception {
        Simulation simulation = Simulation.ofSeed(9);
        simulation.run(() -> assertThrows(IllegalStateException.class, () -> simulation.run(() -> {})));
    }

    @Test
    void shouldRefuseARunInARun() throws Exception {
        Simulation.ofSeed(9)
                .run(() -> assertThrows(
                        IllegalStateException.class, () -> Simulation.ofSeed(10).run(() -> {})));
    }

    @Test
    void shouldDrawTheSame() throws Exception {
        List<Integer> first = draws(10);
        assertEquals(first, draws(10));
        assertNotEquals(first, draws(11));
    }

    private static List<Integer> draws(long seed) throws Exception {
        List<Integer> drawn = new ArrayList<>();
        Simulation.ofSeed(seed).run(() -> {
            for (int i = 0; i < 20; i++) {
                drawn.add(Surroundings.chance(100));
            }
        });
        return drawn;
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulated", "simulated:42", "simulated:-1:PCT"})
    void shouldBeFoundByItsName(String name) {
        Device device = Devices.find(name);
        assertEquals("simulated", device.name());
        assertTrue(Simulation.of(device).toString().contains("seed="));
    }

    @ParameterizedTest
    @CsvSource({"simulated:x", "simulated:1:LUCKY", "simulated:1:PCT:2"})
    void shouldRefuseAWishThatItDoesNotKnow(String name) {
        String message = assertThrows(IllegalArgumentException.class, () -> Devices.find(name))
                .getMessage();
        assertTrue(message.contains("expected=SEED or SEED:STRATEGY"), message);
    }

    @Test
    void shouldRefuseADeviceThatIsNotSimulated() {
        String message = assertThrows(IllegalArgumentException.class, () -> Simulation.of(Devices.find("software")))
                .getMessage();
        assertTrue(message.contains("simulated:SEED"), message);
    }

    @Test
    void shouldRefuseAWishOfADeviceWithoutChoices() {
        String message = assertThrows(IllegalArgumentException.class, () -> Devices.find("software:fast"))
                .getMessage();
        assertTrue(message.contains("wish=fast"), message);
        assertThrows(IllegalArgumentException.class, () -> Devices.find("nothing:1"));
    }
}
