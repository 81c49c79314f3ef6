package io.millrace.core.domain;

import io.millrace.core.PaddedLongs;
import io.millrace.core.Surroundings;

/**
 * The free slots. Exactly as many entries are accepted as there are slots.
 *
 * <p>Idea: slots come in blocks of 32, and a block's free slots are the bits of one word. Whoever takes slots has a block of its own and takes them from its
 * low end on, so that entries which follow each other lie next to each other; a block that is wholly free again goes to the end of a ring and waits for its
 * turn as a whole. Whoever gives slots back first collects those of one block in a word of its own, so that two givers do not write one word in turn
 * (magazines, Bonwick and Adams 2001, with bits in place of links). Before a NEW is refused all words are searched.
 *
 * <ol>
 *   <li>A slot is free if and only if its bit is set in its block, or in what one giver has collected, or is in the hands of a thread that moves bits from the
 *       one to the other.
 *   <li>A thread that moves bits says so in {@code STARTED} and {@code FINISHED}. A search that found nothing counts only if nobody moved bits meanwhile, so
 *       nothing is refused while a credit is on its way.
 *   <li>A block is in the ring at most once: it has a mark for it, set by whoever puts it there and cleared by whoever takes it out.
 * </ol>
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>Field</th><th>Access</th><th>Writers</th></tr>
 * <tr><td>blocks</td><td>compare-and-set, get-and-or</td><td>takers that have the block; searchers; publishers</td></tr>
 * <tr><td>CURRENT, the block of a taker</td><td>opaque</td><td>takers of the stripe; a stale value costs a search</td></tr>
 * <tr><td>COLLECTED, of a giver</td><td>compare-and-set</td><td>the giver; searchers, which take all</td></tr>
 * <tr><td>STARTED, FINISHED</td><td>get-and-add</td><td>movers</td></tr>
 * </table>
 *
 * <p>Rejected: one counter of credits in use (two threads write it for each entry); stacks linked through the slots (after a while neighbours in time lie
 * anywhere in memory, and each take reads a line that another core has written).
 */
public final class CreditPool {

    /** There are fewer slots than this. */
    public static final int LIMIT = SlotRing.NUMBER_LIMIT;

    private static final int BLOCK = Integer.SIZE;
    private static final long FREE = -1L >>> BLOCK;
    private static final long IN_RING = 1L << BLOCK;
    private static final int SMALLEST_COLLECTED_LIMIT = 2 * BLOCK;
    private static final int FEW_BLOCKS = 4;
    private static final int STARTED = 0;
    private static final int FINISHED = 1;

    private final int limit;
    private final int stripes;
    private final boolean collects;
    private final PaddedLongs blocks;
    private final int blockCount;
    private final PaddedLongs current;
    private final PaddedLongs collected;
    private final PaddedLongs moves = new PaddedLongs(2);
    private final SlotRing freeBlocks;

    /** Creates a pool of slots 0 to {@code limit - 1} for so many takers and givers. */
    public CreditPool(int limit, int stripes) {
        this.limit = limit;
        this.stripes = stripes;
        collects = limit >= SMALLEST_COLLECTED_LIMIT;
        blockCount = (limit + BLOCK - 1) / BLOCK;
        blocks = new PaddedLongs(blockCount);
        current = new PaddedLongs(stripes);
        collected = new PaddedLongs(stripes);
        freeBlocks = new SlotRing(blockCount);
        for (int block = 0; block < blockCount; block++) {
            blocks.setRelease(block, whole(block) | IN_RING);
            freeBlocks.append(block);
        }
    }

    /** Takes a slot and returns it; -1 if no credit is free. */
    public int take(int stripe) {
        int slot = takeFrom((int) current.getOpaque(stripe));
        return slot >= 0 ? slot : takeElsewhere(stripe);
    }

    /** Gives a slot back. */
    public void give(int stripe, int slot) {
        int block = slot / BLOCK;
        long bit = 1L << slot % BLOCK;
        if (!collects) {
            publish(block, bit);
            return;
        }
        for (; ; ) {
            long before = collected.get(stripe);
            if (before == 0 || blockOf(before) == block) {
                long after = before | word(block, bit);
                // Pairs with the search of a taker: who gets the slot sees the entry ended.
                if (collected.compareAndSet(stripe, before, after)) {
                    if ((after & FREE) == whole(block)) {
                        flush(stripe);
                    }
                    return;
                }
            } else {
                flush(stripe);
            }
        }
    }

    /** Moves what the giver has collected to its block, where others find it sooner. */
    public void flush(int stripe) {
        if (collected.get(stripe) != 0) {
            // Pairs with search() and free(): no credit is in these hands unless STARTED is above FINISHED.
            moves.getAndAdd(STARTED, 1);
            // Pairs with itself on searchers and with give(): one of them moves the bits.
            long word = collected.getAndSet(stripe, 0);
            if (word != 0) {
                publish(blockOf(word), word & FREE);
            }
            moves.getAndAdd(FINISHED, 1);
        }
    }

    /** Returns how many slots are free. Exact while nobody takes or gives. */
    public int free() {
        for (int attempt = 1; ; attempt++) {
            long finished = moves.get(FINISHED);
            int free = 0;
            for (int stripe = 0; stripe < stripes; stripe++) {
                free += Long.bitCount(collected.get(stripe) & FREE);
            }
            for (int block = 0; block < blockCount; block++) {
                free += Long.bitCount(blocks.get(block) & FREE);
            }
            if (moves.get(STARTED) == finished) {
                return Math.min(free, limit);
            }
            pause(attempt);
        }
    }

    /** Returns whether at least so many slots are free, at little cost; may say no while they lie here and there. */
    public boolean hasPlenty(int slots) {
        return blockCount <= FEW_BLOCKS ? free() >= slots : freeBlocks.size() * BLOCK >= slots;
    }

    private int takeFrom(int block) {
        for (; ; ) {
            long word = blocks.get(block);
            long lowest = Long.lowestOneBit(word & FREE);
            if (lowest == 0) {
                return -1;
            }
            // Pairs with publish(): what the giver wrote into the slot is seen.
            if (blocks.compareAndSet(block, word, word & ~lowest)) {
                return block * BLOCK + Long.numberOfTrailingZeros(lowest);
            }
        }
    }

    private int takeElsewhere(int stripe) {
        for (int block = freeBlocks.claim(); block >= 0; block = freeBlocks.claim()) {
            // Pairs with publish(), which puts the block into the ring again after this only.
            blocks.getAndAnd(block, ~IN_RING);
            int slot = takeFrom(stripe, block);
            if (slot >= 0) {
                return slot;
            }
        }
        return search(stripe);
    }

    private int search(int stripe) {
        for (int attempt = 1; ; attempt++) {
            long finished = moves.get(FINISHED);
            boolean moved = false;
            for (int other = 0; other < stripes; other++) {
                moved |= collected.get(other) != 0;
                flush(other);
            }
            for (int block = 0; block < blockCount; block++) {
                int slot = takeFrom(stripe, block);
                if (slot >= 0) {
                    return slot;
                }
            }
            if (!moved && moves.get(STARTED) == finished) {
                return -1;
            }
            pause(attempt);
        }
    }

    private int takeFrom(int stripe, int block) {
        int slot = takeFrom(block);
        if (slot >= 0) {
            current.setRelease(stripe, block);
        }
        return slot;
    }

    private void publish(int block, long bits) {
        // Pairs with takeFrom().
        long word = blocks.getAndOr(block, bits) | bits;
        // Pairs with itself on other threads that find the block whole, and with takeElsewhere().
        if (word == whole(block) && blocks.compareAndSet(block, word, word | IN_RING)) {
            freeBlocks.append(block);
        }
    }

    /** Lets a mover finish; it may need this core to do so. */
    private static void pause(int attempt) {
        if (attempt % 64 == 0) {
            Surroundings.giveWay();
        } else {
            Surroundings.spinWait();
        }
    }

    /** Returns the bits of all slots of a block; the last block may be smaller. */
    private long whole(int block) {
        return FREE >>> Math.max(0, (block + 1) * BLOCK - limit);
    }

    private static long word(int block, long bits) {
        return (long) (block + 1) << BLOCK | bits;
    }

    private static int blockOf(long word) {
        return (int) (word >>> BLOCK) - 1;
    }
}
