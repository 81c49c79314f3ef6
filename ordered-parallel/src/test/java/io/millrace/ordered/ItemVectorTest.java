package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

class ItemVectorTest {

    private static final StraightWork<String, String, String> WORK =
            StraightWork.of(new Stage<>(() -> "", (state, item, place) -> item), 1, result -> {}, books());

    private static Bookkeeping<String> books() {
        return new Bookkeeping<>(new PipelineProgress(), new RunningItems(1), null, null, null);
    }

    private static ItemVector<String, String, String> vector(int limit) {
        return WORK.beforeFirst(null).successor("a", limit);
    }

    @Test
    void shouldTakeItemsUntilItIsFull() {
        ItemVector<String, String, String> vector = vector(2);
        assertTrue(vector.tryAdd("b"));
        assertFalse(vector.tryAdd("c"));
        assertEquals(2, vector.seal());
        assertEquals(2, vector.nextPlace());
    }

    @Test
    void shouldTakeNoItemAfterItWasSealed() {
        ItemVector<String, String, String> vector = vector(8);
        vector.tryAdd("b");
        assertEquals(2, vector.seal());
        assertFalse(vector.tryAdd("c"));
        assertEquals(2, vector.seal());
    }

    @Test
    void shouldTakeNoItemAfterItHasEnded() throws Exception {
        ItemVector<String, String, String> vector = vector(3);
        vector.tryAdd("b");
        assertEquals(2, vector.close());
        // As a submitter leaves it that stays away before it says how far the vector is used.
        MethodHandles.privateLookupIn(ItemVector.class, MethodHandles.lookup())
                .findVarHandle(ItemVector.class, "used", int.class)
                .set(vector, 0);
        assertFalse(vector.tryAdd("c"));
        assertEquals(2, vector.seal());
    }

    @Test
    void shouldNumberPlacesOnFromTheSizeOfItsPredecessor() {
        ItemVector<String, String, String> first = vector(8);
        first.tryAdd("b");
        ItemVector<String, String, String> second = first.successor("c", 1);
        ItemVector<String, String, String> third = second.successor("d", 4);
        assertEquals(0, first.firstPlace());
        assertEquals(2, second.firstPlace());
        assertEquals(3, third.firstPlace());
        third.close();
        assertEquals(4, third.successor("e", 1).firstPlace());
    }
}
