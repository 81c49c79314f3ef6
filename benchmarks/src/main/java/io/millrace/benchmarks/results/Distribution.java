package io.millrace.benchmarks.results;

import org.HdrHistogram.Histogram;

/**
 * All latencies of one arm.
 *
 * @param figure what was made of them
 * @param nanos the latencies, in nanoseconds
 */
public record Distribution(Figure figure, Histogram nanos) {}
