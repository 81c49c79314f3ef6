package io.millrace.benchmarks.java25;

import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * Virtual threads, of which at most as many run at once as other arms have workers. The JDK has more carrier threads than that only while some
 * are pinned by threads that block, which no work of the benchmarks does.
 */
final class VirtualThreads {

    private VirtualThreads() {}

    /** Limits all virtual threads of this JVM; the last call counts. */
    static void limit(int workers) {
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class).setParallelism(workers);
    }

    /** Opens an executor with a virtual thread for each task. */
    static ExecutorService open(int workers) {
        limit(workers);
        return Executors.newVirtualThreadPerTaskExecutor();
    }
}
