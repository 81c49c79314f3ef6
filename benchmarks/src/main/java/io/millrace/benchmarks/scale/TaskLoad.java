package io.millrace.benchmarks.scale;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Completions;
import io.millrace.benchmarks.measure.Window;
import io.millrace.benchmarks.measure.Work;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;

/** Tasks of a pool, so few at a time that none waits for a credit. */
final class TaskLoad implements AutoCloseable {

    private static final int WINDOW = 512;

    private final MillraceExecutor executor;
    private final int tasks;
    private final Work work;

    TaskLoad(int tasks, Body body, int workers) {
        executor = MillraceExecutors.newFixedThreadPool(workers);
        this.tasks = tasks;
        work = Work.of(body);
    }

    /**
     * Hands in all tasks, and returns when the last is completed.
     *
     * @throws IllegalStateException if one was lost, or came twice
     */
    void run() {
        Window window = new Window(WINDOW, Completions.ofWorkers());
        for (int i = 0; i < tasks; i++) {
            long number = window.enter();
            executor.execute(() -> {
                work.spend(number);
                window.completed(number);
            });
        }
        window.drain();
        window.requireEachOnce();
    }

    @Override
    public void close() {
        executor.close();
    }
}
