package io.millrace.executor;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;
import java.util.Set;

/**
 * The executor speaks to devices through the vocabulary only and names none of them. Micrometer, JMX and the flight recorder are for
 * single classes, which {@link OptionalModulesTest} names.
 */
class ArchitectureTest extends ArchitectureContract {

    private static final Set<String> PUBLIC_TYPES = Set.of(
            "io.millrace.executor.CountedCompleter",
            "io.millrace.executor.DetachedJob",
            "io.millrace.executor.DrivenExecutor",
            "io.millrace.executor.ExecutorSnapshot",
            "io.millrace.executor.ExecutorStatistics",
            "io.millrace.executor.ExecutorStatistics$HotKey",
            "io.millrace.executor.ExecutorStatistics$Latency",
            "io.millrace.executor.ForkJoinTask",
            "io.millrace.executor.LatencyHistogram",
            "io.millrace.executor.LatencyHistogram$Bucket",
            "io.millrace.executor.MillraceExecutor",
            "io.millrace.executor.MillraceExecutorBuilder",
            "io.millrace.executor.MillraceExecutorMXBean",
            "io.millrace.executor.MillraceExecutors",
            "io.millrace.executor.MillraceMetrics",
            "io.millrace.executor.OrderedJob",
            "io.millrace.executor.ParallelRange",
            "io.millrace.executor.RangeTask",
            "io.millrace.executor.RecursiveAction",
            "io.millrace.executor.RecursiveTask",
            "io.millrace.executor.RejectedTask",
            "io.millrace.executor.RejectedTaskHandler",
            "io.millrace.executor.Series",
            "io.millrace.executor.StartOrder",
            "io.millrace.executor.Stop",
            "io.millrace.executor.TaskContext",
            "io.millrace.executor.TaskContext$Captured",
            "io.millrace.executor.TaskContext$Scope",
            "io.millrace.executor.TaskHooks",
            "io.millrace.executor.WorkReport",
            "io.millrace.executor.WorkReport$Running",
            "io.millrace.executor.Worker");

    ArchitectureTest() {
        super(ModuleHouse.engine(
                "io.millrace.executor",
                PUBLIC_TYPES,
                "io.millrace.executor..",
                "io.millrace.core..",
                "org.jctools..",
                "io.micrometer.core..",
                "javax.management..",
                "jdk.jfr.."));
    }
}
