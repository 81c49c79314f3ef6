package io.millrace.ordered;

import org.HdrHistogram.Histogram;

/**
 * What a pipeline has done. The histograms are copies, in nanoseconds, have one value for each item, and are empty unless the pipeline records latency.
 *
 * <p><b>Units and limits.</b> A value lies in a bucket that is at most 1 percent wide. An item that travels on its own is timed exactly. Those that travel in a
 * {@linkplain PipelineBuilder#vectors vector} share readings of the clock:
 *
 * <ul>
 *   <li>Submission is exact for the first of them. Any other may seem to have been submitted earlier, never later: together with the first, or when an item of
 *       the pipeline last ended, which is looked at every 20 us. So while items of the pipeline are worked on, its wait is told too long by no more than 20 us
 *       and what those take, and it is never told longer than that of the first.
 *   <li>The end of an item is the start of the next. Items of 4 us or longer are timed one by one. Shorter ones are timed together, from 2 to 8 of them, as
 *       many as take 4 us by those before, and count with their mean. If they took more than twice as long as those before, one of them counts with what is
 *       beyond, so that a single long item is seen. The sum is exact.
 *   <li>The serial part is timed when it begins for the first of them and when it has ended for the last. The turns in between count as equally long.
 * </ul>
 *
 * @param submitted items submitted
 * @param completed items that the consumer has taken without failure
 * @param leftOut items that have ended otherwise
 * @param inFlightHighMark the most items that were submitted, or about to be, and had not ended, looked at with every 64th submission
 * @param queueWaitNanos from submission to the start of the parallel part
 * @param serviceNanos the parallel part; the time of a {@linkplain PipelineBuilder#batched batch} is that of each of its items
 * @param reorderWaitNanos from the end of the parallel part to the start of the serial part
 */
public record PipelineStatistics(
        long submitted,
        long completed,
        long leftOut,
        long inFlightHighMark,
        Histogram queueWaitNanos,
        Histogram serviceNanos,
        Histogram reorderWaitNanos) {}
