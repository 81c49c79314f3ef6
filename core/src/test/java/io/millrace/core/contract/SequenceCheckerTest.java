package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class SequenceCheckerTest {

    private final SequenceChecker checker = new SequenceChecker("test", 2);

    @Test
    void shouldAcceptFlowsInOrder() {
        for (int sequence = 0; sequence < 100; sequence++) {
            checker.next(0, sequence);
            checker.later(1, 3 * sequence);
        }
        checker.ended(0, 100);
        checker.ended(1, 298);
    }

    @Test
    void shouldCatchASkippedReorder() {
        checker.next(0, 0);
        assertThrows(AssertionError.class, () -> checker.next(0, 2));
        checker.later(1, 5);
        assertThrows(AssertionError.class, () -> checker.later(1, 4));
    }

    @Test
    void shouldCatchARepeatedEntry() {
        checker.next(0, 0);
        assertThrows(AssertionError.class, () -> checker.next(0, 0));
        assertThrows(AssertionError.class, () -> checker.later(0, 0));
    }

    @Test
    void shouldCatchALostEntry() {
        checker.next(0, 0);
        assertThrows(AssertionError.class, () -> checker.ended(0, 2));
    }
}
