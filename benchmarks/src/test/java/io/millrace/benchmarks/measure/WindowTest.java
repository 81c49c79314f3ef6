package io.millrace.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowTest {

    private static final int WORKERS = 4;
    private static final int TASKS = 20_000;

    /** Of the smallest each task wakes the producer; in none may all workers think that another one does it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 64, 256, 2048})
    @Timeout(30)
    void shouldBoundWhatIsNotCompletedAndWaitForAllOfIt(int size) {
        Window window = new Window(size);
        AtomicInteger unfinished = new AtomicInteger();
        int most = 0;
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
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
            assertTrue(most <= size, "most unfinished: " + most);
        } finally {
            workers.shutdown();
        }
    }
}
