package io.millrace.benchmarks.measure;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Pools of the JDK as their maintainers would set them up. */
public final class Pools {

    private Pools() {}

    /** A fork/join pool for tasks that are not joined by others. */
    public static ForkJoinPool forkJoin(int workers) {
        return new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    }

    /** A thread pool with an unbounded queue and all threads started. */
    public static ExecutorService threadPool(int workers) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        pool.prestartAllCoreThreads();
        return pool;
    }
}
