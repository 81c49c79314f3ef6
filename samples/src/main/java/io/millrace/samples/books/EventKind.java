package io.millrace.samples.books;

/** What happens to a book, in the order of the numbers that LOBSTER gives them, from 1 on. */
enum EventKind {
    /** A new order. */
    SUBMISSION,
    /** An order becomes smaller. */
    CANCELLATION,
    /** An order is taken out. */
    DELETION,
    /** A part of an order is traded, or all of it. */
    EXECUTION,
    /** Something is traded that the book does not show. */
    HIDDEN_EXECUTION,
    /** Something is traded in an auction. */
    CROSS_TRADE,
    /** Trading stops, or goes on. */
    HALT;

    private static final EventKind[] KINDS = values();

    /** How many there are. */
    static final int COUNT = KINDS.length;

    /** Returns the kind of a number. */
    static EventKind of(long number) {
        return KINDS[(int) number - 1];
    }

    int number() {
        return ordinal() + 1;
    }
}
