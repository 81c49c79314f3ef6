package io.millrace.benchmarks.java25;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;

/** Peers that need a newer JDK use the benchmarks and that JDK, and nothing else. */
class ArchitectureTest extends ArchitectureContract {

    ArchitectureTest() {
        super(ModuleHouse.program("io.millrace.benchmarks.java25", "io.millrace.benchmarks..", "jdk.management.."));
    }
}
