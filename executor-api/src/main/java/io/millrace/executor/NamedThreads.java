package io.millrace.executor;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes threads that bear the name of their executor. As those of {@code Executors} they keep the process alive and have
 * normal priority, whatever the thread is like that makes them, and its class loader.
 */
final class NamedThreads implements ThreadFactory {

    private final String executor;
    private final boolean daemons;
    private final AtomicInteger made = new AtomicInteger();

    NamedThreads(String executor, boolean daemons) {
        this.executor = executor;
        this.daemons = daemons;
    }

    @Override
    public Thread newThread(Runnable loop) {
        Thread thread = new ServingThread(loop, executor + "-worker-" + made.incrementAndGet());
        thread.setDaemon(daemons);
        thread.setPriority(Thread.NORM_PRIORITY);
        return thread;
    }
}
