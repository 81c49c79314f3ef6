package io.millrace.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a port was like at about one moment.
 *
 * @param id the number of the port
 * @param thread the thread that called dequeue last, if any has
 * @param waits whether a thread waits in dequeue
 * @param held entries delivered to it and neither finished nor detached
 * @param setAside what the device has set aside for it and others may take back: entries, and an atomic flow that it goes on with
 * @param links the queues that serve it
 */
public record PortReport(
        int id, @Nullable Thread thread, boolean waits, long held, int setAside, List<LinkConfiguration> links) {

    /** Copies the links. */
    public PortReport {
        links = List.copyOf(links);
    }
}
