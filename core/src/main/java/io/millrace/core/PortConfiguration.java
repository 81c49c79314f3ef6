package io.millrace.core;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The configuration of a port.
 *
 * @param links the queues that serve it
 * @param claimDepth how many entries the device may set aside for this port beyond those delivered; 1 keeps first-in-first-out start order across ports
 * @param newEntryThreshold NEW through this port is refused once so many entries are in flight; {@link #NO_THRESHOLD} for the credit limit
 * @param implicitRelease whether a dequeue releases what the previous dequeue delivered and nobody finished
 * @param holdLimit how many entries the port may hold, {@link #NO_LIMIT} for as many as it takes. It bounds what is delivered and not what is handed in: a
 *     dequeue of a port that holds so many returns 0 at once, since the port would wait for itself. A detached entry is held no more
 * @param waitProfile how a dequeue waits
 * @param wakeThreshold for a port that serves directed queues only: while its thread is parked it is woken once so many entries wait for it; 1 unless more are
 *     asked for. Fewer wait until the time-out of the dequeue is over, or the next dequeue, which takes what is there
 * @param promptReturn a promise of whoever drives the port: as soon as it holds nothing it dequeues again, or quiesces, and waits for nothing before. So the
 *     device need wake no other port for what the last finish has made ready, or this port has entered while it held nothing, since that dequeue finds it.
 *     Whoever breaks the promise delays entries, also those of others, until it keeps it; none is lost
 */
public record PortConfiguration(
        List<LinkConfiguration> links,
        int claimDepth,
        int newEntryThreshold,
        boolean implicitRelease,
        int holdLimit,
        WaitProfile waitProfile,
        int wakeThreshold,
        boolean promptReturn) {

    /** The claim depth unless another is asked for. */
    public static final int DEFAULT_CLAIM_DEPTH = 16;

    /** No threshold below the credit limit. */
    public static final int NO_THRESHOLD = Integer.MAX_VALUE;

    /** No limit of held entries. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Copies the links. */
    public PortConfiguration {
        links = List.copyOf(links);
        Objects.requireNonNull(waitProfile, "waitProfile");
    }

    /** Returns a port with the usual settings, linked to the queues with normal priority. */
    public static PortConfiguration linkedTo(int... queues) {
        return linked(Arrays.stream(queues).mapToObj(LinkConfiguration::to).toList());
    }

    /** Returns a port with the usual settings and the links. */
    public static PortConfiguration linked(List<LinkConfiguration> links) {
        return new PortConfiguration(
                links, DEFAULT_CLAIM_DEPTH, NO_THRESHOLD, true, NO_LIMIT, WaitProfile.ADAPTIVE, 1, false);
    }

    /** Returns this configuration with other links. */
    public PortConfiguration withLinks(List<LinkConfiguration> others) {
        return new PortConfiguration(
                others,
                claimDepth,
                newEntryThreshold,
                implicitRelease,
                holdLimit,
                waitProfile,
                wakeThreshold,
                promptReturn);
    }

    /** Returns this configuration with another claim depth. */
    public PortConfiguration withClaimDepth(int depth) {
        return new PortConfiguration(
                links, depth, newEntryThreshold, implicitRelease, holdLimit, waitProfile, wakeThreshold, promptReturn);
    }

    /** Returns this configuration with another threshold. */
    public PortConfiguration withNewEntryThreshold(int threshold) {
        return new PortConfiguration(
                links, claimDepth, threshold, implicitRelease, holdLimit, waitProfile, wakeThreshold, promptReturn);
    }

    /** Returns this configuration without implicit release. */
    public PortConfiguration withExplicitRelease() {
        return new PortConfiguration(
                links, claimDepth, newEntryThreshold, false, holdLimit, waitProfile, wakeThreshold, promptReturn);
    }

    /** Returns this configuration with a limit of held entries. */
    public PortConfiguration withHoldLimit(int entries) {
        return new PortConfiguration(
                links,
                claimDepth,
                newEntryThreshold,
                implicitRelease,
                entries,
                waitProfile,
                wakeThreshold,
                promptReturn);
    }

    /** Returns this configuration with another way of waiting. */
    public PortConfiguration withWaitProfile(WaitProfile profile) {
        return new PortConfiguration(
                links, claimDepth, newEntryThreshold, implicitRelease, holdLimit, profile, wakeThreshold, promptReturn);
    }

    /** Returns this configuration with another threshold for waking. */
    public PortConfiguration withWakeThreshold(int entries) {
        return new PortConfiguration(
                links, claimDepth, newEntryThreshold, implicitRelease, holdLimit, waitProfile, entries, promptReturn);
    }

    /** Returns this configuration with the promise to dequeue again as soon as nothing is held. */
    public PortConfiguration withPromptReturn() {
        return new PortConfiguration(
                links, claimDepth, newEntryThreshold, implicitRelease, holdLimit, waitProfile, wakeThreshold, true);
    }
}
