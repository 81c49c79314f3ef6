package io.millrace.ordered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

    /** As many as a vector has, so that a reader comes in between. */
    private static final int VALUES = 8;

    @Test
    void shouldLoseNothingWhileSomebodyReads() throws InterruptedException {
        int each = 500_000;
        LatencyRecorder recorder = new LatencyRecorder(2);
        CountDownLatch working = new CountDownLatch(2);
        Thread[] workers = new Thread[2];
        for (int w = 0; w < workers.length; w++) {
            int worker = w;
            workers[w] = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    recorder.record(worker, histograms -> {
                        for (int value = 0; value < VALUES; value++) {
                            histograms.started(1_000, 1);
                        }
                    });
                }
                working.countDown();
            });
            workers[w].start();
        }
        long before = 0;
        while (working.getCount() > 0) {
            long count = recorder.total().queueWait().getTotalCount();
            assertTrue(count >= before, "a total has shrunk");
            before = count;
        }
        for (Thread worker : workers) {
            worker.join();
        }
        assertEquals(2L * VALUES * each, recorder.total().queueWait().getCountAtValue(1_000));
        assertEquals(2L * VALUES * each, recorder.total().queueWait().getTotalCount());
    }
}
