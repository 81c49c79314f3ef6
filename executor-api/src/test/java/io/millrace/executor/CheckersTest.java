package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.executor.ExactlyOnceChecker.End;
import org.junit.jupiter.api.Test;

/** Each checker finds the fault that it is there for, and lets pass what is right. */
class CheckersTest {

    @Test
    void shouldFindATaskThatRanTwice() {
        ExactlyOnceChecker checker = new ExactlyOnceChecker(1);
        checker.ended(0, End.RAN);
        checker.verify();
        checker.ended(0, End.RAN);
        assertThrows(AssertionError.class, checker::verify);
    }

    @Test
    void shouldFindATaskThatWasLost() {
        ExactlyOnceChecker checker = new ExactlyOnceChecker(2);
        checker.ended(1, End.CANCELLED);
        assertThrows(AssertionError.class, checker::verify);
    }

    @Test
    void shouldFindATaskThatRanAndWasReturned() {
        ExactlyOnceChecker checker = new ExactlyOnceChecker(1);
        checker.ended(0, End.RAN);
        checker.ended(0, End.RETURNED);
        assertThrows(AssertionError.class, checker::verify);
        assertEquals(1, checker.count(End.RETURNED));
    }

    @Test
    void shouldFindABrokenOrder() {
        OrderChecker checker = new OrderChecker();
        checker.seen("a", 1);
        checker.seen("b", 0);
        checker.seen("a", 2);
        checker.verify();
        checker.seen("a", 2);
        assertThrows(AssertionError.class, checker::verify);
    }

    @Test
    void shouldFindTwoInsideAtOnce() {
        ExclusivityChecker checker = new ExclusivityChecker();
        checker.enter("a");
        checker.enter("b");
        checker.leave("a");
        checker.enter("a");
        checker.verify();
        checker.enter("a");
        assertThrows(AssertionError.class, checker::verify);
    }
}
