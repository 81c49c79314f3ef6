package io.millrace.samples.esp;

/**
 * How a pipeline is built.
 *
 * @param workers threads of the parallel part
 * @param credits packets in flight
 * @param reorderWindow packets of a series that may be done and wait for an earlier one
 * @param device name of the device
 */
record PipelineLimits(int workers, int credits, int reorderWindow, String device) {}
