package io.millrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.testkit.TaskPlan.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PlansTest {

    private static final TaskPlan PLAN = new TaskPlan(5, 1, 2, 3, Outcome.SUCCEEDS);

    @Test
    void shouldNumberTheTasksOfAWorkload() {
        assertEquals(
                List.of(new TaskPlan(0, 1, 2, 3, Outcome.SUCCEEDS), new TaskPlan(1, 1, 2, 3, Outcome.SUCCEEDS)),
                new Workload(List.of(PLAN, PLAN), 1, 1).tasks());
    }

    @Test
    void shouldKnowWhatKeepsOrder() {
        assertTrue(new Topology(List.of()).keepsOrder());
        assertTrue(new Topology(List.of(Topology.Stage.PARALLEL, Topology.Stage.KEYED)).keepsOrder());
        assertFalse(new Topology(List.of(Topology.Stage.UNORDERED, Topology.Stage.PARALLEL)).keepsOrder());
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertRefused(
                "number below 0: id=0, key=-1, series=0, costNanos=0", () -> new TaskPlan(0, -1, 0, 0, Outcome.THROWS));
        assertRefused("figure below 1: workers=0, credits=1", () -> new Workload(List.of(), 0, 1));
        assertRefused(
                "occasion below the first: at=-1, first=0",
                () -> new FaultPlan.Occasion(FaultPlan.Kind.WORKER_DIES, -1));
        assertRefused("tasks below 0: mostTasks=-1", () -> OrderingArbitraries.workloads(-1));
    }

    private static void assertRefused(String message, Executable wrong) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
