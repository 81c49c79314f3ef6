package io.millrace.benchmarks.keyed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** The check finds what it is there for. */
final class KeyOrderTest {

    private final KeySequence sequence = new KeySequence(KeyDistribution.UNIFORM, 1, 3, 1);
    private final KeyOrder order = new KeyOrder(1);

    @Test
    void shouldAcceptTwoRunsInOrder() {
        for (int run = 0; run < 2; run++) {
            for (int place = 0; place < 3; place++) {
                run(place);
            }
            order.requireAll(sequence);
        }
    }

    @Test
    void shouldFindTasksThatWereSwapped() {
        run(1);
        run(0);
        run(2);
        assertFailure("out of order: key=0, expected=1, came=2");
    }

    @Test
    void shouldFindATaskThatStartsBeforeTheLastOneHasEnded() {
        order.begin(0, 0);
        order.begin(0, 1);
        order.end(0, 0);
        order.end(0, 1);
        run(2);
        assertFailure("out of order: key=0, expected=0, came=1");
    }

    @Test
    void shouldFindATaskThatDidNotCome() {
        run(0);
        run(1);
        assertFailure("tasks lost: key=0, expected=3, came=2");
    }

    private void run(int place) {
        order.begin(0, place);
        order.end(0, place);
    }

    private void assertFailure(String message) {
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, () -> order.requireAll(sequence))
                        .getMessage());
    }
}
