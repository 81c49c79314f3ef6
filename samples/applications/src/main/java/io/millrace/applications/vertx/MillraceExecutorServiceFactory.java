package io.millrace.applications.vertx;

import io.millrace.applications.MillraceThreads;
import io.millrace.executor.MillraceExecutors;
import io.vertx.core.spi.ExecutorServiceFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * Makes the pools in which Vert.x runs what blocks. Vert.x finds this class by its name in {@code
 * META-INF/services/io.vertx.core.spi.VertxServiceProvider}.
 */
public final class MillraceExecutorServiceFactory implements ExecutorServiceFactory {

    /** For {@link java.util.ServiceLoader}. */
    public MillraceExecutorServiceFactory() {}

    // begin vertx factory
    @Override
    public ExecutorService createExecutor(ThreadFactory threads, Integer concurrency, Integer maxConcurrency) {
        return MillraceExecutors.newFixedThreadPool(maxConcurrency, new MillraceThreads(threads));
    }
    // end vertx factory
}
