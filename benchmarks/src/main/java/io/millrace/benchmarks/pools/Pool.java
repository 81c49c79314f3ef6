package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.WorkerThreads;
import io.millrace.executor.MillraceExecutors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ours and its peers, for tasks that ask for nothing but a worker. */
enum Pool {
    /** Ours. */
    MILLRACE("millrace") {
        @Override
        ExecutorService open(int workers, WorkerThreads threads) {
            return MillraceExecutors.newFixedThreadPool(workers, threads);
        }
    },
    /** As its maintainers set it up for tasks that are not joined by others. */
    FORK_JOIN("ForkJoinPool") {
        @Override
        ExecutorService open(int workers, WorkerThreads threads) {
            return new ForkJoinPool(workers, threads, null, true);
        }
    },
    /** With all threads started. */
    THREAD_POOL("ThreadPoolExecutor") {
        @Override
        ExecutorService open(int workers, WorkerThreads threads) {
            ThreadPoolExecutor pool =
                    new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
            pool.prestartAllCoreThreads();
            return pool;
        }
    };

    private final String title;

    Pool(String title) {
        this.title = title;
    }

    abstract ExecutorService open(int workers, WorkerThreads threads);

    @Override
    public String toString() {
        return title;
    }
}
