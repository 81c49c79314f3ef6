package io.millrace.ordered;

import io.millrace.core.architecture.ArchitectureContract;
import io.millrace.core.architecture.ModuleHouse;
import java.util.Set;

/** Ordered work stands on the executor and on no device. */
class ArchitectureTest extends ArchitectureContract {

    private static final Set<String> PUBLIC_TYPES = Set.of(
            "io.millrace.ordered.Batching",
            "io.millrace.ordered.Dispatch",
            "io.millrace.ordered.OrderedFutures",
            "io.millrace.ordered.OrderedIterator",
            "io.millrace.ordered.OrderedPipeline",
            "io.millrace.ordered.OrderedProcessor",
            "io.millrace.ordered.OrderedStreams",
            "io.millrace.ordered.OrderedWindow",
            "io.millrace.ordered.ParallelCipher",
            "io.millrace.ordered.ParallelStreamCipher",
            "io.millrace.ordered.PipelineBuilder",
            "io.millrace.ordered.PipelineException",
            "io.millrace.ordered.PipelineReport",
            "io.millrace.ordered.PipelineReport$Item",
            "io.millrace.ordered.PipelineSeries",
            "io.millrace.ordered.PipelineStatistics",
            "io.millrace.ordered.RecordAuthenticationException",
            "io.millrace.ordered.StageFunction",
            "io.millrace.ordered.SubmittedItem",
            "io.millrace.ordered.SubmittedItem$State");

    ArchitectureTest() {
        super(ModuleHouse.library(
                "io.millrace.ordered",
                PUBLIC_TYPES,
                "io.millrace.ordered..",
                "io.millrace.executor..",
                "io.millrace.core..",
                "org.HdrHistogram..",
                "javax.crypto.."));
    }
}
