package io.millrace.core.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditPoolTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void shouldGiveExactlyItsSlotsToOneThread(int limit) {
        CreditPool pool = new CreditPool(limit, 4);
        boolean[] seen = new boolean[limit];
        for (int i = 0; i < limit; i++) {
            int slot = pool.take(i % 4);
            assertTrue(slot >= 0 && !seen[slot], "slot " + slot + " at " + i);
            seen[slot] = true;
        }
        assertEquals(-1, pool.take(0));
        assertEquals(0, pool.free());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void shouldGiveExactlyItsSlotsToEightThreadsThatEachStopAtTheFirstRefusal(int limit) throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            CreditPool pool = new CreditPool(limit, 8);
            AtomicInteger taken = new AtomicInteger();
            Threads threads = new Threads();
            for (int t = 0; t < 8; t++) {
                int stack = t;
                threads.start(() -> {
                    while (pool.take(stack) >= 0) {
                        taken.incrementAndGet();
                    }
                });
            }
            threads.join();
            assertEquals(limit, taken.get());
        }
    }

    @Test
    void shouldFindCreditsThatOthersHaveCollected() {
        CreditPool pool = new CreditPool(100, 4);
        for (int i = 0; i < 100; i++) {
            assertTrue(pool.take(0) >= 0);
        }
        for (int slot = 30; slot < 70; slot += 3) {
            pool.give(slot % 3, slot);
            assertEquals(1, pool.free());
            assertEquals(slot, pool.take(3), "refused although a credit was kept by another");
        }
        assertEquals(-1, pool.take(3));
    }

    @Test
    void shouldGiveNeighboursOneAfterTheOther() {
        CreditPool pool = new CreditPool(128, 2);
        for (int lap = 0; lap < 10; lap++) {
            for (int i = 0; i < 128; i++) {
                assertEquals(i % 32, pool.take(0) % 32);
            }
            for (int i = 0; i < 128; i++) {
                pool.give(1, i);
            }
        }
    }

    @Test
    void shouldFindCreditsThatOthersKeep() {
        CreditPool pool = new CreditPool(3, 4);
        int first = pool.take(0);
        int second = pool.take(0);
        int third = pool.take(0);
        pool.give(1, first);
        pool.give(2, second);
        pool.give(2, third);
        assertEquals(3, pool.free());
        for (int i = 0; i < 3; i++) {
            assertTrue(pool.take(3) >= 0, "refused although a credit was kept by another");
        }
        assertEquals(-1, pool.take(3));
    }

    @Test
    void shouldNeitherLoseNorDoubleSlotsUnderTraffic() throws InterruptedException {
        int limit = 100;
        CreditPool pool = new CreditPool(limit, 4);
        AtomicIntegerArray owners = new AtomicIntegerArray(limit);
        Threads threads = new Threads();
        for (int t = 0; t < 4; t++) {
            int stack = t;
            threads.start(() -> {
                int[] mine = new int[10];
                for (int round = 0; round < 50_000; round++) {
                    int count = 0;
                    while (count < mine.length) {
                        int slot = pool.take(stack);
                        assertTrue(slot >= 0, "40 slots at most are in use of 100, yet one was refused");
                        assertEquals(1, owners.incrementAndGet(slot), "slot given twice");
                        mine[count++] = slot;
                    }
                    while (count > 0) {
                        owners.decrementAndGet(mine[--count]);
                        pool.give((stack + round) % 4, mine[count]);
                    }
                }
            });
        }
        threads.join();
        assertEquals(limit, pool.free());
    }
}
