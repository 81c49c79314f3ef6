package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.contract.TimeLimit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Executors with all that can be asked for are ended from several sides in the middle of everything: each task ends as
 * exactly one of ran, rejected, returned, cancelled, and nothing is left.
 */
class CloseRaceConcurrencyTest {

    private static final int ROUNDS = Integer.getInteger("millrace.rounds", 400);
    private static final int FIRST = Integer.getInteger("millrace.seed", 0);

    @Test
    void shouldEndEveryTaskOnceHoweverItIsClosed() throws Exception {
        long slowest = 0;
        try (TimeLimit limit = TimeLimit.seconds(60 + ROUNDS / 10)) {
            for (int round = 0; round < ROUNDS; round++) {
                CloseScenario scenario = new CloseScenario(FIRST + round);
                scenario.run();
                scenario.verify();
                slowest = Math.max(slowest, scenario.endedAfterNanos());
            }
        }
        assertTrue(slowest < TimeUnit.SECONDS.toNanos(10), "ended so long after the last task: nanos=" + slowest);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldFindATaskThatEndsNeverOrTwice(boolean twice) throws Exception {
        CloseScenario scenario = new CloseScenario(1);
        scenario.run();
        scenario.plant(twice);
        assertThrows(AssertionError.class, scenario::verify);
    }
}
