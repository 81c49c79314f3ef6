package io.millrace.testkit;

import static io.millrace.testkit.MillraceAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.device.simulated.Simulation;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.testkit.TaskPlan.Outcome;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class OrderingArbitrariesPropertyTest {

    @Property(tries = 200)
    void shouldKeepWorkloadsWithinTheirBounds(@ForAll("workloads") Workload workload) {
        assertTrue(workload.tasks().size() <= OrderingArbitraries.MOST_TASKS);
        for (int place = 0; place < workload.tasks().size(); place++) {
            assertEquals(place, workload.tasks().get(place).id());
        }
    }

    @Property(tries = 2000, generation = GenerationMode.RANDOMIZED)
    void shouldGiveOneTaskInTenAThousandTimesTheCost(@ForAll("costs") long costNanos) {
        boolean dear = costNanos >= 1_000_000;
        assertTrue(dear ? costNanos <= 2_000_000 : costNanos >= 1_000 && costNanos <= 2_000);
        Statistics.label("dear").collect(dear);
        Statistics.label("dear")
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 4 && share < 20));
    }

    @Property(tries = 100)
    void shouldKnowWhetherAPipelineKeepsOrder(@ForAll("topologies") Topology topology) {
        assertEquals(!topology.stages().contains(Topology.Stage.UNORDERED), topology.keepsOrder());
    }

    @Property(tries = 60)
    void shouldServeForSimulationsOfExecutors(
            @ForAll("small") Workload workload,
            @ForAll("faults") FaultPlan faults,
            @ForAll("schedules") SchedulePlan schedule)
            throws Exception {
        Recording recording = new Recording();
        Simulation simulation = SimulationPlans.simulation(schedule, faults);
        simulation.run(() -> {
            try (MillraceExecutor executor = MillraceExecutors.builder()
                    .workers(workload.workers())
                    .credits(workload.credits())
                    .build()) {
                for (TaskPlan plan : workload.tasks()) {
                    executor.atomic(plan.key())
                            .submit(recording.task("task-" + plan.id(), plan.key(), () -> act(plan.outcome())));
                }
            }
        });
        assertThat(recording).runsEachOnce().drains().neverOverlaps();
    }

    private static void act(Outcome outcome) {
        Simulation.pause();
        if (outcome == Outcome.THROWS) {
            throw new IllegalStateException("planned");
        }
        if (outcome == Outcome.INTERRUPTS_ITSELF) {
            Thread.currentThread().interrupt();
        }
    }

    @Provide
    Arbitrary<Workload> workloads() {
        return OrderingArbitraries.workloads();
    }

    @Provide
    Arbitrary<Workload> small() {
        return OrderingArbitraries.workloads(12);
    }

    @Provide
    Arbitrary<Long> costs() {
        return OrderingArbitraries.costsNanos();
    }

    @Provide
    Arbitrary<Topology> topologies() {
        return OrderingArbitraries.topologies();
    }

    @Provide
    Arbitrary<FaultPlan> faults() {
        // The others need the device of the simulation.
        return OrderingArbitraries.faultPlans(
                FaultPlan.Kind.SPURIOUS_WAKE_UP,
                FaultPlan.Kind.WORKER_STALLS,
                FaultPlan.Kind.SLOW_CONSUMER,
                FaultPlan.Kind.CLOCK_JUMP);
    }

    @Provide
    Arbitrary<SchedulePlan> schedules() {
        return OrderingArbitraries.schedulePlans();
    }
}
