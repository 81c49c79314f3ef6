package io.millrace.core;

/**
 * What is counted for a queue. The labels are stable. An entry that is forwarded from queue to queue is counted in each.
 *
 * <p>While nothing moves, {@link #ENTERED} is {@link #DELIVERED}, {@link #FLUSHED} and {@link #WAITING} together, and {@link #WAITING}, {@link #IN_WORK} and
 * {@link #PARKED} of all queues together are the entries in flight.
 */
public enum QueueCounter {

    /** Entries appended: NEW ones and forwarded ones. */
    ENTERED("entered", false),

    /** Entries delivered to ports. */
    DELIVERED("delivered", false),

    /** Entries taken back by a flush. */
    FLUSHED("flushed", false),

    /** Entries now that nobody holds yet, those set aside for a port included: the depth of the queue. */
    WAITING("waiting", true),

    /** Entries now that were delivered and not finished, detached ones included. */
    IN_WORK("in_work", true),

    /** Entries now that were finished and wait until those before them in their ordered flow have left, and fragments that wait for their entry. */
    PARKED("parked", true),

    /** Atomic or ordered flows that have an entry now. */
    FLOWS("flows", true);

    private final String label;
    private final boolean gauge;

    QueueCounter(String label, boolean gauge) {
        this.label = label;
        this.gauge = gauge;
    }

    /** Returns the stable name. */
    public String label() {
        return label;
    }

    /** Returns whether this says what is now, and not how many there have been. */
    public boolean isGauge() {
        return gauge;
    }
}
