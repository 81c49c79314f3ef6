package io.millrace.benchmarks.goals;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WarmUpTest {

    private long nowMillis;
    private long compiledMillis;

    private final WarmUp warmUp = new WarmUp(() -> TimeUnit.MILLISECONDS.toNanos(nowMillis), () -> compiledMillis);

    private boolean endRound(long millis, long compiled) {
        nowMillis += millis;
        compiledMillis += compiled;
        return warmUp.endRound();
    }

    @Test
    void shouldLastThreeRoundsHoweverLongTheyTake() {
        assertFalse(endRound(20_000, 0));
        assertFalse(endRound(20_000, 0));
        assertTrue(endRound(20_000, 0));
    }

    @Test
    void shouldLastASecondHoweverManyRoundsItHas() {
        for (int round = 0; round < 9; round++) {
            assertFalse(endRound(100, 0));
        }
        assertTrue(endRound(100, 0));
    }

    @Test
    void shouldLastWhileTheCompilerWorks() {
        for (int second = 0; second < 5; second++) {
            assertFalse(endRound(500, 20));
            assertFalse(endRound(500, 20));
        }
        assertFalse(endRound(500, 10));
        assertFalse(endRound(500, 10));
        assertTrue(endRound(500, 10));
    }

    @Test
    void shouldNotWaitForeverForACompilerThatNeverRests() {
        for (int second = 0; second < 15; second++) {
            assertFalse(endRound(1_000, 500));
        }
        assertTrue(endRound(1_000, 500));
    }
}
