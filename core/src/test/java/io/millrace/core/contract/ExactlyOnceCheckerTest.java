package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ExactlyOnceCheckerTest {

    private final ExactlyOnceChecker checker = new ExactlyOnceChecker("test", 3);

    @Test
    void shouldAcceptEachOnceInAnyOrder() {
        checker.seen(2);
        checker.seen(0);
        checker.seen(1);
        checker.allSeen();
    }

    @Test
    void shouldCatchALostEntry() {
        checker.seen(0);
        checker.seen(2);
        assertThrows(AssertionError.class, checker::allSeen);
    }

    @Test
    void shouldCatchARepeatedEntry() {
        checker.seen(1);
        assertThrows(AssertionError.class, () -> checker.seen(1));
    }

    @Test
    void shouldCatchAnEntryThatWasNeverSent() {
        assertThrows(AssertionError.class, () -> checker.seen(3));
        assertThrows(AssertionError.class, () -> checker.seen(-1));
    }
}
