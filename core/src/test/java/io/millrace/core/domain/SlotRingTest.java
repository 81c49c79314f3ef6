package io.millrace.core.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotRingTest {

    private final int[] claimed = new int[8];

    @Test
    void shouldGiveNumbersInTheOrderOfAppending() {
        SlotRing ring = new SlotRing(8);
        for (int lap = 0; lap < 100; lap++) {
            for (int i = 0; i < 5; i++) {
                ring.append(lap + i);
            }
            assertEquals(3, ring.claim(claimed, 3));
            assertArrayEquals(new int[] {lap, lap + 1, lap + 2}, Arrays.copyOf(claimed, 3));
            assertEquals(2, ring.claim(claimed, 8));
            assertArrayEquals(new int[] {lap + 3, lap + 4}, Arrays.copyOf(claimed, 2));
            assertTrue(ring.isEmpty());
        }
    }

    @Test
    void shouldPassOverAnAppenderThatStaysAwayAndSendItToTheEnd() {
        SlotRing ring = new SlotRing(4);
        long stalled = ring.ticket();
        ring.append(7);
        assertEquals(1, ring.claim(claimed, 8));
        assertEquals(7, claimed[0]);
        assertFalse(ring.publish(stalled, 6), "the late appender must find that it was skipped");
        ring.append(6);
        assertEquals(1, ring.claim(claimed, 8));
        assertEquals(6, claimed[0]);
    }

    /** The claimer that skipped is preempted before it moves on, and the ring is as full as it can be. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 64})
    void shouldHaveACellForTheNumberThatWasSentToTheEnd(int capacity) {
        SlotRing ring = new SlotRing(capacity);
        long stalled = ring.ticket();
        for (int i = 1; i < capacity; i++) {
            ring.append(i);
        }
        ring.skip(stalled);
        assertFalse(ring.publish(stalled, 0));
        ring.append(0);
        for (int i = 1; i <= capacity; i++) {
            assertEquals(i % capacity, assertTimeoutPreemptively(Duration.ofSeconds(5), () -> ring.claim()));
        }
        assertEquals(-1, ring.claim());
    }

    @Test
    void shouldRefuseALateAppenderWhoseCellIsInUseAgain() {
        SlotRing ring = new SlotRing(2);
        long stalled = ring.ticket();
        for (int i = 0; i < 7; i++) {
            ring.append(i);
            assertEquals(1, ring.claim(claimed, 8));
            assertEquals(i, claimed[0]);
        }
        assertFalse(ring.publish(stalled, 9));
        assertEquals(0, ring.claim(claimed, 8));
    }

    @Test
    void shouldGiveEachNumberToOneOfManyClaimers() throws InterruptedException {
        int appenders = 4;
        int each = 50_000;
        SlotRing ring = new SlotRing(64);
        CreditPool credits = new CreditPool(64, 1);
        AtomicIntegerArray seen = new AtomicIntegerArray(64);
        AtomicIntegerArray total = new AtomicIntegerArray(1);
        Threads threads = new Threads();
        for (int t = 0; t < appenders; t++) {
            threads.start(() -> {
                for (int i = 0; i < each; i++) {
                    int number = credits.take(0);
                    while (number < 0) {
                        Thread.yield();
                        number = credits.take(0);
                    }
                    ring.append(number);
                }
            });
        }
        for (int t = 0; t < 3; t++) {
            int limit = 1 + 3 * t;
            threads.start(() -> {
                int[] mine = new int[limit];
                while (total.get(0) < appenders * each) {
                    int count = ring.claim(mine, limit);
                    for (int i = 0; i < count; i++) {
                        assertEquals(1, seen.incrementAndGet(mine[i]), "number claimed twice");
                        seen.decrementAndGet(mine[i]);
                        credits.give(0, mine[i]);
                    }
                    total.addAndGet(0, count);
                }
            });
        }
        threads.join();
        assertEquals(appenders * each, total.get(0));
        assertEquals(64, credits.free());
    }
}
