package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/** The processor time of the threads of a test. */
final class ProcessorTime {

    private static final ThreadMXBean CLOCKS = ManagementFactory.getThreadMXBean();

    private ProcessorTime() {}

    static long nanosOf(Thread thread) {
        return CLOCKS.getThreadCpuTime(thread.getId());
    }

    /** Waits until a thread sleeps, and fails if it uses more than a tenth of a processor from then on. */
    static void assertSleeps(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.yield();
        }
        long before = nanosOf(thread);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(200)) {
            Thread.yield();
        }
        long used = nanosOf(thread) - before;
        assertTrue(
                used < TimeUnit.MILLISECONDS.toNanos(20),
                "processor time of a worker that should sleep: nanos=" + used);
    }
}
