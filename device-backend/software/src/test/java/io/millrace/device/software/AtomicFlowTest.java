package io.millrace.device.software;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AtomicFlowTest {

    private static final int CREDITS = 8;

    @Test
    void shouldNotLetPlacesPileUpBehindAHolderThroughManyFlushes() {
        AtomicFlow flow = new AtomicFlow(CREDITS, 0, new ChunkPool(CREDITS));
        int[] held = new int[1];
        assertTrue(flow.append(0));
        assertEquals(1, flow.hold(held, 1));
        List<Integer> flushed = new ArrayList<>();
        int waiting = 0;
        for (int round = 0; round < 1000; round++) {
            // As many as there are credits: the holder has one, those that wait have theirs.
            while (waiting < CREDITS - 1) {
                assertFalse(flow.append(++waiting), "the flow is held");
            }
            waiting -= flow.takeUnheld(flushed::add, false);
        }
        assertTrue(flushed.size() <= 2 * CREDITS, "flushed " + flushed.size());
        int left = waiting;
        int seen = 0;
        while (flow.finish()) {
            assertEquals(1, flow.hold(held, 1));
            seen++;
        }
        assertEquals(left, seen, "what was not flushed is delivered, once");
    }

    @Test
    void shouldTakeAllThatWaitsAtTheEnd() {
        AtomicFlow flow = new AtomicFlow(CREDITS, 0, new ChunkPool(CREDITS));
        int[] held = new int[1];
        assertTrue(flow.append(0));
        flow.hold(held, 1);
        List<Integer> flushed = new ArrayList<>();
        for (int slot = 1; slot < CREDITS; slot++) {
            flow.append(slot);
        }
        assertEquals(CREDITS - 1, flow.takeUnheld(flushed::add, true));
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), flushed);
        assertFalse(flow.finish(), "nothing is left");
        assertTrue(flow.append(3), "the flow is idle again");
    }
}
