package io.millrace.core;

/** What a device may or may not have. A domain that needs what is missing is refused with {@link ConfigurationRefusal#CAPABILITY}. */
public enum DeviceCapability {

    /** Queues of type {@link SchedulingType#UNORDERED}. */
    UNORDERED,

    /** Queues of type {@link SchedulingType#ATOMIC}. */
    ATOMIC,

    /** Queues of type {@link SchedulingType#ORDERED}. */
    ORDERED,

    /** Queues of type {@link SchedulingType#DIRECTED}. */
    DIRECTED,

    /** A port may be linked to a directed queue and to others at once. */
    DIRECTED_ON_SHARED_PORT,

    /** Priorities of entries are honoured. */
    ENTRY_PRIORITY,

    /** Flow ids are exact: two flows never share a fate. Without it a device may serialise different flows that hash alike. */
    EXACT_FLOWS,

    /** The flow id of an entry comes out as it went in, for every type. */
    CARRIES_FLOW,

    /** Implicit release can be switched off. */
    EXPLICIT_RELEASE,

    /** Entries of one dequeue may be finished in any order. */
    INDEPENDENT_ORDER,

    /** Flows of one ordered queue do not wait for each other. Without it a queue has one order for all its entries, and the flows are only carried along. */
    INDEPENDENT_SERIES,

    /** An entry can be detached from its port and finished by any thread. */
    DETACH,

    /** A held ordered entry can have fragments. */
    FRAGMENTS,

    /** Entries that a port has claimed but not delivered are taken back by other ports. */
    TAKE_BACK,

    /** A queue may have a limit of entries that are delivered and unfinished. */
    EXECUTION_CREDITS,

    /** Queues may have weights, which can be changed while the domain runs. */
    QUEUE_WEIGHTS,

    /** A port may have a limit of held entries. */
    HOLD_LIMIT,

    /** A port that serves directed queues may be woken for several entries at a time. */
    WAKE_THRESHOLD,

    /** Links of an open domain may change. */
    RUNTIME_LINKS
}
