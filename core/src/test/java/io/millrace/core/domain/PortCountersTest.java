package io.millrace.core.domain;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.PortCounter;
import org.junit.jupiter.api.Test;

class PortCountersTest {

    @Test
    void shouldNeverShowAnEndWithoutItsDelivery() throws InterruptedException {
        int entries = 1_000_000;
        PortCounters counters = new PortCounters(1);
        Threads threads = new Threads();
        Thread port = threads.start(() -> {
            for (int entry = 0; entry < entries; entry++) {
                counters.delivered(0);
                counters.increment(PortCounter.RELEASED);
            }
        });
        threads.start(() -> {
            while (port.isAlive()) {
                long held = counters.get(PortCounter.HELD);
                assertTrue(held >= 0, () -> "held=" + held);
            }
        });
        threads.join();
    }
}
