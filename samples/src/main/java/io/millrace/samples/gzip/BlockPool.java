package io.millrace.samples.gzip;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Blocks that go round: one thread takes them, another gives them back. It makes as many as are ever on their way at once,
 * which the pipeline bounds, so whoever takes one need not wait here.
 */
final class BlockPool {
    private final Deque<Block> free = new ConcurrentLinkedDeque<>();
    private int made;

    /** Takes the one that was given back last. */
    Block take() {
        Block block = free.poll();
        if (block == null) {
            made++;
            return new Block();
        }
        return block;
    }

    void giveBack(Block block) {
        free.push(block);
    }

    int made() {
        return made;
    }
}
