package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.millrace.executor.TrackedThreads;
import io.millrace.executor.conformance.BrokenExecutor.Defect;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs the suite on executors with a defect: a suite that stays green is a defect itself. */
class ConformanceBitesTest {

    private static final String HASTE = "2";

    private static volatile Defect planted = Defect.NONE;
    private static volatile boolean bitten;

    @BeforeAll
    static void makeHaste() {
        System.setProperty(TrackedThreads.LIMIT_PROPERTY, HASTE);
    }

    @AfterAll
    static void takeTimeAgain() {
        System.clearProperty(TrackedThreads.LIMIT_PROPERTY);
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                Arguments.of(Defect.LOSES_A_TASK, Submit.class),
                Arguments.of(Defect.RUNS_A_TASK_TWICE, Submit.class),
                Arguments.of(Defect.RUNS_IN_THE_CALLER, Submit.class),
                Arguments.of(Defect.DROPS_EXCEPTIONS, Faults.class),
                Arguments.of(Defect.TELLS_EXCEPTIONS_TWICE, Faults.class),
                Arguments.of(Defect.CARRIES_INTERRUPTS_OVER, Faults.class),
                Arguments.of(Defect.REJECTS_NOTHING, Shutdown.class),
                Arguments.of(Defect.REJECTS_BEFORE_IT_LOOKS_FOR_NULL, Submit.class),
                Arguments.of(Defect.RETURNS_ENVELOPES, ShutdownNow.class),
                Arguments.of(Defect.RETURNS_WHAT_RUNS, ShutdownNow.class),
                Arguments.of(Defect.RETURNS_NOTHING, ShutdownNow.class),
                Arguments.of(Defect.INTERRUPTS_ON_SHUTDOWN, Shutdown.class),
                Arguments.of(Defect.STOPS_WITHOUT_INTERRUPT, ShutdownNow.class),
                Arguments.of(Defect.SPINS_UNTIL_THE_END, Termination.class),
                Arguments.of(Defect.ENDS_EARLY, Termination.class));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void shouldFailOnABrokenExecutor(Defect defect, Class<?> suite) {
        assertTrue(run(suite, defect).failed().count() > 0, suite.getSimpleName() + " does not notice " + defect);
    }

    /** The same machinery is content with one that is whole, so it is the defect that is found. */
    @Test
    void shouldSucceedOnAWholeExecutor() {
        for (Class<?> suite :
                Set.of(Submit.class, Faults.class, Shutdown.class, ShutdownNow.class, Termination.class)) {
            Events events = run(suite, Defect.NONE);
            assertEquals(0, events.failed().count(), suite.getSimpleName());
            assertTrue(events.succeeded().count() > 5, suite.getSimpleName());
        }
    }

    @Test
    void shouldTryEveryDefect() {
        Set<Object> tried = defects().map(each -> each.get()[0]).collect(Collectors.toSet());
        tried.add(Defect.NONE);
        assertEquals(EnumSet.allOf(Defect.class), tried);
    }

    private static Events run(Class<?> suite, Defect defect) {
        planted = defect;
        bitten = false;
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(suite))
                .execute()
                .testEvents();
    }

    /** One failure is proof enough. */
    static final class FirstBite implements ExecutionCondition, TestWatcher {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return bitten
                    ? ConditionEvaluationResult.disabled("another test has failed")
                    : ConditionEvaluationResult.enabled("no test has failed yet");
        }

        @Override
        public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
            bitten = true;
        }
    }

    private record Broken(Defect defect) implements Subject {

        @Override
        public ExecutorService open() {
            return open(Thread::new);
        }

        @Override
        public ExecutorService open(ThreadFactory threads) {
            return new BrokenExecutor(defect, parallelism(), threads);
        }

        @Override
        public int parallelism() {
            return 2;
        }

        @Override
        public Set<Habit> lacks() {
            return Set.of(
                    Habit.KEEPS_THE_THREAD_OF_A_FAULTY_TASK,
                    Habit.REFUSES_TO_WAIT_FOR_ITSELF,
                    Habit.CLOSES_BEFORE_JDK_19);
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Submit extends SubmitConformance {
        Submit() {
            super(new Broken(planted));
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Faults extends FaultConformance {
        Faults() {
            super(new Broken(planted));
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Shutdown extends ShutdownConformance {
        Shutdown() {
            super(new Broken(planted));
        }
    }

    @ExtendWith(FirstBite.class)
    static final class ShutdownNow extends ShutdownNowConformance {
        ShutdownNow() {
            super(new Broken(planted));
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Termination extends TerminationConformance {
        Termination() {
            super(new Broken(planted));
        }
    }
}
