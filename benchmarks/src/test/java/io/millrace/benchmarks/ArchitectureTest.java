package io.millrace.benchmarks;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;

/** Benchmarks may use everything, but live in their own package and keep to the banned calls. */
class ArchitectureTest extends ArchitectureContract {

    ArchitectureTest() {
        super(ModuleHouse.program(
                "io.millrace.benchmarks",
                "io.millrace..",
                "javax.crypto..",
                "org.openjdk.jmh..",
                "picocli..",
                "com.google.gson..",
                "com.google.common..",
                "com.sun.management..",
                "org.HdrHistogram..",
                "org.jctools..",
                "com.lmax.disruptor..",
                "com.pivovarit.collectors..",
                "com.typesafe.config..",
                "one.profiler..",
                "org.apache.pekko..",
                "org.jboss.threads..",
                "reactor.core.."));
    }
}
