package io.millrace.core;

/**
 * An ordered flow in which finished entries wait for an unfinished one, its head.
 *
 * @param queue the number of the ordered queue
 * @param flow the flow id
 * @param sequenceNumber the place of the head in its flow, see {@link Burst#sequenceNumber(int)}
 * @param head what has become of the head
 * @param port the port that holds the head; {@link #NO_PORT} unless it is {@link Head#HELD}
 * @param parked how many finished entries wait in the flow
 */
public record StalledFlow(int queue, int flow, long sequenceNumber, Head head, int port, int parked) {

    /** No port holds the head. */
    public static final int NO_PORT = -1;

    /** What has become of the entry that others wait for. */
    public enum Head {

        /** It waits in its queue, or is set aside for a port. */
        WAITING,

        /** A port holds it. */
        HELD,

        /** It was detached, and any thread may finish it. */
        DETACHED
    }
}
