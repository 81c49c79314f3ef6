package io.millrace.testkit;

import io.millrace.device.simulated.Fault;
import io.millrace.device.simulated.Faults;
import io.millrace.device.simulated.Simulation;
import io.millrace.device.simulated.Strategy;
import java.util.Objects;

/** Makes simulations of generated plans. */
public final class SimulationPlans {

    private SimulationPlans() {}

    /** Returns the simulation that decides as a plan says, in which nothing fails. */
    public static Simulation simulation(SchedulePlan plan) {
        Objects.requireNonNull(plan, "plan");
        return Simulation.of(Strategy.valueOf(plan.kind().name()), plan.seed());
    }

    /** Returns the simulation that decides as one plan says, in which fails what the other says. Its {@code run} refuses faults of devices if nothing was on its {@link Simulation#device() device}. */
    public static Simulation simulation(SchedulePlan plan, FaultPlan failing) {
        return simulation(plan).withFaults(faults(failing));
    }

    /** Returns the faults of a plan. Those of devices happen only on {@link Simulation#device()}. */
    public static Faults faults(FaultPlan plan) {
        Objects.requireNonNull(plan, "plan");
        Faults faults = Faults.none();
        for (FaultPlan.Occasion occasion : plan.occasions()) {
            faults = faults.at(Fault.valueOf(occasion.kind().name()), occasion.at());
        }
        return faults;
    }
}
