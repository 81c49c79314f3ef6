package io.millrace.samples.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.device.simulated.Exploration;
import io.millrace.device.simulated.Fault;
import io.millrace.device.simulated.Faults;
import io.millrace.device.simulated.Simulation;
import io.millrace.device.simulated.SimulationFailure;
import io.millrace.device.simulated.Strategy;
import io.millrace.device.simulated.Trace;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/guide.md} about tests by seed, between marks. */
class SimulationExamplesTest {

    private static final int SEEDS = 300;

    // begin lines with a race
    /** Hands on in order what is finished in any order. */
    static class Lines {

        final Map<Integer, String> finished = new ConcurrentHashMap<>();
        final AtomicInteger next = new AtomicInteger();
        final Consumer<String> writer;

        Lines(Consumer<String> writer) {
            this.writer = writer;
        }

        void finish(int place, String line) {
            finished.put(place, line);
            String ready = finished.remove(next.get());
            while (ready != null) {
                next.incrementAndGet();
                writer.accept(ready);
                ready = finished.remove(next.get());
            }
        }
    }
    // end lines with a race

    static class FixedLines extends Lines {

        FixedLines(Consumer<String> writer) {
            super(writer);
        }

        @Override
        // begin lines without a race
        void finish(int place, String line) {
            finished.put(place, line);
            String ready = finished.remove(next.get());
            while (ready != null) {
                writer.accept(ready);
                next.incrementAndGet(); // only now can anybody take the line after it
                ready = finished.remove(next.get());
            }
        }
        // end lines without a race
    }

    // begin four lines
    static void writeFourLines(Function<Consumer<String>, Lines> kind) throws Exception {
        List<String> written = new ArrayList<>();
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(3)) {
            ExecutorService file = executor.directed(); // one thread writes
            Lines lines = kind.apply(line -> {
                Simulation.note("hands on " + line);
                file.execute(() -> written.add(line));
            });
            List<Future<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int place = i;
                tasks.add(executor.submit(() -> lines.finish(place, "line " + place)));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }
        assertEquals(List.of("line 0", "line 1", "line 2", "line 3"), written);
    }
    // end four lines

    private static void explore() {
        // begin explored
        Exploration.ofSeeds(300).check(simulation -> writeFourLines(Lines::new));
        // end explored
    }

    @Test
    void shouldFindTheRaceAndHaveItAgain() {
        SimulationFailure failure = assertThrows(SimulationFailure.class, SimulationExamplesTest::explore);
        String message = failure.getMessage();
        assertTrue(message.contains("Simulation.replaying(Trace.parse(\"" + failure.trace() + "\"))"), message);
        assertTrue(failure.picture().text().contains("hands on line 0"), message);

        Matcher same = Pattern.compile("the same again: Simulation\\.of\\(Strategy\\.(\\w+), (\\d+)L\\)")
                .matcher(message);
        assertTrue(same.find(), message);
        Simulation again = Simulation.of(Strategy.valueOf(same.group(1)), Long.parseLong(same.group(2)));
        AssertionError found = assertThrows(AssertionError.class, () -> again.run(() -> writeFourLines(Lines::new)));
        assertEquals(failure.getCause().getMessage(), found.getMessage());
        assertTrue(failure.trace().size() <= again.trace().size(), message);

        String text = failure.trace().toString();
        AssertionError first = assertThrows(AssertionError.class, () -> replay(text));
        AssertionError second = assertThrows(AssertionError.class, () -> replay(text));
        assertEquals(first.getMessage(), second.getMessage());
    }

    private static void replay(String text) throws Exception {
        // begin replayed
        Simulation simulation = Simulation.replaying(Trace.parse(text));
        simulation.run(() -> writeFourLines(Lines::new));
        // end replayed
    }

    @Test
    void shouldPassWithoutTheRace() {
        // begin explored without a race
        Exploration.ofSeeds(300).check(simulation -> writeFourLines(FixedLines::new));
        // end explored without a race
    }

    @Test
    void shouldTryEveryRunOfASmallCase() {
        // begin exhaustive
        long runs = Exploration.exhaustive(1, 10_000).check(simulation -> writeFourLines(FixedLines::new));
        assertTrue(runs < 10_000, "these were all");
        // end exhaustive
        assertThrows(
                SimulationFailure.class,
                () -> Exploration.exhaustive(1, 10_000).check(simulation -> writeFourLines(Lines::new)));
    }

    @Test
    void shouldWaitAnHourInNoTime() throws Exception {
        // begin virtual time
        Simulation simulation = Simulation.ofSeed(42);
        simulation.run(() -> {
            try (MillraceExecutor executor = MillraceExecutors.newScheduledThreadPool(2)) {
                Future<String> late = executor.schedule(() -> "done", 1, TimeUnit.HOURS);
                assertThrows(TimeoutException.class, () -> late.get(59, TimeUnit.MINUTES));
                assertEquals("done", late.get(2, TimeUnit.MINUTES));
            }
        });
        // end virtual time
        assertTrue(simulation.isExact());
        // begin simulated builder
        try (MillraceExecutor executor =
                MillraceExecutors.simulated(42).workers(2).build()) {
            assertEquals(
                    "done", executor.schedule(() -> "done", 1, TimeUnit.HOURS).get());
        }
        // end simulated builder
    }

    @Test
    void shouldLoseWorkersAndNoTask() {
        AtomicInteger lost = new AtomicInteger();
        // begin faults
        Exploration.ofSeeds(200)
                .withFaults(Faults.none().oneIn(50, Fault.WORKER_DIES))
                .check(simulation -> {
                    try (MillraceExecutor executor = MillraceExecutors.builder()
                            .workers(3)
                            .device(simulation.device()) // this one can fail
                            .threadFactory(work -> {
                                Thread thread = new Thread(work);
                                thread.setUncaughtExceptionHandler((who, failure) -> lost.incrementAndGet());
                                return thread;
                            })
                            .build()) {
                        List<Future<Integer>> tasks = new ArrayList<>();
                        for (int i = 0; i < 8; i++) {
                            int number = i;
                            tasks.add(executor.submit(() -> number));
                        }
                        for (int i = 0; i < 8; i++) {
                            assertEquals(i, tasks.get(i).get());
                        }
                    }
                });
        // end faults
        assertTrue(lost.get() > 0, "workers that were lost");
    }

    // begin stand-in
    /** Stands in for a data base. */
    static final class Accounts {

        private final Map<String, Long> balances = new ConcurrentHashMap<>();

        long read(String account) {
            Simulation.pause(); // another task may go on here
            return balances.getOrDefault(account, 0L);
        }

        void write(String account, long balance) {
            Simulation.pause();
            balances.put(account, balance);
        }
    }
    // end stand-in

    private static void pay(Accounts accounts, Function<MillraceExecutor, ExecutorService> way) throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(2)) {
            ExecutorService view = way.apply(executor);
            Future<?> one = view.submit(() -> accounts.write("Ada", accounts.read("Ada") + 1));
            Future<?> other = view.submit(() -> accounts.write("Ada", accounts.read("Ada") + 1));
            one.get();
            other.get();
        }
        assertEquals(2, accounts.read("Ada"));
    }

    @Test
    void shouldFindARaceInATaskWherePausesAre() {
        assertThrows(
                SimulationFailure.class,
                () -> Exploration.ofSeeds(SEEDS).check(simulation -> pay(new Accounts(), executor -> executor)));
        Exploration.ofSeeds(200).check(simulation -> pay(new Accounts(), executor -> executor.atomic("Ada")));
    }

    @Test
    void shouldSayThatAWaitWasNotSeen() throws Exception {
        // begin not exact
        Simulation simulation = Simulation.ofSeed(42);
        simulation.run(() -> {
            try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(2)) {
                CountDownLatch latch = new CountDownLatch(1);
                executor.schedule(latch::countDown, 1, TimeUnit.SECONDS);
                latch.await(); // not seen: get() of the future would be
            }
        });
        assertFalse(simulation.isExact());
        // end not exact
    }
}
