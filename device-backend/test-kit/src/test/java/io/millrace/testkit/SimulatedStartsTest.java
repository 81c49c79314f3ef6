package io.millrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.device.simulated.Exploration;
import io.millrace.device.simulated.Simulation;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of starts of one run, had again in others. */
class SimulatedStartsTest {

    private static final int WORKERS = 3;
    private static final int TASKS = 30;

    /** A run with real threads on the software device, which start in an order of their own. */
    private static StartOrder recorded() {
        Recording run = new Recording();
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(WORKERS)) {
            for (int i = 0; i < TASKS; i++) {
                executor.execute(run.task("task " + i, SimulatedStartsTest::someWork));
            }
        }
        return run.startOrder();
    }

    private static void someWork() {
        long end = System.nanoTime() + ThreadLocalRandom.current().nextInt(50_000);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static StartOrder followed(StartOrder order) {
        Recording run = new Recording();
        SimulatedStarts starts = SimulatedStarts.following(order);
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(WORKERS)) {
            for (int i = 0; i < TASKS; i++) {
                executor.execute(starts.task(run, "task " + i, () -> {}));
            }
        }
        return run.startOrder();
    }

    @Test
    void shouldHaveTheOrderOfARunWithRealThreadsAgainInAnySimulation() {
        for (int i = 0; i < 5; i++) {
            StartOrder order = recorded();
            assertEquals(TASKS, order.names().size());
            StartOrder read = StartOrder.parse(order.toString());
            Exploration.ofSeeds(10).check(simulation -> assertEquals(order, followed(read)));
        }
    }

    @Test
    void shouldHaveAnyOrderThatSoManyWorkersCanHave() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            names.add("task " + i);
        }
        // Of three that are next in line the last starts first.
        for (int i = 0; i + WORKERS <= TASKS; i += WORKERS) {
            Collections.swap(names, i, i + WORKERS - 1);
        }
        StartOrder order = new StartOrder(names);
        assertNotEquals(order, recorded());
        Exploration.ofSeeds(20).check(simulation -> assertEquals(order, followed(order)));
        assertEquals(order, followed(order), "with real threads");
    }

    /** As one that is tried again. */
    @Test
    void shouldCountATaskThatRunsTwiceOnce() {
        StartOrder order = new StartOrder(List.of("a", "b", "c"));
        Exploration.ofSeeds(50).check(simulation -> {
            Recording run = new Recording();
            SimulatedStarts starts = SimulatedStarts.following(order);
            try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(WORKERS)) {
                executor.execute(starts.task(run, "c", () -> {}));
                executor.execute(starts.task(run, "b", () -> {}));
                Runnable twice = starts.task(run, "a", () -> {});
                executor.execute(() -> {
                    twice.run();
                    twice.run();
                });
            }
            assertEquals(order, run.startOrder());
        });
    }

    @Test
    void shouldSayThatAnOrderCannotBeFollowed() throws Exception {
        StartOrder order = new StartOrder(List.of("second", "first"));
        Simulation.ofSeed(1).run(() -> {
            SimulatedStarts starts = SimulatedStarts.following(order, Duration.ofHours(1));
            Recording run = new Recording();
            try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(1)) {
                Future<?> first = executor.submit(starts.task(run, "first", () -> {}));
                executor.execute(starts.task(run, "second", () -> {}));
                String message = assertThrows(ExecutionException.class, first::get)
                        .getCause()
                        .getMessage();
                assertTrue(message.contains("waits=first, expected first=second"), message);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "millrace-starts-2 a", "millrace-starts-1 a a"})
    void shouldRefuseWhatIsNoOrder(String text) {
        assertThrows(IllegalArgumentException.class, () -> StartOrder.parse(text));
    }

    @Test
    void shouldReadNamesWithAnythingInThem() {
        StartOrder order = new StartOrder(List.of("a b", "ü=%", "a+b"));
        assertEquals(order, StartOrder.parse(order.toString()));
    }
}
