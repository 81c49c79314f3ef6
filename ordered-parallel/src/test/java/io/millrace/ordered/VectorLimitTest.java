package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VectorLimitTest {

    private static final long ITEM = VectorLimit.BUDGET_NANOS / 8;

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
            limit.measured(limit.now(), limit.now() * ITEM);
        }
        assertEquals(8, limit.now());
    }

    @Test
    void shouldFallAtOnceWhenItemsTakeLonger() {
        VectorLimit limit = new VectorLimit(64);
        for (int i = 0; i < 10; i++) {
            limit.measured(limit.now(), limit.now());
        }
        assertEquals(64, limit.now());
        limit.measured(64, 64 * VectorLimit.BUDGET_NANOS);
        assertEquals(1, limit.now());
    }
}
