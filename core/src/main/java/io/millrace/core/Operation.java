package io.millrace.core;

/** What is asked for an entry that is handed to a port. */
public enum Operation {

    /** Lets a new entry in: takes a credit, can be refused. */
    NEW,

    /** Ends the holding of a dequeued entry and passes it on to a queue: keeps the credit, is never refused. */
    FORWARD,

    /** Ends the entry: gives the credit back, is never refused. */
    RELEASE
}
