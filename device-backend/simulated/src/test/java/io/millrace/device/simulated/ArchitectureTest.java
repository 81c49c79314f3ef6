package io.millrace.device.simulated;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;
import java.util.Set;

/** The simulated device knows the vocabulary alone. No engine to the rules: it is what gives time and threads to engines, and has its own of the system. */
class ArchitectureTest extends ArchitectureContract {

    private static final Set<String> PUBLIC_TYPES = Set.of(
            "io.millrace.device.simulated.DeadlockException",
            "io.millrace.device.simulated.Exploration",
            "io.millrace.device.simulated.Exploration$Trial",
            "io.millrace.device.simulated.Fault",
            "io.millrace.device.simulated.Faults",
            "io.millrace.device.simulated.Picture",
            "io.millrace.device.simulated.SimulatedDeviceProvider",
            "io.millrace.device.simulated.Simulation",
            "io.millrace.device.simulated.Simulation$Body",
            "io.millrace.device.simulated.SimulationFailure",
            "io.millrace.device.simulated.Strategy",
            "io.millrace.device.simulated.Trace");

    ArchitectureTest() {
        super(ModuleHouse.library(
                "io.millrace.device.simulated", PUBLIC_TYPES, "io.millrace.device.simulated..", "io.millrace.core.."));
    }
}
