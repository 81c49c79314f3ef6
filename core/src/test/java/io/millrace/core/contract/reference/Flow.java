package io.millrace.core.contract.reference;

import java.util.ArrayDeque;

/** What a queue knows of one flow. */
final class Flow {

    /** Entries of an atomic flow that were not delivered, in the order of appending. */
    final ArrayDeque<Entry> waiting = new ArrayDeque<>();

    /** Entries of an ordered flow from the oldest unfinished one to the newest. */
    final ArrayDeque<Entry> window = new ArrayDeque<>();

    long nextSequenceNumber;
    int holder = -1;
    int held;
    int detached;

    boolean isInUse() {
        return !waiting.isEmpty() || !window.isEmpty() || held > 0;
    }
}
