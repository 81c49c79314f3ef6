package io.millrace.executor.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.executor.Gate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What an executor says of itself. */
abstract class TextConformance extends ConformanceCase {

    TextConformance(Subject subject) {
        super(subject);
    }

    @Test
    void shouldSayInWhichStateItIs() throws Exception {
        requires(Habit.TELLS_ITS_STATE);
        ExecutorService executor = open();
        assertTrue(lower(executor).contains("running"), executor.toString());
        List<Gate> running = occupy(executor);
        assertTrue(lower(executor).contains("running"), executor.toString());
        executor.shutdown();
        assertTrue(lower(executor).contains("shut"), executor.toString());
        running.forEach(Gate::open);
        finish(executor);
        assertTrue(lower(executor).contains("terminated"), executor.toString());
    }

    private static String lower(ExecutorService executor) {
        return executor.toString().toLowerCase(Locale.ROOT);
    }

    @Test
    void shouldSayHowMuchRunsAndWaitsAndHasEnded() throws Exception {
        requires(Habit.TELLS_FIGURES);
        ExecutorService executor = open();
        int threads = subject().parallelism();
        occupy(executor).forEach(Gate::open);
        eventually("first ones have ended", () -> says(executor, 0, 0, threads));
        occupy(executor);
        for (int i = 0; i < 3; i++) {
            executor.execute(() -> {});
        }
        for (String figure : subject().figures(threads, 3, threads)) {
            assertTrue(executor.toString().contains(figure), executor + " does not say " + figure);
        }
    }

    /** The number of threads is left out, as they stay. */
    private boolean says(ExecutorService executor, int active, int waiting, int completed) {
        String text = executor.toString();
        return subject().figures(active, waiting, completed).stream()
                .filter(figure -> !figure.startsWith("pool size") && !figure.startsWith("workers"))
                .allMatch(text::contains);
    }

    @Test
    void shouldSayWhatToDoWhenItRejects() {
        requires(Habit.REJECTS_WITH_ADVICE);
        ExecutorService executor = open();
        executor.shutdown();
        String message = assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}))
                .getMessage();
        assertTrue(message.contains("create a new one") || message.contains("ask the executor"), message);
    }
}
