package io.millrace.benchmarks.goals;

import io.millrace.benchmarks.measure.Canary;
import io.millrace.benchmarks.measure.Cost;
import io.millrace.benchmarks.measure.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Arms that take turns in one process, round by round, so that a moment in which the machine is slow slows all of them. What counts is the median of the ratios of
 * the rounds. An arm whose code never changes, the {@link Canary}, has its turn in each round as well.
 */
final class Contest {

    private static final int LEAST_ROUNDS = 3;

    private final String group;
    private final Map<String, String> parameters;
    private final int operations;
    private final Map<String, Callable<Cost>> arms = new LinkedHashMap<>();

    /**
     * A contest without arms.
     *
     * @param group what is measured
     * @param parameters what it is measured with
     * @param operations how many of them each turn has
     */
    Contest(String group, Map<String, String> parameters, int operations) {
        this.group = group;
        this.parameters = parameters;
        this.operations = operations;
        arm(Canary.NAME, new Canary()::sing);
    }

    /** A turn of an arm that is open for it alone. */
    interface Turn<A> {

        void run(A arm) throws Exception;
    }

    /** Adds an arm whose threads would keep the cores busy while others have their turn: it is opened before each of its own and closed afterwards, unmeasured. */
    <A extends AutoCloseable> Contest armApart(String name, Callable<A> opening, Turn<A> turn) {
        arms.put(name, () -> {
            try (A opened = opening.call()) {
                return Cost.of(() -> turn.run(opened));
            }
        });
        return this;
    }

    /** Adds an arm, which throws if its turn is void. */
    Contest arm(String name, Cost.Run turn) {
        arms.put(name, () -> Cost.of(turn));
        return this;
    }

    /** Lets all arms take turns, so long after the {@link WarmUp}, and keeps their figures. */
    Outcome run(Report report, double seconds) throws Exception {
        report.progress(group + (parameters.isEmpty() ? "" : " " + parameters), 0, 1);
        WarmUp warmUp = new WarmUp();
        do {
            round(new LinkedHashMap<>());
        } while (!warmUp.endRound());
        long begin = System.nanoTime();
        long nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int rounds = 0; rounds < LEAST_ROUNDS || System.nanoTime() - begin < nanos; rounds++) {
            round(costs);
        }
        Outcome outcome = new Outcome(costs, operations);
        outcome.figures(group, parameters).forEach(report::keep);
        return outcome;
    }

    private void round(Map<String, List<Cost>> costs) throws Exception {
        for (Map.Entry<String, Callable<Cost>> arm : arms.entrySet()) {
            Cost cost = arm.getValue().call();
            costs.computeIfAbsent(arm.getKey(), first -> new ArrayList<>()).add(cost);
        }
    }
}
