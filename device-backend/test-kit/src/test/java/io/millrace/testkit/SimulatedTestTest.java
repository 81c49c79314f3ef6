package io.millrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Surroundings;
import io.millrace.device.simulated.Simulation;
import io.millrace.device.simulated.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

class SimulatedTestTest {

    private static final Pattern SEED =
            Pattern.compile("@SimulatedTest\\(seeds = 1, from = (\\d+), strategies = Strategy\\.(\\w+)\\)");

    /** What the tests of users do, run by those below alone. */
    static final class Planted {

        static final List<Object> SEEN = new ArrayList<>();
        static final Set<Recording> RECORDINGS = new LinkedHashSet<>();

        private final List<String> before = new ArrayList<>();

        @BeforeEach
        void setUp() {
            before.add("set up");
        }

        @SimulatedTest(
                seeds = 5,
                from = 30,
                strategies = {Strategy.PCT, Strategy.REVERSE})
        void shouldPass(Simulation simulation, TestInfo info, Recording recording) {
            SEEN.add(simulation + " " + info.getDisplayName().substring(0, 10) + " " + before);
            RECORDINGS.add(recording);
            assertEquals("recording[events=0]", recording.toString());
            recording.started("it");
        }

        @SimulatedTest(seeds = 3)
        void shouldFail(Simulation simulation) {
            SEEN.add(simulation);
            throw new IllegalStateException("planted");
        }

        @SimulatedTest(trace = "millrace-trace-1")
        void shouldFailAgain() {
            SEEN.add("again");
            throw new IllegalStateException("planted");
        }

        @SimulatedTest(seeds = 4)
        void shouldSkipHalf(Simulation simulation) {
            SEEN.add(simulation);
            Assumptions.assumeTrue(SEEN.size() % 2 == 0);
        }

        @SimulatedTest(seeds = 4)
        void shouldSkipAll() {
            Assumptions.abort("not here");
        }

        @SimulatedTest(trace = "nonsense")
        void shouldNotRun() {
            SEEN.add("nonsense");
        }
    }

    @BeforeEach
    void forget() {
        Planted.SEEN.clear();
        Planted.RECORDINGS.clear();
    }

    @Test
    void shouldRunTheMethodInASimulationOfEachSeedAsOneTest() {
        assertEquals(
                List.of(Status.SUCCESSFUL),
                UserTests.run(Planted.class, "shouldPass").stream()
                        .map(TestExecutionResult::getStatus)
                        .toList());
        assertEquals(
                List.of(
                        "simulation[seed=30, strategy=PCT] shouldPass [set up]",
                        "simulation[seed=31, strategy=REVERSE] shouldPass [set up]",
                        "simulation[seed=32, strategy=PCT] shouldPass [set up]",
                        "simulation[seed=33, strategy=REVERSE] shouldPass [set up]",
                        "simulation[seed=34, strategy=PCT] shouldPass [set up]"),
                Planted.SEEN);
        assertEquals(5, Planted.RECORDINGS.size());
    }

    @Test
    void shouldFailOnceAndTellHow() {
        TestExecutionResult result = UserTests.run(Planted.class, "shouldFail").get(0);
        Throwable failure = result.getThrowable().orElseThrow();
        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.startsWith(
                        "failed in simulation[seed=0, strategy=UNIFORM]: java.lang.IllegalStateException: planted"),
                message);
        assertTrue(
                message.contains(
                        "  the same again in this test: @SimulatedTest(seeds = 1, from = 0, strategies = Strategy.UNIFORM)"),
                message);
        assertTrue(Wish.TRACE.matcher(message).find(), message);
        assertNotNull(failure.getCause());
        assertEquals(IllegalStateException.class, failure.getCause().getClass());
    }

    @Test
    void shouldRunATraceOnceAndThrowWhatItThrows() {
        Throwable failure = UserTests.run(Planted.class, "shouldFailAgain")
                .get(0)
                .getThrowable()
                .orElseThrow();
        assertEquals(IllegalStateException.class, failure.getClass());
        assertEquals("planted", failure.getMessage());
        assertEquals(List.of("again"), Planted.SEEN);
    }

    @Test
    void shouldLeaveOutRunsWhoseAssumptionFails() {
        assertEquals(
                Status.SUCCESSFUL,
                UserTests.run(Planted.class, "shouldSkipHalf").get(0).getStatus());
        assertEquals(4, Planted.SEEN.size());
        assertEquals(
                Status.ABORTED,
                UserTests.run(Planted.class, "shouldSkipAll").get(0).getStatus());
    }

    @Test
    void shouldRefuseATextThatIsNoTrace() {
        assertTrue(UserTests.failureOf(Planted.class, "shouldNotRun")
                .startsWith("text is no trace that this version reads"));
        assertEquals(List.of(), Planted.SEEN);
    }

    @Test
    void shouldFailAgainInTheSameWayWithWhatTheMessageTells() throws Exception {
        String message = String.valueOf(assertThrows(AssertionError.class, () -> check(new Wish(50, 100, "")))
                .getMessage());
        Matcher seed = SEED.matcher(message);
        assertTrue(seed.find(), message);
        assertTrue(
                message.contains("failed in simulation[seed=" + seed.group(1) + ", strategy=" + seed.group(2) + "]"));

        Wish fewest = Wish.toldBy(message);
        assertEquals(
                "planted",
                assertThrows(IllegalStateException.class, () -> check(fewest)).getMessage());
        Wish same = new Wish(1, Long.parseLong(seed.group(1)), "", Strategy.valueOf(seed.group(2)));
        assertThrows(AssertionError.class, () -> check(same));
        check(new Wish(1, 0, "millrace-trace-1"));
    }

    /** Runs something that fails one time in eight, if what is decided there is not the plainest. */
    private static void check(SimulatedTest wanted) throws Exception {
        new SimulatedRuns(wanted, simulation -> {
                    Surroundings.beginWork();
                    if (Surroundings.chance(8) == 5) {
                        throw new IllegalStateException("planted");
                    }
                })
                .check();
    }

    @Test
    void shouldPromiseNoTraceThatDoesNotFailAgain() {
        AtomicBoolean first = new AtomicBoolean(true);
        SimulatedRuns runs = new SimulatedRuns(new Wish(2, 0, ""), simulation -> assertFalse(first.getAndSet(false)));
        String message =
                String.valueOf(assertThrows(AssertionError.class, runs::check).getMessage());
        assertTrue(SEED.matcher(message).find(), message);
        assertFalse(Wish.TRACE.matcher(message).find(), message);
    }
}
