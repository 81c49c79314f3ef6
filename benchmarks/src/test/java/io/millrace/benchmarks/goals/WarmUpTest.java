package io.millrace.benchmarks.goals;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WarmUpTest {

    @Test
    void shouldLastThreeRoundsAndSomeTime() throws InterruptedException {
        long begin = System.nanoTime();
        WarmUp warmUp = new WarmUp();
        int rounds = 1;
        for (; !warmUp.isOverAfterARound(); rounds++) {
            Thread.sleep(10);
        }
        assertTrue(rounds >= 3, "rounds=" + rounds);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(millis >= 1_000, "millis=" + millis);
    }

    @Test
    void shouldNotEndInTheFirstRoundsHoweverLongTheyTake() throws InterruptedException {
        WarmUp warmUp = new WarmUp();
        Thread.sleep(1_100);
        assertFalse(warmUp.isOverAfterARound());
        assertFalse(warmUp.isOverAfterARound());
    }
}
