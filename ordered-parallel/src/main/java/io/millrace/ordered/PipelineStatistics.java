package io.millrace.ordered;

import org.HdrHistogram.Histogram;

/**
 * What a pipeline has done. The histograms are copies, in nanoseconds, and empty unless the pipeline records latency.
 *
 * @param submitted items submitted
 * @param completed items that the consumer has taken without failure
 * @param inFlightHighMark the most items that were submitted, or about to be, and had not ended, looked at with every 64th submission
 * @param queueWaitNanos from submission to the start of the parallel part
 * @param serviceNanos the parallel part
 * @param reorderWaitNanos from the end of the parallel part to the start of the serial part
 */
public record PipelineStatistics(
        long submitted,
        long completed,
        long inFlightHighMark,
        Histogram queueWaitNanos,
        Histogram serviceNanos,
        Histogram reorderWaitNanos) {}
