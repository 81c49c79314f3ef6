package io.millrace.core.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SearchLimitTest {

    private final SearchLimit limit = new SearchLimit();

    private void sleep(int times, long micros) {
        for (int i = 0; i < times; i++) {
            limit.slept(TimeUnit.MICROSECONDS.toNanos(micros));
        }
    }

    @Test
    void shouldSearchLongAtFirst() {
        assertEquals(SearchLimit.MOST, limit.now());
    }

    @Test
    void shouldSearchLessAfterEachLongSleepAndNeverNotAtAll() {
        sleep(1, 1_000);
        assertEquals(SearchLimit.MOST / 2, limit.now());
        sleep(100, 1_000);
        assertEquals(SearchLimit.LEAST, limit.now());
    }

    @Test
    void shouldSearchLongAgainAfterOneShortSleep() {
        sleep(100, 1_000);
        sleep(1, 5);
        assertEquals(SearchLimit.MOST, limit.now());
    }
}
