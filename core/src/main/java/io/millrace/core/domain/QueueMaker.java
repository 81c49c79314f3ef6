package io.millrace.core.domain;

import org.jspecify.annotations.Nullable;

/** Makes what a device adds to the common part of a {@link DeviceDomain}, while that is being opened. */
public interface QueueMaker {

    /**
     * Returns a queue.
     *
     * @param linked the ports that are linked to it, now and later
     * @param credits how many of its entries may be worked on at once; null for any number
     */
    DeviceQueue queue(DeviceDomain domain, int id, PortSet linked, @Nullable ExecutionCredits credits);

    /** Returns the actor of a port, or of a stripe of threads that own none. */
    default Actor actor(DeviceDomain domain, int stripe, @Nullable DevicePort port) {
        return new Actor(domain, stripe, port);
    }

    /** Gives back what the queues have from elsewhere. Called when the domain was closed, perhaps several times and by several threads. */
    default void close() {}
}
