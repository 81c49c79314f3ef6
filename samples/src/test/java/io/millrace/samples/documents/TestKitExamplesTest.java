package io.millrace.samples.documents;

import static io.millrace.testkit.MillraceAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.millrace.device.simulated.Simulation;
import io.millrace.device.simulated.Trace;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.samples.documents.SimulationExamplesTest.FixedLines;
import io.millrace.samples.documents.SimulationExamplesTest.Lines;
import io.millrace.testkit.OrderingArbitraries;
import io.millrace.testkit.Recording;
import io.millrace.testkit.SchedulePlan;
import io.millrace.testkit.SimulatedStarts;
import io.millrace.testkit.SimulatedTest;
import io.millrace.testkit.SimulationPlans;
import io.millrace.testkit.StartOrder;
import io.millrace.testkit.TaskPlan;
import io.millrace.testkit.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The examples of {@code docs/guide.md} about the test kit, between marks. */
class TestKitExamplesTest {

    private static final Pattern TRACE = Pattern.compile("@SimulatedTest\\(trace = \"([^\"]+)\"\\)");

    private final AtomicInteger orders = new AtomicInteger();

    // begin four lines recorded
    static void writeFourLines(Recording run, Function<Consumer<String>, Lines> kind) throws Exception {
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(3)) {
            ExecutorService file = executor.directed();
            Lines lines = kind.apply(line -> file.execute(() -> run.emits("lines", line))); // comes out
            for (int i = 0; i < 4; i++) {
                int place = i;
                String line = "line " + i;
                run.submits("lines", line); // goes in
                executor.execute(run.task("task " + i, () -> lines.finish(place, line)));
            }
            executor.drain(Duration.ofMinutes(1)); // tasks submit others, which a closed executor rejects
        }
    }
    // end four lines recorded

    /** What the tests of users do, run by those below alone, as are the other nested classes. */
    static class LinesTest {

        // begin simulated test
        @SimulatedTest
        void shouldWriteLinesInOrder(Recording run) throws Exception {
            writeFourLines(run, Lines::new);
            assertThat(run).completesInOrder("lines").runsEachOnce().drains();
        }
        // end simulated test
    }

    static class ReplayedLinesTest {

        // begin simulated test replayed
        @SimulatedTest(trace = "millrace-trace-1 11=1")
        void shouldWriteLinesInOrder(Recording run) throws Exception {
            writeFourLines(run, Lines::new);
            assertThat(run).completesInOrder("lines").runsEachOnce().drains();
        }
        // end simulated test replayed
    }

    static class FixedLinesTest {

        @SimulatedTest
        void shouldWriteLinesInOrder(Recording run) throws Exception {
            writeFourLines(run, FixedLines::new);
            assertThat(run).completesInOrder("lines").runsEachOnce().drains();
        }
    }

    // begin bookings
    /** Books for accounts, for each of them one booking at a time; one that fails is tried once more. */
    static class Bookings {

        private final MillraceExecutor executor;

        Bookings(MillraceExecutor executor) {
            this.executor = executor;
        }

        void book(int account, Runnable booking) {
            executor.atomic(account).execute(() -> {
                try {
                    booking.run();
                } catch (RuntimeException failure) {
                    again(account, booking);
                }
            });
        }

        void again(int account, Runnable booking) {
            executor.execute(booking);
        }
    }
    // end bookings

    static class FixedBookings extends Bookings {

        private final MillraceExecutor executor;

        FixedBookings(MillraceExecutor executor) {
            super(executor);
            this.executor = executor;
        }

        @Override
        // begin bookings without the mistake
        void again(int account, Runnable booking) {
            executor.atomic(account).execute(booking);
        }
        // end bookings without the mistake
    }

    static class BookingsTest {

        Bookings bookings(MillraceExecutor executor) {
            return new Bookings(executor);
        }

        // begin property
        @Property
        void shouldBookOneAtATime(@ForAll("workloads") Workload workload, @ForAll("schedules") SchedulePlan schedule)
                throws Exception {
            Recording run = new Recording();
            SimulationPlans.simulation(schedule).run(() -> {
                try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(workload.workers())) {
                    Bookings bookings = bookings(executor);
                    for (TaskPlan plan : workload.tasks()) {
                        AtomicInteger attempts = new AtomicInteger();
                        bookings.book(plan.key(), run.task("booking " + plan.id(), plan.key(), () -> {
                            Simulation.pause(); // another task may go on here
                            if (plan.outcome() == TaskPlan.Outcome.THROWS && attempts.getAndIncrement() == 0) {
                                throw new IllegalStateException("planned");
                            }
                        }));
                    }
                    executor.drain(Duration.ofMinutes(1));
                }
            });
            assertThat(run).neverOverlaps().drains();
        }

        @Provide
        Arbitrary<Workload> workloads() {
            return OrderingArbitraries.workloads(40); // at most 40 tasks
        }

        @Provide
        Arbitrary<SchedulePlan> schedules() {
            return OrderingArbitraries.schedulePlans();
        }
        // end property
    }

    static class FixedBookingsTest extends BookingsTest {

        @Override
        Bookings bookings(MillraceExecutor executor) {
            return new FixedBookings(executor);
        }
    }

    @Test
    void shouldFindTheRaceAndHaveItAgain() throws Exception {
        String message = messageOf(run(LinesTest.class));
        assertTrue(message.contains("items of a series came out in another order than they went in"), message);
        Matcher told = TRACE.matcher(message);
        assertTrue(told.find(), message);

        Simulation again = Simulation.replaying(Trace.parse(told.group(1)));
        AssertionError found = assertThrows(
                AssertionError.class, () -> again.run(() -> new LinesTest().shouldWriteLinesInOrder(new Recording())));
        assertEquals(withoutThreads(String.valueOf(found.getMessage())), messageOf(run(ReplayedLinesTest.class)));
    }

    @Test
    void shouldHaveTheOrderOfRealThreadsAgain() throws Exception {
        // begin recorded starts
        Recording real = new Recording();
        try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(3)) {
            for (int i = 0; i < 20; i++) {
                executor.execute(real.task("order " + i, () -> orders.incrementAndGet()));
            }
        }
        String kept = real.startOrder().toString(); // one line of text
        // end recorded starts
        AtomicInteger replayed = new AtomicInteger();
        // begin followed starts
        Recording again = new Recording();
        SimulatedStarts starts = SimulatedStarts.following(StartOrder.parse(kept));
        Simulation.ofSeed(1).run(() -> {
            try (MillraceExecutor executor = MillraceExecutors.newFixedThreadPool(3)) {
                for (int i = 0; i < 20; i++) {
                    executor.execute(starts.task(again, "order " + i, () -> replayed.incrementAndGet()));
                }
            }
        });
        assertEquals(real.startOrder(), again.startOrder());
        // end followed starts
        assertEquals(20, orders.get());
        assertEquals(20, replayed.get());
    }

    @Test
    void shouldPassWithoutTheRace() {
        assertEquals(Status.SUCCESSFUL, run(FixedLinesTest.class).getStatus());
    }

    @Test
    void shouldFindBookingsAtOnce(@TempDir Path database) {
        String message = messageOf(check(BookingsTest.class, database));
        assertTrue(message.startsWith("two tasks of one key ran at once: key="), message);
        assertEquals(Status.SUCCESSFUL, check(FixedBookingsTest.class, database).getStatus());
    }

    private static TestExecutionResult check(Class<?> properties, Path database) {
        return only(EngineTestKit.engine("jqwik")
                .selectors(selectClass(properties))
                .configurationParameter(
                        "jqwik.database", database.resolve("jqwik").toString())
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter("jqwik.shrinking.default", "OFF"));
    }

    private static TestExecutionResult run(Class<?> tests) {
        return only(EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)));
    }

    private static TestExecutionResult only(EngineTestKit.Builder tests) {
        List<TestExecutionResult> results = tests.execute()
                .testEvents()
                .finished()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .toList();
        assertEquals(1, results.size(), "tests in place of one");
        return results.get(0);
    }

    private static String messageOf(TestExecutionResult result) {
        String message = String.valueOf(result.getThrowable().orElseThrow().getMessage());
        return withoutThreads(message);
    }

    /** Without the numbers of executors, which are counted through the process. */
    private static String withoutThreads(String message) {
        return message.replaceAll("millrace-[0-9]+", "millrace");
    }
}
