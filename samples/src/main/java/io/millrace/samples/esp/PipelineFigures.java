package io.millrace.samples.esp;

import org.HdrHistogram.Histogram;

/**
 * What a pipeline measured of itself. Times are in nanoseconds.
 *
 * @param inFlightHighMark the most packets that were on their way at one time
 * @param queueWait from submission to the start of the parallel part
 * @param service the parallel part
 * @param reorderWait from the end of the parallel part to the start of the serial part
 */
record PipelineFigures(long inFlightHighMark, Histogram queueWait, Histogram service, Histogram reorderWait) {}
