package io.millrace.samples.evtest;

/** What a run holds the device or the executor to. */
enum Promise {
    ONCE("once", "each entry exactly once where it was sent"),
    ORDER("in order", "each flow in order"),
    ATOMIC("atomic", "one holder of an atomic flow at a time, in the order of appending"),
    DIRECTED("directed", "directed entries at their port, in the order of each sender"),
    CREDITS("credits", "every credit back, and never more entries than credits"),
    END("ends", "an end in bounded time"),
    SOUND("sound", "calls that do not fail");

    private final String label;
    private final String words;

    Promise(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** The word for tables. */
    String label() {
        return label;
    }

    /** The promise as what was expected. */
    String words() {
        return words;
    }
}
