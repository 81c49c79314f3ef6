package io.millrace.core;

/** What is counted for a domain. The labels are stable. Values are exact while nothing moves, and never run backwards by more than what moves. */
public enum DomainCounter {

    /** Entries accepted as NEW. */
    NEW_ACCEPTED("new_accepted"),

    /** Entries finally released or flushed. */
    RELEASED("released"),

    /** Entries in flight now. */
    IN_FLIGHT("in_flight"),

    /** NEW entries refused for want of a credit. */
    REFUSED_NO_CREDIT("refused_no_credit"),

    /** NEW entries refused by the threshold of a port. */
    REFUSED_NEW_ENTRY_THRESHOLD("refused_new_entry_threshold"),

    /** NEW entries refused because the window of their flow was full. */
    REFUSED_REORDER_WINDOW("refused_reorder_window"),

    /** NEW entries refused because the domain took none. */
    REFUSED_STOPPED("refused_stopped"),

    /** Entries taken back by a flush. */
    FLUSHED("flushed"),

    /** Threads of ports unparked because work had arrived. */
    WAKE_UPS("wake_ups");

    private final String label;

    DomainCounter(String label) {
        this.label = label;
    }

    /** Returns the stable name. */
    public String label() {
        return label;
    }

    /** Returns whether this says what is now, and not how many there have been. */
    public boolean isGauge() {
        return this == IN_FLIGHT;
    }
}
