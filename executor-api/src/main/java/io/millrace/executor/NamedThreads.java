package io.millrace.executor;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes threads that bear the name of their executor. As those of {@code Executors} they keep the process alive and have
 * normal priority, whatever the thread is like that makes them, and its class loader.
 */
final class NamedThreads implements ThreadFactory {

    private final String executor;
    private final AtomicInteger made = new AtomicInteger();

    NamedThreads(String executor) {
        this.executor = executor;
    }

    @Override
    public Thread newThread(Runnable loop) {
        Thread thread = new ServingThread(loop, executor + "-worker-" + made.incrementAndGet());
        thread.setDaemon(false);
        thread.setPriority(Thread.NORM_PRIORITY);
        return thread;
    }
}
