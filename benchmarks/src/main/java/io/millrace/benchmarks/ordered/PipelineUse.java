package io.millrace.benchmarks.ordered;

import io.millrace.ordered.PipelineBuilder;

/**
 * How a pipeline is used.
 *
 * @param vector how many items may travel together
 * @param recordsLatency whether waiting and service of each item are recorded
 * @param invokes whether the producer waits for each item
 */
record PipelineUse(int vector, boolean recordsLatency, boolean invokes) {

    static final PipelineUse ONE_BY_ONE = new PipelineUse(1, false, false);

    static final PipelineUse IN_VECTORS = new PipelineUse(PipelineBuilder.LONGEST_VECTOR, false, false);

    static final PipelineUse RECORDING_LATENCY = new PipelineUse(PipelineBuilder.LONGEST_VECTOR, true, false);

    static final PipelineUse INVOKING = new PipelineUse(1, false, true);
}
