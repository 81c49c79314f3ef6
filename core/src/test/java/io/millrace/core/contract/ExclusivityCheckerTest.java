package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ExclusivityCheckerTest {

    private final ExclusivityChecker checker = new ExclusivityChecker("test", 2);

    @Test
    void shouldAcceptOneAfterTheOther() {
        checker.enter(0, 1);
        checker.enter(1, 2);
        checker.leave(0, 1);
        checker.enter(0, 2);
        checker.leave(0, 2);
        checker.leave(1, 2);
        checker.allFree();
    }

    @Test
    void shouldCatchASharedFlow() {
        checker.enter(0, 1);
        assertThrows(AssertionError.class, () -> checker.enter(0, 2));
    }

    @Test
    void shouldCatchOneThatEntersTwice() {
        checker.enter(0, 1);
        assertThrows(AssertionError.class, () -> checker.enter(0, 1));
    }

    @Test
    void shouldCatchAFlowThatChangedHands() {
        checker.enter(0, 1);
        assertThrows(AssertionError.class, () -> checker.leave(0, 2));
    }

    @Test
    void shouldCatchOneThatDidNotLeave() {
        checker.enter(1, 1);
        assertThrows(AssertionError.class, checker::allFree);
    }
}
