package io.millrace.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a run cost.
 *
 * @param wallNanos the time from its begin to its end
 * @param cpuNanos the processor time of the whole process, which many systems count in steps of 10 ms
 */
public record Cost(long wallNanos, long cpuNanos) {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Returns what was used until now, from a time on that means nothing by itself. */
    public static Cost untilNow() {
        return new Cost(System.nanoTime(), PROCESS.getProcessCpuTime());
    }

    /** Returns what was used from an earlier time to this one. */
    public Cost since(Cost earlier) {
        return new Cost(wallNanos - earlier.wallNanos, cpuNanos - earlier.cpuNanos);
    }
}
