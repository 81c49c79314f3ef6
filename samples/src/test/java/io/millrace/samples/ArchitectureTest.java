package io.millrace.samples;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;

/** Samples do what a user can do: living in their own package they see public types only. */
class ArchitectureTest extends ArchitectureContract {

    ArchitectureTest() {
        super(ModuleHouse.program(
                "io.millrace.samples",
                "io.millrace.samples..",
                "io.millrace.ordered..",
                "io.millrace.executor..",
                "io.millrace.core..",
                "javax..",
                "org.HdrHistogram..",
                "picocli.."));
    }
}
