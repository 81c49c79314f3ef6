package io.millrace.device.software;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;
import java.util.Set;

/** A device knows the vocabulary and its own queues. */
class ArchitectureTest extends ArchitectureContract {

    private static final Set<String> PUBLIC_TYPES = Set.of("io.millrace.device.software.SoftwareDeviceProvider");

    ArchitectureTest() {
        super(ModuleHouse.engine(
                "io.millrace.device.software",
                PUBLIC_TYPES,
                "io.millrace.device.software..",
                "io.millrace.core..",
                "org.jctools.."));
    }
}
