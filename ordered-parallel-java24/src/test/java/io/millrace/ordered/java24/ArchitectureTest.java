package io.millrace.ordered.java24;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;
import java.util.Set;

/** The gatherer stands on ordered work and on the JDK that has gatherers. */
class ArchitectureTest extends ArchitectureContract {

    ArchitectureTest() {
        super(ModuleHouse.library(
                "io.millrace.ordered.java24",
                Set.of("io.millrace.ordered.java24.OrderedGatherers"),
                "io.millrace.ordered..",
                "io.millrace.executor.."));
    }
}
