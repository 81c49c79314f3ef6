package io.millrace.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.contract.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class FlowIdsTest {

    @Test
    void shouldHandOutEachIdOnceUntilItComesBack() {
        FlowIds ids = new FlowIds(3);
        assertEquals(List.of(0, 1, 2), List.of(ids.take(), ids.take(), ids.take()));
        assertEquals(FlowIds.NONE, ids.take());
        ids.give(1);
        assertEquals(1, ids.take());
        assertEquals(FlowIds.NONE, new FlowIds(0).take());
    }

    @Test
    void shouldNeverGiveAnIdToTwoThreads() throws Exception {
        FlowIds ids = new FlowIds(4);
        AtomicIntegerArray takers = new AtomicIntegerArray(4);
        AtomicInteger broken = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        try (TimeLimit limit = TimeLimit.seconds(30)) {
            for (int t = 0; t < 3; t++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        int id = ids.take();
                        if (id != FlowIds.NONE) {
                            if (takers.incrementAndGet(id) != 1) {
                                broken.incrementAndGet();
                            }
                            takers.decrementAndGet(id);
                            ids.give(id);
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(0, broken.get());
    }
}
