package io.millrace.testkit;

import static io.millrace.testkit.MillraceAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.device.simulated.Simulation;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.OrderedPipeline;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Real executors: code that keeps its promises passes all that is asserted, and code that does not is found. */
class MillraceSimulationTest {

    private static final int WORKERS = 3;
    private static final int ITEMS = 6;

    /** What is wrong on purpose; run by the tests below alone. */
    static final class Planted {

        @SimulatedTest
        void shouldKeepOrderInAPoolAlone(Recording recording) {
            try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(WORKERS)) {
                for (int item = 0; item < ITEMS; item++) {
                    Integer handed = item;
                    recording.submits("orders", handed);
                    executor.execute(() -> recording.emits("orders", handed));
                }
            }
            assertThat(recording).drains().completesInOrder("orders");
        }

        @SimulatedTest
        void shouldExcludeEachOtherInAPoolAlone(Recording recording) {
            work(recording, (executor, key) -> executor);
            assertThat(recording).runsEachOnce().drains().neverOverlaps();
        }

        @SimulatedTest
        void shouldGiveBackWhatIsStillThere(Recording recording) {
            try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(WORKERS)) {
                recording.watches(() -> executor.snapshot().inFlight());
                executor.execute(recording.task("forgotten", Simulation::pause));
                assertThat(recording).conservesCredits();
            }
        }
    }

    private static void work(Recording recording, BiFunction<MillraceExecutor, String, Executor> way) {
        MillraceExecutor used = MillraceExecutors.newFixedThreadPool(WORKERS);
        recording.watches(() -> used.snapshot().inFlight());
        try (used) {
            for (int task = 0; task < ITEMS; task++) {
                String key = task % 2 == 0 ? "even" : "odd";
                way.apply(used, key).execute(recording.task("task-" + task, key, Simulation::pause));
            }
        }
    }

    @SimulatedTest(seeds = 200)
    void shouldKeepOrderInAPipeline(Recording recording) throws InterruptedException {
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(WORKERS);
                OrderedPipeline<Integer> pipeline = OrderedPipeline.<Integer>on(executor)
                        .parallel(item -> {
                            Simulation.pause();
                            return item;
                        })
                        .serial(item -> recording.emits("orders", item))
                        .start()) {
            recording.watches(() -> executor.snapshot().inFlight());
            for (int item = 0; item < ITEMS; item++) {
                recording.submits("orders", item);
                pipeline.submit(item);
            }
        }
        assertThat(recording).completesInOrder("orders").drains().conservesCredits();
    }

    @SimulatedTest(seeds = 200)
    void shouldExcludeEachOtherByKey(Recording recording) {
        work(recording, MillraceExecutor::atomic);
        assertThat(recording)
                .neverOverlaps("even")
                .neverOverlaps("odd")
                .runsEachOnce()
                .drains()
                .conservesCredits();
    }

    @Test
    void shouldFindWhatComesOutInAnotherOrder() {
        String message = UserTests.failureOf(Planted.class, "shouldKeepOrderInAPoolAlone");
        assertTrue(message.contains("items of a series came out in another order than they went in"), message);
        assertTrue(message.contains("@SimulatedTest(trace = \"millrace-trace-1"), message);
        assertTrue(message.contains("failed in simulation[seed="), message);
        assertTrue(message.lines().anyMatch(line -> line.startsWith("us  ")), message);
    }

    @Test
    void shouldFailAgainInTheSameWayWithTheTrace() {
        Wish told = Wish.toldBy(UserTests.failureOf(Planted.class, "shouldKeepOrderInAPoolAlone"));
        SimulatedRuns replay =
                new SimulatedRuns(told, simulation -> new Planted().shouldKeepOrderInAPoolAlone(new Recording()));
        String first = messageOf(replay);
        assertTrue(first.startsWith("items of a series came out in another order than they went in"), first);
        assertEquals(first, messageOf(replay));
    }

    /** Without the numbers of executors, which go on from run to run. */
    private static String messageOf(SimulatedRuns runs) {
        String message =
                String.valueOf(assertThrows(AssertionError.class, runs::check).getMessage());
        return message.replaceAll("millrace-[0-9]+", "millrace");
    }

    @Test
    void shouldFindTasksOfOneKeyAtOnce() {
        String message = UserTests.failureOf(Planted.class, "shouldExcludeEachOtherInAPoolAlone");
        assertTrue(message.contains("two tasks of one key ran at once"), message);
        assertTrue(message.contains("@SimulatedTest(trace = \"millrace-trace-1"), message);
    }

    @Test
    void shouldFindWhatIsStillInFlight() {
        String message = UserTests.failureOf(Planted.class, "shouldGiveBackWhatIsStillThere");
        assertTrue(message.contains("credits were not given back: watched=figure-1"), message);
    }
}
