package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.millrace.core.Device;
import io.millrace.core.contract.reference.Fault;
import io.millrace.core.contract.reference.ReferenceDevice;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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

/** Runs the suites on devices with a planted fault: a suite that stays green is a defect. */
final class ContractBitesTest {

    private static final Map<String, String> HASTE = Map.of(
            "millrace.patience.millis", "300",
            "millrace.watchdog.seconds", "3",
            "millrace.watchdog.quiet", "true",
            "millrace.scale", "0.2");

    private static final Map<String, @Nullable String> BEFORE = new HashMap<>();

    private static volatile Fault[] planted = {};
    private static volatile boolean bitten;

    @BeforeAll
    static void makeHaste() {
        HASTE.forEach((key, value) -> BEFORE.put(key, System.setProperty(key, value)));
    }

    @AfterAll
    static void takeTimeAgain() {
        BEFORE.forEach((key, value) -> {
            if (value == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Fault.REORDER_SKIPPED, Ordering.class),
                Arguments.of(Fault.REORDER_SKIPPED, EventSw.class),
                Arguments.of(Fault.REORDER_SKIPPED, Pipeline.class),
                Arguments.of(Fault.STRAGGLER_LEFT, Padata.class),
                Arguments.of(Fault.TOUCHED_AFTER_HAND_OVER, Padata.class),
                Arguments.of(Fault.ENTRY_LOST, Padata.class),
                Arguments.of(Fault.FLOWS_WAIT_FOR_EACH_OTHER, Ordering.class),
                Arguments.of(Fault.RELEASED_PLACE_KEPT, Ordering.class),
                Arguments.of(Fault.IMPLICIT_RELEASE_MISSING, Ordering.class),
                Arguments.of(Fault.SEQUENCE_OF_QUEUE, ReorderWindow.class),
                Arguments.of(Fault.WINDOW_OFF_BY_ONE, ReorderWindow.class),
                Arguments.of(Fault.SHARE_UNLIMITED, ReorderWindow.class),
                Arguments.of(Fault.WINDOW_SHARED, ReorderWindow.class),
                Arguments.of(Fault.FLOW_SHARED, Atomicity.class),
                Arguments.of(Fault.FLOW_SHARED, AtomicityConcurrency.class),
                Arguments.of(Fault.FLOW_SHARED, EventSw.class),
                Arguments.of(Fault.FLOW_FREED_EARLY, Atomicity.class),
                Arguments.of(Fault.HEAD_OF_LINE_BLOCKED, Atomicity.class),
                Arguments.of(Fault.HEAD_OF_LINE_BLOCKED, EventSw.class),
                Arguments.of(Fault.DETACH_FREES_FLOW, Atomicity.class),
                Arguments.of(Fault.CREDIT_LEAKED, Credit.class),
                Arguments.of(Fault.CREDIT_TOO_MANY, Credit.class),
                Arguments.of(Fault.THRESHOLD_IGNORED, Credit.class),
                Arguments.of(Fault.CREDIT_WAITER_FORGOTTEN, Credit.class),
                Arguments.of(Fault.EXECUTION_CREDITS_IGNORED, ExecutionCredits.class),
                Arguments.of(Fault.EXECUTION_WAITER_FORGOTTEN, ExecutionCredits.class),
                Arguments.of(Fault.EXECUTION_UNTIL_TURN, ExecutionCredits.class),
                Arguments.of(Fault.DETACH_ENDS_EXECUTION, ExecutionCredits.class),
                Arguments.of(Fault.WEIGHT_IGNORED, Weight.class),
                Arguments.of(Fault.IDLE_QUEUE_SAVES_UP, Weight.class),
                Arguments.of(Fault.HOLD_LIMIT_IGNORED, HoldLimit.class),
                Arguments.of(Fault.DETACHED_COUNTS_AS_HELD, HoldLimit.class),
                Arguments.of(Fault.WAKE_THRESHOLD_IGNORED, WakeThreshold.class),
                Arguments.of(Fault.SLEEPER_SPINS, WaitProfiles.class),
                Arguments.of(Fault.SPINNER_PARKS, WaitProfiles.class),
                Arguments.of(Fault.WAKE_UP_LOST, WaitProfiles.class),
                Arguments.of(Fault.FLOW_CUT_SHORT, Handle.class),
                Arguments.of(Fault.WRONG_HANDLE_IGNORED, Handle.class),
                Arguments.of(Fault.WRONG_HANDLE_IGNORED, EventSw.class),
                Arguments.of(Fault.WAKE_UP_LOST, Waiting.class),
                Arguments.of(Fault.WAKE_NOT_KEPT, Waiting.class),
                Arguments.of(Fault.DELIVERED_TWICE, Unordered.class),
                Arguments.of(Fault.ENTRY_LOST, Unordered.class),
                Arguments.of(Fault.CLAIMS_NOT_TAKEN_BACK, Unordered.class),
                Arguments.of(Fault.DELIVERY_DEPTH_IGNORED, Unordered.class),
                Arguments.of(Fault.FLUSH_MISSES_HELD_FLOWS, Flush.class),
                Arguments.of(Fault.FLUSH_KEEPS_CREDITS, Flush.class),
                Arguments.of(Fault.FLUSH_DISTURBS_OTHERS, Flush.class),
                Arguments.of(Fault.PRIORITY_INVERTED, Priority.class),
                Arguments.of(Fault.PRIORITY_INVERTED, EventSw.class),
                Arguments.of(Fault.LOW_PRIORITY_STARVED, Priority.class),
                Arguments.of(Fault.LINK_PRIORITY_IGNORED, Priority.class),
                Arguments.of(Fault.LINK_PRIORITY_IGNORED, EventSw.class),
                Arguments.of(Fault.LINK_WAKES_NOBODY, Link.class),
                Arguments.of(Fault.UNLINK_IGNORED, Link.class),
                Arguments.of(Fault.UNLINK_IGNORED, EventSw.class),
                Arguments.of(Fault.UNLINK_AT_ONCE, Link.class),
                Arguments.of(Fault.UNLINK_AT_ONCE, EventSw.class),
                Arguments.of(Fault.UNLINK_WITHOUT_END, Link.class),
                Arguments.of(Fault.DIRECTED_SHARED, Link.class),
                Arguments.of(Fault.LINK_PRIORITY_KEPT, Link.class),
                Arguments.of(Fault.CLAIMS_NOT_TAKEN_BACK, Link.class),
                Arguments.of(Fault.LINKS_SURVIVE_A_RESET, Link.class),
                Arguments.of(Fault.QUIESCE_KEEPS_HELD, Quiesce.class),
                Arguments.of(Fault.QUIESCE_IS_SILENT, Quiesce.class),
                Arguments.of(Fault.SECOND_THREAD_IGNORED, Quiesce.class),
                Arguments.of(Fault.DRAIN_IGNORED, Lifecycle.class),
                Arguments.of(Fault.STOP_DOES_NOT_WAIT, Lifecycle.class),
                Arguments.of(Fault.CLOSE_WAKES_NOBODY, Lifecycle.class),
                Arguments.of(Fault.DIRECTED_REVERSED, Directed.class),
                Arguments.of(Fault.FRAGMENT_SENT_AT_ONCE, Fragment.class),
                Arguments.of(Fault.PAYLOAD_KEPT, Credit.class),
                Arguments.of(Fault.PAYLOAD_KEPT, Overload.class),
                Arguments.of(Fault.ENTRY_LOST, Overload.class),
                Arguments.of(Fault.CREDIT_TOO_MANY, Overload.class),
                Arguments.of(Fault.REFUSALS_NOT_COUNTED, Counter.class),
                Arguments.of(Fault.REFUSALS_NOT_COUNTED, Overload.class),
                Arguments.of(Fault.DELIVERIES_COUNTED_TOGETHER, Counter.class),
                Arguments.of(Fault.PARKED_UNSEEN, Report.class),
                Arguments.of(Fault.PARKED_UNSEEN, Watchdog.class),
                Arguments.of(Fault.HEAD_HOLDER_UNKNOWN, Report.class),
                Arguments.of(Fault.HEAD_HOLDER_UNKNOWN, Watchdog.class),
                Arguments.of(Fault.EMPTY_DEQUEUES_NOT_COUNTED, Watchdog.class),
                Arguments.of(Fault.LOOK_USES_UP_WAKE, Waiting.class),
                Arguments.of(Fault.RESET_UNVERIFIED, Lifecycle.class),
                Arguments.of(Fault.RESET_WHILE_STOPPING, Lifecycle.class),
                Arguments.of(Fault.RESET_KEEPS_PLACES, Lifecycle.class),
                Arguments.of(Fault.RESET_KEEPS_PLACES, EventSw.class),
                Arguments.of(Fault.HANDLES_OF_EVERY_DOMAIN_ALIKE, Isolation.class),
                Arguments.of(Fault.CREDIT_TOLD_FIRST, Credit.class),
                Arguments.of(Fault.CONFIGURATION_UNCHECKED, Configuration.class));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldFailOnABrokenDevice(Fault fault, Class<?> suite) {
        Events events = run("junit-jupiter", suite, fault);
        assertTrue(events.failed().count() > 0, suite.getSimpleName() + " does not notice " + fault);
    }

    @ParameterizedTest
    @MethodSource("leaks")
    void shouldFailInThePropertyOnABrokenDevice(Fault fault) {
        Events events = run("jqwik", CreditProperty.class, fault);
        assertTrue(events.failed().count() > 0, "the property does not notice " + fault);
    }

    static Stream<Fault> leaks() {
        return Stream.of(Fault.CREDIT_TOO_MANY, Fault.FLUSH_KEEPS_CREDITS);
    }

    /** The same machinery is content with a device that is whole, so it is the fault that is found. */
    @Test
    void shouldSucceedOnAWholeDevice() {
        takeTimeAgain();
        for (Class<?> suite : Set.of(Ordering.class, EventSw.class, Atomicity.class)) {
            Events events = run("junit-jupiter", suite);
            assertEquals(0, events.failed().count());
            assertTrue(events.succeeded().count() > 10);
        }
        makeHaste();
    }

    @Test
    void shouldTryEveryFault() {
        Set<Object> tried = faults().map(each -> each.get()[0]).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Fault.class), tried);
    }

    private static Events run(String engine, Class<?> suite, Fault... faults) {
        planted = faults;
        bitten = false;
        try {
            return EngineTestKit.engine(engine)
                    .selectors(selectClass(suite))
                    .execute()
                    .testEvents();
        } finally {
            planted = new Fault[0];
        }
    }

    private static Device broken() {
        return new ReferenceDevice(planted);
    }

    /** One failure is proof enough; the rest of a suite on a broken device only takes time. */
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

    @ExtendWith(FirstBite.class)
    static final class Ordering extends OrderingContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Fragment extends FragmentContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class ReorderWindow extends ReorderWindowContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Pipeline extends PipelineContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class EventSw extends EventSwContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Atomicity extends AtomicityContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class AtomicityConcurrency extends AtomicityConcurrencyContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Credit extends CreditContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Overload extends OverloadContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class ExecutionCredits extends ExecutionCreditsContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class HoldLimit extends HoldLimitContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class WakeThreshold extends WakeThresholdContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class WaitProfiles extends WaitProfileContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Weight extends WeightContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Padata extends PadataContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Handle extends HandleContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Waiting extends WaitingContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Unordered extends UnorderedContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Flush extends FlushContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Priority extends PriorityContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Link extends LinkContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Quiesce extends QuiesceContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Lifecycle extends LifecycleContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Directed extends DirectedContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Counter extends CounterContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Report extends ReportContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Watchdog extends WatchdogContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Isolation extends IsolationContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    @ExtendWith(FirstBite.class)
    static final class Configuration extends ConfigurationContract {
        @Override
        protected Device device() {
            return broken();
        }
    }

    static final class CreditProperty extends CreditPropertyContract {
        @Override
        protected Device device() {
            return broken();
        }
    }
}
