package io.millrace.device.software;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.domain.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PriorityRingsTest {

    /** Whoever has appended finds a number, its own or that of the other, also if the other has just made the ring. */
    @Test
    void shouldShowWhatIsAppendedToARingThatAnotherThreadHasJustMade() throws InterruptedException {
        int rounds = 50_000;
        List<PriorityRings> fresh = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            fresh.add(new PriorityRings(2));
        }
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger unseen = new AtomicInteger();
        Threads threads = new Threads();
        for (int t = 1; t <= 2; t++) {
            int number = t;
            threads.start(() -> {
                for (int round = 0; round < rounds; round++) {
                    PriorityRings rings = fresh.get(round);
                    arrived.incrementAndGet();
                    while (arrived.get() < 2 * (round + 1)) {
                        Thread.onSpinWait();
                    }
                    rings.append(4, number);
                    if (rings.claim(false) < 0) {
                        unseen.incrementAndGet();
                    }
                }
            });
        }
        threads.join();
        assertEquals(0, unseen.get());
    }
}
