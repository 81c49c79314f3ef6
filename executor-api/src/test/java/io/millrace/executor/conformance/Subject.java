package io.millrace.executor.conformance;

import io.millrace.executor.TaskHooks;
import io.millrace.executor.TrackedThreads;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** An executor that the suite is run on: how to get one, and what it does otherwise than most. */
interface Subject {

    /** Opens one that has threads as it likes. */
    ExecutorService open();

    /** Opens one that has the threads of a factory; one without {@link Habit#TAKES_A_THREAD_FACTORY} gets {@link TrackedThreads}. */
    ExecutorService open(ThreadFactory threads);

    /** Opens one that calls hooks. */
    default ExecutorService open(ThreadFactory threads, TaskHooks hooks) {
        throw new UnsupportedOperationException(
                "the subject says that it has hooks, and opens none: " + threads + hooks);
    }

    /** Returns how many tasks run at the same time, at most and if there are so many. */
    int parallelism();

    Set<Habit> lacks();

    /** Returns what {@code toString} contains when so many tasks run, each on its thread, wait, and have ended. */
    default Set<String> figures(int active, int waiting, int completed) {
        throw new UnsupportedOperationException(
                "the subject says that it tells figures: " + active + waiting + completed);
    }

    /** Ends what was opened, at the end of a test, with all that belongs to it. */
    default void end(ExecutorService executor) throws InterruptedException {
        executor.shutdownNow();
        if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError("not terminated: " + executor);
        }
    }
}
