package io.millrace.core;

/**
 * What one domain of a device can have at most.
 *
 * @param credits entries in flight
 * @param queues queues
 * @param ports ports
 * @param linksPerPort queues linked to one port
 * @param flowsPerQueue flow ids of one queue
 * @param reorderWindow entries of one ordered flow between its oldest unfinished and its newest
 * @param dequeueDepth entries delivered by one dequeue
 */
public record DeviceLimits(
        int credits, int queues, int ports, int linksPerPort, int flowsPerQueue, int reorderWindow, int dequeueDepth) {}
