package io.millrace.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class WindowTest {

    private static final int SIZE = 256;
    private static final int TASKS = 20_000;

    @Test
    @Timeout(30)
    void shouldBoundWhatIsNotCompletedAndWaitForAllOfIt() {
        Window window = new Window(SIZE);
        AtomicInteger unfinished = new AtomicInteger();
        int most = 0;
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < TASKS; i++) {
                window.enter();
                most = Math.max(most, unfinished.incrementAndGet());
                workers.execute(() -> {
                    unfinished.decrementAndGet();
                    window.completed();
                });
            }
            window.drain();
            assertEquals(0, unfinished.get());
            assertTrue(most <= SIZE, "most unfinished: " + most);
        } finally {
            workers.shutdown();
        }
    }
}
