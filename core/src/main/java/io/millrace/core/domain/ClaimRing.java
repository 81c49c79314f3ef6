package io.millrace.core.domain;

import io.millrace.core.PaddedLongs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The slots that a port has claimed from queues and not yet delivered. The owner and other ports take from the same end, so that nothing waits behind an entry
 * that keeps the owner busy (the run queues of Go and Tokio).
 *
 * <ol>
 *   <li>One word has the index of the first slot and the index behind the last. Who moves the first index on owns the slot, which it read before.
 *   <li>Only the owner adds, and only when the ring is empty; both indices only grow, so a word never comes back.
 * </ol>
 */
public final class ClaimRing {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);

    private final PaddedLongs word = new PaddedLongs(1);
    private final int[] slots;
    private final int mask;

    public ClaimRing(int capacity) {
        slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, capacity - 1)) << 1)];
        mask = slots.length - 1;
    }

    int size() {
        long now = word.get(0);
        return end(now) - first(now);
    }

    /** Adds slots {@code begin} to {@code end} of an array. Called by the owner when the ring is empty. */
    public void fill(int[] source, int begin, int end) {
        int at = end(word.getOpaque(0));
        for (int i = begin; i < end; i++) {
            SLOT.setOpaque(slots, at + i - begin & mask, source[i]);
        }
        // Pairs with peek(): who sees the word sees the slots. Volatile, for a port that marks itself asleep and then
        // looks.
        word.set(0, word(at, at + end - begin));
    }

    /** Returns a token for the first slot, to be given to {@link #slot} and {@link #take}; {@link #slot} is -1 if there is none. */
    public long peek() {
        return word.get(0);
    }

    public int slot(long token) {
        // Pairs with fill(), which may write another slot here meanwhile; then the word has changed and take() fails.
        return first(token) == end(token) ? -1 : (int) SLOT.getOpaque(slots, first(token) & mask);
    }

    /** Takes the slot of a token. Pairs with itself on other threads: one of them gets it. */
    public boolean take(long token) {
        return word.compareAndSet(0, token, word(first(token) + 1, end(token)));
    }

    private static int first(long word) {
        return (int) (word >>> 32);
    }

    private static int end(long word) {
        return (int) word;
    }

    private static long word(int first, int end) {
        return (long) first << 32 | (end & 0xFFFF_FFFFL);
    }
}
