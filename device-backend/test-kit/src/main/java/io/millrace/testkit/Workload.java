package io.millrace.testkit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What an executor is to do in a generated run.
 *
 * @param tasks in the order in which they are submitted; each has its place as its number
 * @param workers how many threads the executor has
 * @param credits how many tasks may be in flight at once
 */
public record Workload(List<TaskPlan> tasks, int workers, int credits) {

    /** Gives each task its place, and checks the rest. */
    public Workload {
        List<TaskPlan> given = List.copyOf(tasks);
        tasks = IntStream.range(0, given.size())
                .mapToObj(place -> given.get(place).at(place))
                .toList();
        if (workers < 1 || credits < 1) {
            throw new IllegalArgumentException("figure below 1: workers=" + workers + ", credits=" + credits);
        }
    }
}
