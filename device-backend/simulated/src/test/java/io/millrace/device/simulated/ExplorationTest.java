package io.millrace.device.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many runs of the same code. */
class ExplorationTest {

    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    /** Two threads that count, and lose a count if one goes on between the two steps of the other. */
    private static final class Counting {

        private int count;

        void run() throws InterruptedException {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Thread thread = new Thread(() -> Surroundings.run(this::countOne), "counter " + i);
                thread.setDaemon(true);
                Surroundings.start(thread);
                threads.add(thread);
            }
            for (Thread thread : threads) {
                Surroundings.join(thread, HOUR);
            }
            assertEquals(2, count, "counts");
        }

        private void countOne() {
            int read = count;
            Simulation.note("has read " + read);
            Simulation.pause();
            count = read + 1;
            Simulation.note("has written " + count);
        }
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void shouldFindALostCount(Strategy strategy) {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Exploration.ofSeeds(500).with(strategy).check(simulation -> new Counting().run()));
        String message = failure.getMessage();
        assertTrue(message.contains("Simulation.of(Strategy." + strategy), message);
        assertTrue(message.contains("Trace.parse(\"millrace-trace-1"), message);
        assertTrue(message.contains("has read 0"), message);
        assertTrue(failure.isRepeatable());
        assertTrue(failure.trace().size() <= 2, () -> "needs one switch, or two: " + failure.trace());
        assertThrows(
                AssertionError.class,
                () -> Simulation.replaying(failure.trace()).run(() -> new Counting().run()));
        assertTrue(failure.picture().text().contains("counter 1"), failure.picture()::text);
    }

    @Test
    void shouldTryEachWayInWhichTwoThreadsCanGo() {
        Set<String> orders = new HashSet<>();
        long runs = Exploration.exhaustive(10, 100_000).check(simulation -> {
            StringBuilder order = new StringBuilder();
            List<Thread> threads = new ArrayList<>();
            for (String name : List.of("a", "b")) {
                Thread thread = new Thread(() -> Surroundings.run(() -> {
                    for (int i = 0; i < 3; i++) {
                        order.append(name);
                        Simulation.pause();
                    }
                }));
                Surroundings.start(thread);
                threads.add(thread);
            }
            for (Thread thread : threads) {
                Surroundings.join(thread, HOUR);
            }
            orders.add(order.toString());
        });
        // Three of six places.
        assertEquals(20, orders.size(), orders::toString);
        assertTrue(runs < 100_000, "all: runs=" + runs);
    }

    @Test
    void shouldNotFindWhatNeedsMoreDeviationsThanAllowed() {
        assertEquals(1, Exploration.exhaustive(0, 100).check(simulation -> new Counting().run()));
        assertThrows(
                SimulationFailure.class,
                () -> Exploration.exhaustive(2, 10_000).check(simulation -> new Counting().run()));
    }

    @Test
    void shouldRefuseWhatExhaustiveCannotDo() {
        Exploration exhaustive = Exploration.exhaustive(1, 10);
        assertThrows(IllegalStateException.class, () -> exhaustive.from(1));
        assertThrows(IllegalStateException.class, () -> exhaustive.with(Strategy.PCT));
        Faults byChance = Faults.none().oneIn(2, Fault.CLOCK_JUMP);
        assertThrows(IllegalArgumentException.class, () -> exhaustive.withFaults(byChance));
    }

    @Test
    void shouldGoNoFurtherWhenItIsInterrupted() {
        int[] runs = new int[1];
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Exploration.ofSeeds(10).check(simulation -> {
                    runs[0]++;
                    throw new InterruptedException("planned");
                }));
        assertTrue(Thread.interrupted(), "is told on");
        assertEquals(1, runs[0]);
        assertTrue(failure.getMessage().contains("interrupted"), failure::getMessage);
    }

    @Test
    void shouldSayThatAFailureDoesNotComeAgain() {
        int[] runs = new int[1];
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Exploration.ofSeeds(10).check(simulation -> assertTrue(runs[0]++ != 3, "planned")));
        assertTrue(failure.getMessage().contains("did not fail again"), failure::getMessage);
        assertFalse(failure.isRepeatable());
    }

    @Test
    void shouldCountItsRuns() {
        List<String> seen = new ArrayList<>();
        assertEquals(7, Exploration.ofSeeds(7).from(100).check(simulation -> seen.add(simulation.toString())));
        assertEquals(7, new HashSet<>(seen).size());
        assertTrue(seen.get(0).contains("seed=100"), seen::toString);
    }

    @Test
    void shouldRefuseFiguresThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> Exploration.ofSeeds(0));
        assertThrows(IllegalArgumentException.class, () -> Exploration.exhaustive(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> Exploration.exhaustive(1, 0));
        assertThrows(
                IllegalArgumentException.class, () -> Exploration.ofSeeds(1).with());
    }

    @Test
    void shouldTellTheSeedOfWhatRecursesWithoutEnd() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class, () -> Exploration.ofSeeds(1).check(simulation -> deeper(0)));
        assertInstanceOf(StackOverflowError.class, failure.getCause());
    }

    private static int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }
}
