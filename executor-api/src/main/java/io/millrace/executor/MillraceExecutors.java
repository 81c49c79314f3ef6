package io.millrace.executor;

import io.millrace.core.Surroundings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadFactory;

/**
 * Executors named after their counterparts in {@link java.util.concurrent.Executors}.
 *
 * <p>Those of a fixed number start tasks first in, first out and keep their threads; the work-stealing one gives up the
 * order and its idle threads.
 */
public final class MillraceExecutors {

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    /** As many as {@link java.util.concurrent.ForkJoinPool} allows. */
    private static final int SPARES = 256;

    /** Each worker that there may be costs memory, and a look at its port in some searches, whether it is there or not. */
    private static final int CACHED = 256;

    private MillraceExecutors() {}

    /** Returns an executor with up to {@code workers} workers. */
    public static MillraceExecutor newFixedThreadPool(int workers) {
        return fixed(workers).build();
    }

    /** Returns an executor with up to {@code workers} workers, whose threads come from {@code factory}. */
    public static MillraceExecutor newFixedThreadPool(int workers, ThreadFactory factory) {
        return fixed(workers).threadFactory(factory).build();
    }

    /** Returns an executor with one worker, which runs tasks one after the other. */
    public static MillraceExecutor newSingleThreadExecutor() {
        return fixed(1).build();
    }

    /** Returns an executor with one worker, whose thread comes from {@code factory}. */
    public static MillraceExecutor newSingleThreadExecutor(ThreadFactory factory) {
        return fixed(1).threadFactory(factory).build();
    }

    /**
     * Returns an executor whose tasks start at once, on a worker that is idle or on a new one, until there are {@value #CACHED}
     * workers; further tasks wait. Idle workers go after 60 s. If more tasks are to run at once, {@linkplain
     * MillraceExecutorBuilder#coreWorkers build} one with more workers.
     */
    public static MillraceExecutor newCachedThreadPool() {
        return cached().build();
    }

    /** Returns an executor as {@link #newCachedThreadPool()} does, whose threads come from {@code factory}. */
    public static MillraceExecutor newCachedThreadPool(ThreadFactory factory) {
        return cached().threadFactory(factory).build();
    }

    /** Returns an executor with as many workers as there are processors, whose tasks may wait for each other. */
    public static MillraceExecutor newWorkStealingPool() {
        return newWorkStealingPool(Surroundings.processors());
    }

    /**
     * Returns an executor with up to {@code parallelism} workers, whose tasks may wait for each other: up to {@value #SPARES} {@linkplain
     * MillraceExecutorBuilder#spares spare threads} take the places of workers that wait. Its threads are daemons, as those of
     * {@code Executors.newWorkStealingPool}: who does not close it does not keep the process alive.
     */
    public static MillraceExecutor newWorkStealingPool(int parallelism) {
        return stealing(parallelism).build();
    }

    /** Returns an executor as {@link #newWorkStealingPool(int)} does, whose threads come from {@code factory}. */
    public static MillraceExecutor newWorkStealingPool(int parallelism, ThreadFactory factory) {
        return stealing(parallelism).threadFactory(factory).build();
    }

    /**
     * Returns an executor with up to {@code workers} workers, for tasks that are delayed or repeated; any other executor of
     * this class runs such tasks too.
     */
    public static MillraceExecutor newScheduledThreadPool(int workers) {
        return newFixedThreadPool(workers);
    }

    /** Returns an executor for tasks that are delayed or repeated, whose threads come from {@code factory}. */
    public static MillraceExecutor newScheduledThreadPool(int workers, ThreadFactory factory) {
        return newFixedThreadPool(workers, factory);
    }

    /** Returns an executor with one worker, for tasks that are delayed or repeated. */
    public static MillraceExecutor newSingleThreadScheduledExecutor() {
        return newSingleThreadExecutor();
    }

    /** Returns an executor for tasks that are delayed or repeated, with one worker, whose thread comes from {@code factory}. */
    public static MillraceExecutor newSingleThreadScheduledExecutor(ThreadFactory factory) {
        return newSingleThreadExecutor(factory);
    }

    /**
     * Returns a builder whose executor, and each that is made of it, runs in virtual time on a schedule that comes from a seed: for tests of what uses an executor. Needs the simulated device on
     * the class path or module path. The simulation begins when the first executor is built, by the thread that builds it, and ends when the last one has ended; close it.
     *
     * @throws IllegalArgumentException if there is no simulated device
     */
    public static MillraceExecutorBuilder simulated(long seed) {
        return builder().device("simulated:" + seed);
    }

    /** Returns a builder that has the usual choices made. */
    public static MillraceExecutorBuilder builder() {
        return new MillraceExecutorBuilder();
    }

    private static MillraceExecutorBuilder stealing(int parallelism) {
        return builder()
                .workers(parallelism)
                .startOrder(StartOrder.RELAXED)
                .spares(SPARES)
                .daemons(true);
    }

    private static MillraceExecutorBuilder cached() {
        return builder().workers(CACHED).coreWorkers(0).startOrder(StartOrder.FIFO);
    }

    private static MillraceExecutorBuilder fixed(int workers) {
        return builder().workers(workers).startOrder(StartOrder.FIFO).keepAlive(FOREVER);
    }
}
