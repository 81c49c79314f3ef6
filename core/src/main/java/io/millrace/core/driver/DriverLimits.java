package io.millrace.core.driver;

/**
 * What one session of a driver can have at most.
 *
 * @param events events in flight
 * @param queues queues
 * @param ports ports, ways in and lanes together
 * @param flows flow ids of one queue that the driver tells apart
 */
public record DriverLimits(int events, int queues, int ports, int flows) {}
