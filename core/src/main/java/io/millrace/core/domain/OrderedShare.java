package io.millrace.core.domain;

import io.millrace.core.PaddedLongs;

/**
 * How much an ordered flow may have, so that flows which stand still leave the others something: eight times as much as all ordered flows together have left
 * of the credits. One flow alone never feels it; two whose windows are half the credits each end at eight parts of seventeen, and so on.
 *
 * <p>Idea: the dynamic thresholds of shared-memory switches (Choudhury and Hahne 1998). A limit on entries that are finished and wait for their turn would come
 * too late: an entry gets its credit long before it is known that it will wait.
 *
 * <p>Each actor counts the entries that it brings into flows and lets go in a word of its own, which may be negative, and tells a common word each time its own
 * has passed a multiple of a step. So while nobody adds the common word is wrong by less than a step for each actor, all in all by less than a 32nd of the credits.
 *
 * <p>Rejected: that an actor adds up the words of all. With many actors and a step of 1 each entry would read a line of each.
 */
public final class OrderedShare {

    private static final int FACTOR = 8;
    private static final int STEPS = 32;

    private final int credits;
    private final int stepShift;
    private final PaddedLongs words;

    /** Which of the words is the common one, of multiples of the step. */
    private final int common;

    OrderedShare(int credits, int stripes) {
        this.credits = credits;
        int step = Math.max(1, credits / (STEPS * stripes));
        stepShift = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(step);
        words = new PaddedLongs(stripes + 1);
        common = stripes;
    }

    /** Returns how many entries a flow may have; never 0, so that no flow waits for another. */
    public long get() {
        // Pairs with add() on other threads.
        long left = credits - words.getOpaque(common);
        // With none left the credits refuse, which says more.
        return left > 0 ? FACTOR * left : Long.MAX_VALUE;
    }

    /** Adds to the count of an actor; {@code alone} if no other thread does so at the same time. */
    void add(int stripe, boolean alone, int entries) {
        long before;
        if (alone) {
            // Nobody else reads it, so these pair with nothing: the words have no plainer access.
            before = words.getOpaque(stripe);
            words.setRelease(stripe, before + entries);
        } else {
            before = words.getAndAdd(stripe, entries);
        }
        long steps = ((before + entries) >> stepShift) - (before >> stepShift);
        if (steps != 0) {
            // Pairs with get() on other threads; an old count makes an old share, until the next step.
            words.getAndAdd(common, steps << stepShift);
        }
    }
}
