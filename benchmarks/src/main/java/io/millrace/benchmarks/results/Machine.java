package io.millrace.benchmarks.results;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine that was measured on.
 *
 * @param processor the model of its processor
 * @param cores how many of them the JVM sees
 * @param memoryBytes its memory, in bytes
 * @param system the operating system and its version, which is that of the kernel on Linux
 */
public record Machine(String processor, int cores, long memoryBytes, String system) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    /** Returns the machine that this process runs on. */
    static Machine here() {
        return new Machine(
                processorIn(PROCESSORS),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    /** Returns the first model that Linux tells of, or the architecture where it tells none. */
    static String processorIn(Path processors) {
        try (Stream<String> lines = Files.lines(processors)) {
            return lines.filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(Machine::architecture);
        } catch (IOException notLinux) {
            return architecture();
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch");
    }
}
