package io.millrace.device.software;

import io.millrace.core.PaddedLongs;

/**
 * How much an ordered flow may have, so that flows which stand still leave the others something: eight times as much as all ordered flows together have left
 * of the credits. One flow alone never feels it; two whose windows are half the credits each end at eight parts of seventeen, and so on.
 *
 * <p>Idea: the dynamic thresholds of shared-memory switches (Choudhury and Hahne 1998). A limit on entries that are finished and wait for their turn would come
 * too late: an entry gets its credit long before it is known that it will wait.
 *
 * <p>Each actor counts the entries that it brings into flows and lets go in a word of its own, which may be negative, and adds the words up each time its own
 * has passed a multiple of a step.
 */
final class OrderedShare {

    private static final int FACTOR = 8;
    private static final int STEPS = 32;

    private final int credits;
    private final int stripes;
    private final int stepShift;
    private final PaddedLongs words;

    /** Which of the words says what a flow may have. */
    private final int share;

    OrderedShare(int credits, int stripes) {
        this.credits = credits;
        this.stripes = stripes;
        int step = Math.max(1, credits / (STEPS * stripes));
        stepShift = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(step);
        words = new PaddedLongs(stripes + 1);
        share = stripes;
        addUp();
    }

    /** Returns how many entries a flow may have; never 0, so that no flow waits for another. */
    long get() {
        return words.getOpaque(share);
    }

    /** Adds to the count of an actor; {@code alone} if no other thread does so at the same time. */
    void add(int stripe, boolean alone, int entries) {
        long before;
        if (alone) {
            before = words.getOpaque(stripe);
            // Pairs with addUp() on other threads, as does the other branch; an old count makes an old share, until the
            // next step.
            words.setRelease(stripe, before + entries);
        } else {
            before = words.getAndAdd(stripe, entries);
        }
        if (before >> stepShift != (before + entries) >> stepShift) {
            addUp();
        }
    }

    private void addUp() {
        long left = credits;
        for (int stripe = 0; stripe < stripes; stripe++) {
            left -= words.get(stripe);
        }
        // With none left the credits refuse, which says more.
        // Pairs with get().
        words.setRelease(share, left > 0 ? FACTOR * left : Long.MAX_VALUE);
    }
}
