package io.millrace.device.monitor;

/** What a device has promised, and a {@link Monitor} checks. */
public enum Promise {

    /** Each accepted entry is delivered once, or handed to a flush callback once, before it goes on. */
    EXACTLY_ONCE,

    /** A flow of an atomic queue is held by one port at a time, and its entries are delivered in the order in which they were appended. */
    ATOMIC,

    /** What is forwarded out of a flow of an ordered queue arrives in the order in which it entered that. */
    ORDERED,

    /** A directed queue delivers in the order in which each producer appended. */
    DIRECTED,

    /** No more entries are in flight than there are credits, and every credit comes back. */
    CREDITS
}
