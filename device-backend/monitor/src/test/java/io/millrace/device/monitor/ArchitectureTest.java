package io.millrace.device.monitor;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;
import java.util.Set;

/** The monitor knows the vocabulary alone: whatever keeps the contract can be watched. */
class ArchitectureTest extends ArchitectureContract {

    private static final Set<String> PUBLIC_TYPES = Set.of(
            "io.millrace.device.monitor.Monitor",
            "io.millrace.device.monitor.MonitoredDeviceProvider",
            "io.millrace.device.monitor.OrderViolation",
            "io.millrace.device.monitor.OrderViolation$Entry",
            "io.millrace.device.monitor.Promise");

    ArchitectureTest() {
        super(ModuleHouse.engine(
                "io.millrace.device.monitor", PUBLIC_TYPES, "io.millrace.device.monitor..", "io.millrace.core.."));
    }
}
