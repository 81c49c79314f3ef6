package io.millrace.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What all threads of this process have used, those of the JVM among them. Of a thread that has ended counts what it had used when it was last
 * looked at, so that the sum never falls.
 */
public final class ProcessUsage {

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String VOLUNTARY = "voluntary_ctxt_switches:";
    private static final Sum SUM = new Sum();

    private ProcessUsage() {}

    /** Returns the use until now. Where the system does not tell it for each thread, the switches are unknown and the time is coarse. */
    public static Usage now() {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            return SUM.look(tasks);
        } catch (IOException | DirectoryIteratorException notLinux) {
            long nanos = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
            return new Usage(nanos, Double.NaN);
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

    /** What was seen of each thread, by its number, and of those whose number another one has got since. */
    static final class Sum {

        private final Map<String, Usage> seen = new HashMap<>();
        private Usage replaced = Usage.NOTHING;

        synchronized Usage look(Iterable<Path> tasks) {
            for (Path task : tasks) {
                look(task);
            }
            Usage sum = replaced;
            for (Usage ofThread : seen.values()) {
                sum = sum.plus(ofThread);
            }
            return sum;
        }

        private void look(Path task) {
            try {
                String ran = Files.readString(task.resolve("schedstat"));
                Usage now =
                        new Usage(Long.parseLong(ran.substring(0, ran.indexOf(' '))), switches(task.resolve("status")));
                Usage before = seen.put(task.getFileName().toString(), now);
                if (before != null && before.cpuNanos() > now.cpuNanos()) {
                    replaced = replaced.plus(before);
                }
            } catch (IOException ended) {
                // What it used was seen before, or is little.
            }
        }
    }
}
