package io.millrace.testkit;

import io.millrace.testkit.TaskPlan.Outcome;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Generators for properties of code that keeps things in order, for methods that jqwik calls a provider: what goes in, through which stages, what fails and who goes on. What is generated knows no
 * executor: a property does with it what it means for the code under test, and {@link SimulationPlans} makes simulations of what is theirs.
 *
 * <p>A failing example shrinks to few tasks, workers, keys and series, to costs that are low and alike, and to tasks that return.
 *
 * <p><b>Threading.</b> As jqwik's: what is returned is immutable.
 */
public final class OrderingArbitraries {

    /** How many tasks there are at most unless it is said. */
    public static final int MOST_TASKS = 100;

    /** How much more a dear task costs than a cheap one. */
    public static final int DEAR = 1_000;

    private static final int ONE_DEAR_AMONG = 10;
    private static final long CHEAPEST_NANOS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final int MOST_KEYS = 8;
    private static final int MOST_SERIES = 4;
    private static final int MOST_WORKERS = 8;
    private static final int MOST_CREDITS = 64;
    private static final int MOST_STAGES = 5;
    private static final int MOST_FAULTS = 4;
    private static final int LAST_OCCASION = 200;

    private OrderingArbitraries() {}

    /** Returns what a task costs, in nanoseconds: mostly one to two microseconds, and one time in ten a thousand times as much. */
    public static Arbitrary<Long> costsNanos() {
        return Combinators.combine(
                        Arbitraries.longs().between(CHEAPEST_NANOS, 2 * CHEAPEST_NANOS),
                        Arbitraries.frequency(Tuple.of(ONE_DEAR_AMONG - 1, 1), Tuple.of(1, DEAR)))
                .as((cheapNanos, times) -> cheapNanos * times);
    }

    /** Returns tasks, each at place 0. Some fail, interrupt their thread or are cancelled. */
    public static Arbitrary<TaskPlan> tasks() {
        Arbitrary<Outcome> outcomes = Arbitraries.frequency(
                Tuple.of(12, Outcome.SUCCEEDS),
                Tuple.of(1, Outcome.THROWS),
                Tuple.of(1, Outcome.INTERRUPTS_ITSELF),
                Tuple.of(1, Outcome.IS_CANCELLED));
        return Combinators.combine(below(MOST_KEYS), below(MOST_SERIES), costsNanos(), outcomes)
                .as((key, series, costNanos, outcome) -> new TaskPlan(0, key, series, costNanos, outcome))
                // Each by itself is no edge of a workload, and all of them in turn would leave no try for anything
                // else.
                .withoutEdgeCases();
    }

    /** Returns workloads of at most {@link #MOST_TASKS} tasks. */
    public static Arbitrary<Workload> workloads() {
        return workloads(MOST_TASKS);
    }

    /** Returns workloads of at most so many tasks, perhaps none. */
    public static Arbitrary<Workload> workloads(int mostTasks) {
        if (mostTasks < 0) {
            throw new IllegalArgumentException("tasks below 0: mostTasks=" + mostTasks);
        }
        return Combinators.combine(
                        tasks().list().ofMaxSize(mostTasks),
                        Arbitraries.integers().between(1, MOST_WORKERS),
                        Arbitraries.integers().between(1, MOST_CREDITS))
                .as(Workload::new);
    }

    /** Returns pipelines of few stages, perhaps none. */
    public static Arbitrary<Topology> topologies() {
        return Arbitraries.of(Topology.Stage.class)
                .list()
                .ofMaxSize(MOST_STAGES)
                .map(Topology::new);
    }

    /** Returns plans of few faults, perhaps none, those of devices among them: they ask for an executor on {@code simulation.device()}. */
    public static Arbitrary<FaultPlan> faultPlans() {
        return faultPlans(FaultPlan.Kind.values());
    }

    /** Returns plans of few faults of certain kinds, perhaps of none. */
    public static Arbitrary<FaultPlan> faultPlans(FaultPlan.Kind... kinds) {
        return Combinators.combine(Arbitraries.of(kinds), Arbitraries.longs().between(0, LAST_OCCASION))
                .as(FaultPlan.Occasion::new)
                .list()
                .ofMaxSize(MOST_FAULTS)
                .map(FaultPlan::new);
    }

    /** Returns schedules of all kinds, with any seed that is not negative. */
    public static Arbitrary<SchedulePlan> schedulePlans() {
        return Combinators.combine(
                        Arbitraries.of(SchedulePlan.Kind.class),
                        Arbitraries.longs().greaterOrEqual(0))
                .as(SchedulePlan::new);
    }

    private static Arbitrary<Integer> below(int bound) {
        return Arbitraries.integers().between(0, bound - 1);
    }
}
