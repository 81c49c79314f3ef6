package io.millrace.core;

/** What is counted for a port. The labels are stable. */
public enum PortCounter {

    /** Entries delivered to the holder. */
    DELIVERED("delivered"),

    /** Held entries forwarded. */
    FORWARDED("forwarded"),

    /** Held entries released, implicitly released ones included. */
    RELEASED("released"),

    /** Held entries released by the next dequeue because nobody had finished them. */
    IMPLICITLY_RELEASED("implicitly_released"),

    /** Held entries detached, to be finished through the ingress. */
    DETACHED("detached"),

    /** Fragments of held entries accepted. */
    FRAGMENTS("fragments"),

    /** Entries taken back from what was set aside for other ports. */
    TAKEN_BACK("taken_back"),

    /** Times that the thread of the port was parked. */
    PARKED("parked"),

    /** Times that a dequeue delivered nothing. */
    EMPTY_DEQUEUES("empty_dequeues"),

    /** Entries held now. */
    HELD("held");

    private final String label;

    PortCounter(String label) {
        this.label = label;
    }

    /** Returns the stable name. */
    public String label() {
        return label;
    }

    /** Returns whether this says what is now, and not how many there have been. */
    public boolean isGauge() {
        return this == HELD;
    }
}
