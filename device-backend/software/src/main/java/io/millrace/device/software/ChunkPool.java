package io.millrace.device.software;

import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;

/**
 * The chunks of cells that no flow of the domain uses, all cells 0: whichever flow grows next takes one. So a flow whose length goes up and down allocates
 * nothing, and an idle one keeps no more than the chunk where it stands.
 */
final class ChunkPool {

    static final int CHUNK_BITS = 5;

    /** Beyond what the credits can fill: flows take a chunk before they give one back. */
    private static final int MARGIN = 64;

    private final MpmcVarHandleArrayQueue<long[]> spare;

    ChunkPool(int credits) {
        spare = new MpmcVarHandleArrayQueue<>((credits >>> CHUNK_BITS) + MARGIN);
    }

    long[] take() {
        long[] chunk = spare.relaxedPoll();
        return chunk != null ? chunk : new long[1 << CHUNK_BITS];
    }

    /** Gives back a chunk whose cells are 0 and that no flow uses. A flush may still look at it, see {@link LentCells#takeOut}. */
    void give(long[] chunk) {
        // If there is no room the chunk is left to the collector.
        spare.relaxedOffer(chunk);
    }
}
