package io.millrace.executor;

/**
 * What an executor was doing at about one moment. The figures are read one after the other while work goes on; they are
 * exact while nothing moves.
 *
 * @param workers workers that have a thread
 * @param active workers that run something
 * @param backlog tasks that wait for room in the device
 * @param inFlight tasks that the device has accepted and that have not ended; a vector of items counts once
 * @param completed tasks that have ended; a job of a series counts once, however many items it carries
 */
public record ExecutorSnapshot(int workers, int active, long backlog, int inFlight, long completed) {}
