package io.millrace.benchmarks.costs;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.ordered.OrderedArms;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the threads of a run spend adds up to the time that they had. */
final class CostTrialTest {

    /** Long enough for threads that take a while to start on a busy machine. */
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long TEN_MICROS = 10_000;

    @ParameterizedTest
    @CsvSource({
        OrderedArms.MILLRACE + ", NONE",
        OrderedArms.MILLRACE + ", TEN",
        OrderedArms.MILLRACE_ONE_BY_ONE + ", NONE",
        OrderedArms.MILLRACE_ONE_BY_ONE + ", TEN"
    })
    void shouldSumToTheWallTimeOfAllThreads(String arm, Body body) throws Exception {
        Costs costs = new CostTrial(arm, body).timed(NANOS);
        costs.requireWhole();
        requireNoticed(costs, 0);
        requireNoticed(costs, 2);
    }

    /** A check that cannot fail is a defect: the greatest part is left out, or counted twice. */
    private static void requireNoticed(Costs costs, int times) {
        Map<Activity, Double> nanos = new EnumMap<>(costs.nanos());
        double greatest = Collections.max(nanos.values());
        nanos.replaceAll((activity, part) -> part == greatest ? times * part : part);
        Costs wrong = new Costs(costs.items(), costs.threadNanos(), nanos);
        assertThrows(IllegalStateException.class, wrong::requireWhole, wrong::toString);
    }

    @Test
    void shouldTellTasksFromWaiting() throws Exception {
        Costs costs = new CostTrial(OrderedArms.MILLRACE_ONE_BY_ONE, Body.TEN).timed(NANOS);
        double task = costs.nanosAnItem(Activity.TASK);
        assertTrue(task > 0.9 * TEN_MICROS, costs::toString);
        // Two workers take five microseconds for an item, which the producer has not much to do with.
        double waiting = costs.nanosAnItem(Activity.WAITING);
        assertTrue(waiting > 0.1 * TEN_MICROS, costs::toString);
        assertTrue(waiting > costs.nanosAnItem(Activity.FEED), costs::toString);
    }

    @Test
    void shouldChargeEachPart() throws Exception {
        Costs costs = new CostTrial(OrderedArms.MILLRACE_ONE_BY_ONE, Body.NONE).timed(NANOS);
        for (Activity activity : Activity.values()) {
            assertTrue(activity == Activity.TASK || costs.nanosAnItem(activity) > 0, activity + " in " + costs);
        }
    }

    @Test
    void shouldTakeTheClockOutOfWhatItTimes() throws Exception {
        Costs costs = new CostTrial(OrderedArms.MILLRACE_ONE_BY_ONE, Body.NONE).timed(NANOS);
        // An item has laps at its entry, two deliveries, two parts, its forward and its release.
        double clock = costs.nanosAnItem(Activity.CLOCK);
        assertTrue(clock > 8 * 0.5 * Timesheet.lapNanos(), costs::toString);
        assertTrue(costs.nanosAnItem(Activity.TASK) < clock, costs::toString);
    }
}
