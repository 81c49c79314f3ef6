package io.millrace.benchmarks.measure;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.jboss.threads.EnhancedQueueExecutor;

/** Pools of others as their maintainers would set them up: all threads of a fixed number, none of which ends for want of work. */
public final class Pools {

    private Pools() {}

    /** A fork/join pool for tasks that are not joined by others. */
    public static ForkJoinPool forkJoin(int workers) {
        return forkJoin(workers, new WorkerThreads());
    }

    /** The same, with threads that are told of. */
    public static ForkJoinPool forkJoin(int workers, WorkerThreads threads) {
        return new ForkJoinPool(workers, threads, null, true);
    }

    /** A fork/join pool for tasks that fork others and join them, the newest first; with the threads that the JDK gives it. */
    public static ForkJoinPool forkJoinOfJoins(int workers) {
        return new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, false);
    }

    /** A thread pool with an unbounded queue and all threads started. */
    public static ExecutorService threadPool(int workers) {
        return threadPool(workers, new LinkedBlockingQueue<>(), new WorkerThreads());
    }

    /** A thread pool with any queue; all threads are started, so that a task is always offered to the queue. */
    public static ExecutorService threadPool(int workers, BlockingQueue<Runnable> queue, WorkerThreads threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, queue, threads);
        pool.prestartAllCoreThreads();
        return pool;
    }

    /** The pool of JBoss with an unbounded queue and all threads started; it counts nothing unless it is told to. */
    public static ExecutorService enhancedQueue(int workers, WorkerThreads threads) {
        EnhancedQueueExecutor pool = new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(workers)
                .setMaximumPoolSize(workers)
                .setQueueLimited(false)
                .setRegisterMBean(false)
                .setThreadFactory(threads)
                .build();
        pool.prestartAllCoreThreads();
        return pool;
    }

    /** The same, with threads that nobody is told of. */
    public static ExecutorService enhancedQueue(int workers) {
        return enhancedQueue(workers, new WorkerThreads());
    }

    /** An actor system of Pekko whose default dispatcher has so many threads. */
    public static ActorSystem pekko(int workers) {
        Config config = ConfigFactory.parseString(String.format(
                "pekko { loglevel = WARNING, daemonic = on, actor.default-dispatcher.fork-join-executor {"
                        + " parallelism-min = %1$d, parallelism-max = %1$d, parallelism-factor = 1.0 } }",
                workers));
        return ActorSystem.create("benchmark", config.withFallback(ConfigFactory.load()));
    }
}
