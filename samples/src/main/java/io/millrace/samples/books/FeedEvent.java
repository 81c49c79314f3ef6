package io.millrace.samples.books;

/**
 * An event of one symbol.
 *
 * @param line where it stands
 * @param symbol whose book it is for
 * @param nanos nanoseconds after midnight
 * @param kind what happens
 * @param order the number of the order that it happens to
 * @param size shares
 * @param price in a ten-thousandth of a dollar
 * @param isBuy whether the order is one to buy
 */
record FeedEvent(
        FeedLine line, String symbol, long nanos, EventKind kind, long order, long size, long price, boolean isBuy) {}
