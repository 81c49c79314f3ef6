package io.millrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.device.simulated.Fault;
import io.millrace.device.simulated.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationPlansTest {

    @Test
    void shouldKnowAPlanForEachStrategy() {
        assertEquals(names(Strategy.values()), names(SchedulePlan.Kind.values()));
    }

    @Test
    void shouldKnowAPlanForEachFault() {
        assertEquals(names(Fault.values()), names(FaultPlan.Kind.values()));
    }

    private static Set<String> names(Enum<?>... constants) {
        return Arrays.stream(constants).map(Enum::name).collect(Collectors.toSet());
    }

    @Test
    void shouldMakeTheSimulationOfASchedule() {
        assertEquals(
                "simulation[seed=7, strategy=PCT]",
                SimulationPlans.simulation(new SchedulePlan(SchedulePlan.Kind.PCT, 7))
                        .toString());
    }

    @Test
    void shouldMakeTheFaultsOfAPlan() {
        FaultPlan plan = new FaultPlan(List.of(new FaultPlan.Occasion(FaultPlan.Kind.CLOCK_JUMP, 3)));
        assertEquals(
                "faults[planned={CLOCK_JUMP=[3]}, oneIn={}]",
                SimulationPlans.faults(plan).toString());
    }
}
