/**
 * The {@code books} command: order books from a feed of many symbols. Each line of the feed is an event of one symbol, a row of
 * a message file of LOBSTER with the symbol before it. Lines are read in parallel, applied to the book of their symbol one at a
 * time, and the best levels of the book come out for each, in the order of the feed: a row of an order book file of LOBSTER,
 * with the symbol before it.
 */
@NullMarked
package io.millrace.samples.books;

import org.jspecify.annotations.NullMarked;
