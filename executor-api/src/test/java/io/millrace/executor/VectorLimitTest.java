package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class VectorLimitTest {

    private static final long JOB = VectorLimit.BUDGET_NANOS / 8;

    @Test
    void shouldBeginWithOneAndGrowToAtMostTheDouble() {
        VectorLimit limit = new VectorLimit(64);
        assertEquals(1, limit.now());
        limit.measured(1, 1);
        assertEquals(2, limit.now());
        limit.measured(2, 1);
        assertEquals(4, limit.now());
    }

    @Test
    void shouldSettleAtWhatTheBudgetAffords() {
        VectorLimit limit = new VectorLimit(64);
        for (int i = 0; i < 10; i++) {
            limit.measured(limit.now(), limit.now() * JOB);
        }
        assertEquals(8, limit.now());
    }

    @Test
    void shouldFallAtOnceWhenJobsTakeLonger() {
        VectorLimit limit = new VectorLimit(64);
        for (int i = 0; i < 10; i++) {
            limit.measured(limit.now(), limit.now());
        }
        assertEquals(64, limit.now());
        limit.measured(64, 64 * VectorLimit.BUDGET_NANOS);
        assertEquals(1, limit.now());
    }

    @Test
    void shouldStayAtOneIfThatIsTheMost() {
        VectorLimit limit = new VectorLimit(1);
        limit.measured(1, 0);
        assertEquals(1, limit.now());
        assertFalse(limit.isAboveOne());
    }
}
