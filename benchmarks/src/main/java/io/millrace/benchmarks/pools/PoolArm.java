package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.WorkerThreads;
import java.util.concurrent.ExecutorService;

/**
 * An open pool.
 *
 * @param executor takes the tasks
 * @param threads its workers; empty if it has a thread for each task
 * @param isThreadPerTask whether it has
 */
public record PoolArm(ExecutorService executor, WorkerThreads threads, boolean isThreadPerTask)
        implements AutoCloseable {

    /** Opens a pool that runs so many tasks at once. */
    @FunctionalInterface
    public interface Opening {
        PoolArm open(int workers);
    }

    /** Opens an executor that makes so many threads with what it is given. */
    @FunctionalInterface
    interface OfWorkers {
        ExecutorService open(int workers, WorkerThreads threads);
    }

    static Opening ofWorkers(OfWorkers opening) {
        return workers -> {
            WorkerThreads threads = new WorkerThreads();
            return new PoolArm(opening.open(workers, threads), threads, false);
        };
    }

    /** Takes over an executor that makes a thread for each task. */
    public static PoolArm threadPerTask(ExecutorService executor) {
        return new PoolArm(executor, new WorkerThreads(), true);
    }

    /** Lets all threads end when they have run what there is. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
