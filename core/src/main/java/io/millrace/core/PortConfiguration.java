package io.millrace.core;

import java.util.Arrays;
import java.util.List;

/**
 * The configuration of a port.
 *
 * @param links the queues that serve it
 * @param claimDepth how many entries the device may set aside for this port beyond those delivered; 1 keeps first-in-first-out start order across ports
 * @param newEntryThreshold NEW through this port is refused once so many entries are in flight; {@link #NO_THRESHOLD} for the credit limit
 * @param implicitRelease whether a dequeue releases what the previous dequeue delivered and nobody finished
 */
public record PortConfiguration(
        List<LinkConfiguration> links, int claimDepth, int newEntryThreshold, boolean implicitRelease) {

    /** The claim depth unless another is asked for. */
    public static final int DEFAULT_CLAIM_DEPTH = 16;

    /** No threshold below the credit limit. */
    public static final int NO_THRESHOLD = Integer.MAX_VALUE;

    /** Copies the links. */
    public PortConfiguration {
        links = List.copyOf(links);
    }

    /** Returns a port with the usual settings, linked to the queues with normal priority. */
    public static PortConfiguration linkedTo(int... queues) {
        return linked(Arrays.stream(queues).mapToObj(LinkConfiguration::to).toList());
    }

    /** Returns a port with the usual settings and the links. */
    public static PortConfiguration linked(List<LinkConfiguration> links) {
        return new PortConfiguration(links, DEFAULT_CLAIM_DEPTH, NO_THRESHOLD, true);
    }

    /** Returns this configuration with another claim depth. */
    public PortConfiguration withClaimDepth(int depth) {
        return new PortConfiguration(links, depth, newEntryThreshold, implicitRelease);
    }

    /** Returns this configuration with another threshold. */
    public PortConfiguration withNewEntryThreshold(int threshold) {
        return new PortConfiguration(links, claimDepth, threshold, implicitRelease);
    }

    /** Returns this configuration without implicit release. */
    public PortConfiguration withExplicitRelease() {
        return new PortConfiguration(links, claimDepth, newEntryThreshold, false);
    }
}
