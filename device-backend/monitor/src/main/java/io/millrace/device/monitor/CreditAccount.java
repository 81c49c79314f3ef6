package io.millrace.device.monitor;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Surroundings;

/**
 * Counts what takes a credit and what gives it back, so that the figures of all threads together prove something though they are never read at one moment.
 *
 * <p>Each stripe has four words, which only grow but for calls that have failed: entries that are about to be handed in; those that were accepted; those that are
 * about to be given back; and those of the first word that are done with, given back or refused.
 *
 * <ol>
 *   <li>Accepted, read first, less about to be given back, read afterwards, is no more than were in flight at the moment between. So if that is above the limit, the limit was
 *       passed.
 *   <li>If what is done with, read first, is as much as what was about to be handed in, read last, then nothing was in flight nor on its way at any moment between.
 * </ol>
 *
 * <p>Who counts calls the device between the two words of a pair, and the credit carries the order: whoever sees it taken or given sees the word before.
 */
final class CreditAccount {

    /** How many stripes the threads without a port have together. */
    static final int SHARED_STRIPES = 8;

    private static final int BEGUN = 0;
    private static final int ACCEPTED = 1;
    private static final int RETURNING = 2;
    private static final int DONE = 3;

    private final PaddedLongs words;
    private final int ports;
    private final int stripes;

    CreditAccount(int ports) {
        this.ports = ports;
        stripes = ports + SHARED_STRIPES;
        words = new PaddedLongs(stripes);
    }

    /** Returns the stripe of the calling thread, which owns no port. */
    int stripe() {
        return ports + ((int) Surroundings.threadNumber() & (SHARED_STRIPES - 1));
    }

    /** Says that so many entries are about to be handed in; returns the number of the first. */
    long begin(int stripe, int count) {
        return add(stripe, BEGUN, count) * stripes + stripe;
    }

    /** Returns the number of the entry that is {@code index} behind a first one. */
    long number(long first, int index) {
        return first + (long) index * stripes;
    }

    /** Says that of the entries that were handed in some were accepted and the others were not. Returns how many were accepted before. */
    long end(int stripe, int accepted, int refused) {
        if (refused > 0) {
            add(stripe, DONE, refused);
        }
        return add(stripe, ACCEPTED, accepted);
    }

    /** Says that so many credits are about to be given back, or are not after all if it is negative. */
    void returning(int stripe, int count) {
        add(stripe, RETURNING, count);
    }

    /** Says that so many were given back. */
    void returned(int stripe, int count) {
        add(stripe, DONE, count);
    }

    /** Returns no more than were in flight at some moment of this call. */
    long inFlightAtLeast() {
        long accepted = sum(ACCEPTED);
        return accepted - sum(RETURNING);
    }

    /** Returns what is done with, for {@link #isQuietSince}. */
    long done() {
        return sum(DONE);
    }

    /** Returns whether nothing was in flight from the call of {@link #done()} to this one. */
    boolean isQuietSince(long done) {
        return sum(BEGUN) == done;
    }

    private long sum(int word) {
        long sum = 0;
        for (int stripe = 0; stripe < stripes; stripe++) {
            // Pairs with add(), by way of the credit.
            sum += words.get(PaddedLongs.beside(stripe, word));
        }
        return sum;
    }

    /** Adds to a word and returns what it was. The words of a port have one writer at a time. */
    private long add(int stripe, int word, int count) {
        int index = PaddedLongs.beside(stripe, word);
        if (stripe >= ports) {
            return words.getAndAdd(index, count);
        }
        long before = words.getOpaque(index);
        words.setRelease(index, before + count);
        return before;
    }
}
