package io.millrace.core;

/** Why a device refused a configuration. The exception's message has what was asked for and what was available. */
public enum ConfigurationRefusal {

    /** The configuration has no queue or no port. */
    EMPTY,

    /** More credits than the device has, or none. */
    CREDITS,

    /** More queues than the device has. */
    QUEUES,

    /** More ports than the device has. */
    PORTS,

    /** More flows in a queue than the device keeps, or none. */
    FLOWS,

    /** A reorder window that the device cannot keep, or that one stalled flow could use to take all credits. */
    REORDER_WINDOW,

    /** A claim depth or delivery depth that the device cannot serve. */
    DEQUEUE_DEPTH,

    /** A threshold outside 1 to the credit limit. */
    NEW_ENTRY_THRESHOLD,

    /** Execution credits of a queue outside 1 to the credit limit. */
    EXECUTION_CREDITS,

    /** A weight outside 1 to {@link QueueConfiguration#MAX_WEIGHT}. */
    WEIGHT,

    /** A limit of held entries outside 1 to the credit limit. */
    HOLD_LIMIT,

    /** A threshold for waking outside 1 to the credit limit, or above 1 at a port that serves other than directed queues. */
    WAKE_THRESHOLD,

    /** A link that names a queue which does not exist, or names one twice for the same port. */
    UNKNOWN_QUEUE,

    /** A queue that no port is linked to. */
    UNLINKED_QUEUE,

    /** A port that is linked to no queue. */
    UNLINKED_PORT,

    /** A directed queue with other than one link. */
    DIRECTED_LINKS,

    /** More links at a port than the device has. */
    LINKS,

    /** A scheduling type or another feature that the device does not have. */
    CAPABILITY
}
