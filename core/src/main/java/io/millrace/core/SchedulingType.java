package io.millrace.core;

/**
 * What a queue promises about the entries that it hands out.
 *
 * <p>Every type hands out each entry exactly once, and is work conserving: within one wake-up, no entry waits behind a running one while a linked port is
 * idle ({@link #DIRECTED} excepted).
 */
public enum SchedulingType {

    /** Any linked port, in any order. */
    UNORDERED,

    /**
     * One port at a time for each flow.
     *
     * <p>A port holds a flow from the delivery of an entry of it until the release or forward of the last delivered one. Entries of a flow are delivered in
     * the order in which they were appended and never overlap. Different flows never wait for each other. A flow is identified by queue and flow id.
     */
    ATOMIC,

    /**
     * In parallel, with the order restored afterwards.
     *
     * <p>Entries of one flow are handed to any linked ports at once. When they are forwarded, the queue they are forwarded to receives them in the order in
     * which they entered this one. A released entry is skipped and never holds up the rest. Two flows never wait for each other. A flow is identified by
     * queue and flow id; a device may take the priority into account as well.
     */
    ORDERED,

    /** One port, in the order in which each producer appended. The queue has exactly one link. */
    DIRECTED;

    /** Returns whether the flow id says what an entry is ordered or exclusive with; the other types only carry it along. */
    public boolean hasFlows() {
        return this == ATOMIC || this == ORDERED;
    }
}
