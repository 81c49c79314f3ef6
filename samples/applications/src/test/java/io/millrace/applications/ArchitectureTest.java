package io.millrace.applications;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;

/** Applications do what a user of a framework can do: they see public types of Millrace only. */
class ArchitectureTest extends ArchitectureContract {

    ArchitectureTest() {
        super(ModuleHouse.program(
                "io.millrace.applications",
                "io.millrace.applications..",
                "io.millrace.samples",
                "io.millrace.executor..",
                "com.typesafe.config..",
                "io.vertx.core..",
                "org.apache.lucene..",
                "org.apache.pekko..",
                "org.springframework..",
                "picocli..",
                "scala.."));
    }
}
