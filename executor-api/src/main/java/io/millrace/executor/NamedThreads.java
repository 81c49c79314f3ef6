package io.millrace.executor;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that bear the name of their executor, and keep the process alive as those of {@code Executors} do. */
final class NamedThreads implements ThreadFactory {

    private final String executor;
    private final AtomicInteger made = new AtomicInteger();

    NamedThreads(String executor) {
        this.executor = executor;
    }

    @Override
    public Thread newThread(Runnable loop) {
        Thread thread = new Thread(loop, executor + "-worker-" + made.incrementAndGet());
        thread.setDaemon(false);
        return thread;
    }
}
