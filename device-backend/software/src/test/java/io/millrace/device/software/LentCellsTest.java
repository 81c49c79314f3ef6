package io.millrace.device.software;

import static io.millrace.device.software.Cell.PUBLISHED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.EntryHeader;
import org.junit.jupiter.api.Test;

class LentCellsTest {

    private static final int LAST_OF_CHUNK = (1 << ChunkPool.CHUNK_BITS) - 1;
    private static final long MINE = Cell.withAddress(EntryHeader.of(1, 3));
    private static final long OF_OTHER_FLOW = Cell.withAddress(EntryHeader.of(1, 4));
    private static final long OF_OTHER_QUEUE = Cell.withAddress(EntryHeader.of(2, 3));

    private final ChunkPool pool = new ChunkPool(LAST_OF_CHUNK + 1);
    private final LentCells mine = new LentCells(LAST_OF_CHUNK + 1, pool);
    private final LentCells others = new LentCells(LAST_OF_CHUNK + 1, pool);

    /** A flush that has found a chunk and comes to a stop has it still when another flow has got it. */
    @Test
    void shouldTakeNothingOutOfAChunkThatAnotherFlowHasByNow() {
        mine.getAndOr(LAST_OF_CHUNK, PUBLISHED | MINE);
        mine.pass(LAST_OF_CHUNK);
        long entry = Cell.withSlot(5) | PUBLISHED | OF_OTHER_FLOW;
        others.getAndOr(LAST_OF_CHUNK, entry);
        assertEquals(0, others.takeOut(LAST_OF_CHUNK, MINE), "the flush of the flow that had the chunk");
        assertEquals(0, others.takeOut(LAST_OF_CHUNK, OF_OTHER_QUEUE), "the same flow id of another queue");
        assertEquals(entry, others.takeOut(LAST_OF_CHUNK, OF_OTHER_FLOW), "the flush of the flow that has it");
    }
}
