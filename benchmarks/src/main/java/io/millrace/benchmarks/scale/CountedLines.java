package io.millrace.benchmarks.scale;

/**
 * Cache lines that one entry needs and another worker has, counted by reading the code as if no two entries that follow each other had the same worker;
 * {@code docs/scale.md} says which they are. What producer and worker hand each other is not among them, since it is paid with one worker too.
 *
 * @param producer those that the producer needs, and with one worker seldom
 * @param serial those that can only be had one after the other, by whoever has the right to restore the order or to take the next entry
 * @param writes atomic operations that are done meanwhile
 * @param foreign all that workers need, the serial ones included
 */
record CountedLines(double producer, double serial, double writes, double foreign) {

    /** Slots of one block of credits, which are given back together as long as one worker has them all. */
    private static final double BLOCK = 32;

    /** The word of the block, and the two that say that bits are being moved. */
    private static final double OF_A_FLUSH = 3;

    /** The same with what giving credits back needs: with more workers each collects fewer slots of a block. */
    CountedLines with(int workers) {
        double flushes = Math.min(1, workers / BLOCK);
        return new CountedLines(producer, Math.max(serial, flushes), writes, foreign + OF_A_FLUSH * flushes);
    }
}
