package io.millrace.core.driver;

import io.millrace.core.SchedulingType;
import java.util.List;

/**
 * What a session of a driver is to have.
 *
 * @param events how many events may be in flight
 * @param queues the queues in the order of their numbers
 * @param ports the ports in the order of their numbers
 */
public record DriverPlan(int events, List<QueuePlan> queues, List<PortPlan> ports) {

    /** Copies the lists. */
    public DriverPlan {
        queues = List.copyOf(queues);
        ports = List.copyOf(ports);
    }

    /**
     * A queue.
     *
     * @param type its type; a directed queue has one port
     * @param flows how many flow ids it is to tell apart
     */
    public record QueuePlan(SchedulingType type, int flows) {}

    /**
     * A port.
     *
     * @param queue the queue that it is linked to, {@link #NONE} for a way in
     */
    public record PortPlan(int queue) {

        /** Linked to no queue. */
        public static final int NONE = -1;
    }
}
