package io.millrace.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What all threads of this process have used that are still there, those of the JVM among them. */
public final class ProcessUsage {

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String VOLUNTARY = "voluntary_ctxt_switches:";

    private ProcessUsage() {}

    /** Returns the use until now. Where the system does not tell it for each thread, the switches are unknown and the time is coarse. */
    public static Usage now() {
        Usage sum = Usage.NOTHING;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                sum = sum.plus(ofTask(task));
            }
            return sum;
        } catch (IOException | DirectoryIteratorException | UncheckedIOException notLinux) {
            long nanos = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
            return new Usage(nanos, Double.NaN);
        }
    }

    /** One that has ended meanwhile has used nothing. */
    private static Usage ofTask(Path task) {
        try {
            String ran = Files.readString(task.resolve("schedstat"));
            return new Usage(Long.parseLong(ran.substring(0, ran.indexOf(' '))), switches(task.resolve("status")));
        } catch (IOException ended) {
            return Usage.NOTHING;
        }
    }

    /** Returns how often a thread gave up the processor to wait, as its status tells. */
    static double switches(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(VOLUNTARY))
                .mapToDouble(line -> Double.parseDouble(line.substring(VOLUNTARY.length())))
                .findFirst()
                .orElse(Double.NaN);
    }
}
