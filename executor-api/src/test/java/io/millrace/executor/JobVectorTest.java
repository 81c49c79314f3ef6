package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

class JobVectorTest {

    private static final SeriesFlow NO_SERIES = null;

    private static JobVector vector(OrderedJob first, int limit) {
        return JobVector.before(NO_SERIES).successor(first, limit);
    }

    @Test
    void shouldTakeJobsUntilItIsFull() {
        Job first = new Job(0, 0);
        Job second = new Job(0, 1);
        JobVector vector = vector(first, 2);
        assertFalse(vector.isFixed());
        assertTrue(vector.tryAdd(second));
        assertTrue(vector.isFixed());
        assertFalse(vector.tryAdd(new Job(0, 2)));
        assertEquals(2, vector.seal());
        assertSame(first, vector.job(0));
        assertSame(second, vector.job(1));
    }

    @Test
    void shouldTakeNoJobAfterItWasSealed() {
        JobVector vector = vector(new Job(0, 0), 8);
        vector.tryAdd(new Job(0, 1));
        assertEquals(2, vector.seal());
        assertTrue(vector.isFixed());
        assertFalse(vector.tryAdd(new Job(0, 2)));
        assertEquals(2, vector.seal());
    }

    @Test
    void shouldTakeNoJobInPlaceOfOneThatHasEnded() throws Exception {
        JobVector vector = vector(new Job(0, 0), 3);
        vector.tryAdd(new Job(0, 1));
        assertEquals(2, vector.seal());
        vector.drop(0);
        vector.drop(1);
        // As a submitter leaves it that stays away before it says how far the vector is used.
        MethodHandles.privateLookupIn(JobVector.class, MethodHandles.lookup())
                .findVarHandle(JobVector.class, "used", int.class)
                .set(vector, 0);
        assertFalse(vector.tryAdd(new Job(0, 2)));
        assertEquals(2, vector.seal());
    }

    @Test
    void shouldNumberPlacesOnFromTheSizeOfItsPredecessor() {
        JobVector first = vector(new Job(0, 0), 8);
        first.tryAdd(new Job(0, 1));
        first.seal();
        JobVector second = first.successor(new Job(0, 2), 1);
        JobVector third = second.successor(new Job(0, 3), 4);
        assertEquals(0, first.firstPlace());
        assertEquals(2, second.firstPlace());
        assertEquals(3, third.firstPlace());
    }

    @Test
    void shouldHaveOneSuccessor() {
        JobVector first = vector(new Job(0, 0), 1);
        JobVector second = first.successor(new Job(0, 1), 1);
        assertTrue(first.tryLink(second));
        assertFalse(first.tryLink(first.successor(new Job(0, 2), 1)));
        assertSame(second, first.next());
    }

    /** A job that says who brought it. */
    record Job(int submitter, int number) implements OrderedJob {
        @Override
        public void parallel(Worker worker, long place) {}

        @Override
        public void serial(Worker worker) {}
    }
}
