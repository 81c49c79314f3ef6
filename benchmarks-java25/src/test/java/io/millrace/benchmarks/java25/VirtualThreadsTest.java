package io.millrace.benchmarks.java25;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.Test;

final class VirtualThreadsTest {

    /** Three, which a machine with two cores has not of itself. */
    @Test
    void shouldRunAsManyAtOnceAsWasAskedForLast() {
        for (int workers = 3; workers > 0; workers--) {
            try (ExecutorService threads = VirtualThreads.open(workers)) {
                assertEquals(
                        workers,
                        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class)
                                .getParallelism());
            }
        }
    }
}
