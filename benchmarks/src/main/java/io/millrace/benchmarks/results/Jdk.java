package io.millrace.benchmarks.results;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The JDK that ran.
 *
 * @param vendor who made it
 * @param version its full version, such as {@code 17.0.15+6}
 * @param vm the name of its virtual machine
 * @param collectors the names of its garbage collectors
 * @param flags the options that the virtual machine was started with
 */
public record Jdk(String vendor, String version, String vm, List<String> collectors, List<String> flags) {

    /** Returns the JDK that runs this process. */
    static Jdk here() {
        return new Jdk(
                System.getProperty("java.vendor"),
                Runtime.version().toString(),
                System.getProperty("java.vm.name"),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.toList()),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
    }

    /** Returns the number that a JDK is called by, such as 17. */
    public int feature() {
        return Runtime.Version.parse(version).feature();
    }
}
