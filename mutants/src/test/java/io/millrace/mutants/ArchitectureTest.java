package io.millrace.mutants;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;

/** What plants mutants knows of them as text alone: no class of another module. */
class ArchitectureTest extends ArchitectureContract {

    ArchitectureTest() {
        super(ModuleHouse.program(
                "io.millrace.mutants", "io.millrace.mutants..", "javax.tools..", "org.junit.platform.."));
    }
}
