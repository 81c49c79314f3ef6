package io.millrace.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowTest {

    private static final int WORKERS = 4;
    private static final int SIZE = 256;
    private static final int TASKS = 20_000;

    /** Of the smallest each task wakes the producer; in none may all workers think that another one does it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 64, 256, 2048})
    @Timeout(30)
    void shouldBoundWhatIsNotCompletedAndWaitForAllOfIt(int size) {
        runThrough(new Window(size), size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 64, 256, 2048})
    @Timeout(30)
    void shouldBeSharedByThreads(int size) {
        runThrough(new Window(size, Completions.ofThreads()), size);
    }

    private static void runThrough(Window window, int size) {
        AtomicInteger unfinished = new AtomicInteger();
        int most = 0;
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            for (int i = 0; i < TASKS; i++) {
                long number = window.enter();
                assertEquals(i, number);
                most = Math.max(most, unfinished.incrementAndGet());
                workers.execute(() -> {
                    unfinished.decrementAndGet();
                    window.completed(number);
                });
            }
            window.drain();
            window.requireEachOnce();
            assertEquals(0, unfinished.get());
            assertTrue(most <= size, "most unfinished: " + most);
        } finally {
            workers.shutdown();
        }
    }

    @Test
    @Timeout(30)
    void shouldCountTasksThatHaveAThreadEach() {
        Window window = new Window(SIZE, Completions.ofThreads(), 10);
        Executor threads = task -> new Thread(task).start();
        for (int i = 0; i < 2 * SIZE; i++) {
            long number = window.enter();
            threads.execute(() -> window.completed(number));
        }
        window.drain();
        window.requireEachOnce();
    }

    @Test
    void shouldFindTasksThatWereLost() {
        Window window = new Window(2, Completions.ofWorkers(), 1);
        window.enter();
        window.completed(window.enter());
        assertFailure("tasks not completed within 1 s: expected=2, came=1", window::drain);
        window.enter();
        assertFailure("tasks not completed within 1 s: expected=2, came=1", window::enter);
    }

    @Test
    void shouldFindATaskThatCameTwice() {
        Window window = new Window(SIZE);
        long number = window.enter();
        window.completed(number);
        window.completed(number);
        assertFailure("tasks repeated: expected=1, came=2", window::drain);
    }

    @Test
    void shouldFindATaskThatCameInThePlaceOfAnother() {
        Window window = new Window(SIZE);
        window.enter();
        window.enter();
        window.completed(1);
        window.completed(1);
        window.drain();
        assertFailure(
                "tasks repeated and others lost: expected numbers that add up to 1, found 2", window::requireEachOnce);
    }

    private static void assertFailure(String sentence, Executable executable) {
        assertEquals(
                sentence, assertThrows(IllegalStateException.class, executable).getMessage());
    }
}
