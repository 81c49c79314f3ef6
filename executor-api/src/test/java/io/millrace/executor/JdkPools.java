package io.millrace.executor;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Bounded pools of the JDK, whose handlers also cancel what they drop. */
final class JdkPools {

    private JdkPools() {}

    static ExecutorService bounded(int workers, int queueLimit, BoundConcurrencyTest.Policy policy) {
        RejectedExecutionHandler handler = switch (policy) {
            case CALLER_RUNS ->
                (task, pool) -> {
                    if (pool.isShutdown()) {
                        cancel(task);
                    } else {
                        task.run();
                    }
                };
            case DISCARD -> (task, pool) -> cancel(task);
            case DISCARD_OLDEST ->
                (task, pool) -> {
                    if (pool.isShutdown()) {
                        cancel(task);
                    } else {
                        cancel(pool.getQueue().poll());
                        pool.execute(task);
                    }
                };
            default -> new ThreadPoolExecutor.AbortPolicy();
        };
        return new ThreadPoolExecutor(
                workers, workers, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queueLimit), handler);
    }

    private static void cancel(Runnable task) {
        if (task instanceof Future<?> future) {
            future.cancel(false);
        }
    }
}
