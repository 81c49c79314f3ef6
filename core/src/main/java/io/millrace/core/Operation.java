package io.millrace.core;

/** What is asked for an entry that is handed to a port. */
public enum Operation {

    /** Lets a new entry in: takes a credit, can be refused. */
    NEW,

    /** Ends the holding of a dequeued entry and passes it on to a queue: keeps the credit, is never refused. */
    FORWARD,

    /**
     * Ends the entry and gives the credit back; is never refused. The payload is let go at once. An entry of an ordered flow that is released while others
     * before it are unfinished keeps its place, and with the place its credit, until its turn comes: so places are bounded by credits.
     */
    RELEASE
}
