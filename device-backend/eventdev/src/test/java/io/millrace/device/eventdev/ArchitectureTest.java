package io.millrace.device.eventdev;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;
import java.util.Set;

/** A device knows the vocabulary, the common part, and what is behind its shim. */
class ArchitectureTest extends ArchitectureContract {

    private static final Set<String> PUBLIC_TYPES = Set.of("io.millrace.device.eventdev.EventdevProvider");

    ArchitectureTest() {
        super(ModuleHouse.engine(
                "io.millrace.device.eventdev", PUBLIC_TYPES, "io.millrace.device.eventdev..", "io.millrace.core.."));
    }
}
