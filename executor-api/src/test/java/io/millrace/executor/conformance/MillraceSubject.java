package io.millrace.executor.conformance;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutorBuilder;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.StartOrder;
import io.millrace.executor.TaskHooks;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** An executor of ours. */
record MillraceSubject(int parallelism, int core, StartOrder order, Supplier<MillraceExecutor> factory)
        implements Subject {

    private static final Duration LONG = Duration.ofDays(1);

    static Subject fixed(int workers) {
        return new MillraceSubject(
                workers, workers, StartOrder.FIFO, () -> MillraceExecutors.newFixedThreadPool(workers));
    }

    /** As {@code newCachedThreadPool}, with fewer workers. */
    static Subject onDemand(int workers) {
        return new MillraceSubject(
                workers,
                0,
                StartOrder.FIFO,
                () -> MillraceExecutors.builder()
                        .workers(workers)
                        .coreWorkers(0)
                        .startOrder(StartOrder.FIFO)
                        .build());
    }

    static Subject single() {
        return new MillraceSubject(1, 1, StartOrder.FIFO, MillraceExecutors::newSingleThreadExecutor);
    }

    static Subject workStealing(int parallelism) {
        return new MillraceSubject(
                parallelism, parallelism, StartOrder.RELAXED, () -> MillraceExecutors.newWorkStealingPool(parallelism));
    }

    @Override
    public ExecutorService open() {
        return factory.get();
    }

    @Override
    public ExecutorService open(ThreadFactory threads) {
        return builder(threads).build();
    }

    @Override
    public ExecutorService open(ThreadFactory threads, TaskHooks hooks) {
        return builder(threads).hooks(hooks).build();
    }

    private MillraceExecutorBuilder builder(ThreadFactory threads) {
        return MillraceExecutors.builder()
                .workers(parallelism)
                .coreWorkers(core)
                .startOrder(order)
                .keepAlive(LONG)
                .threadFactory(threads);
    }

    @Override
    public Set<Habit> lacks() {
        return order == StartOrder.FIFO ? Set.of() : Set.of(Habit.STARTS_IN_ORDER, Habit.KEEPS_THE_PROCESS_ALIVE);
    }

    @Override
    public Set<String> figures(int active, int waiting, int completed) {
        return Set.of("workers=" + active, "active=" + active, "backlog=" + waiting, "completed=" + completed);
    }
}
