package io.millrace.executor.conformance;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.TaskHooks;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;

/** A view of an executor with two workers. The executor ends with the test, as its threads must. */
final class ViewSubject implements Subject {

    private static final int WORKERS = 2;

    private final int parallelism;
    private final Set<Habit> lacks;
    private final Function<MillraceExecutor, ExecutorService> view;
    private final Map<ExecutorService, MillraceExecutor> executors = new ConcurrentHashMap<>();

    ViewSubject(int parallelism, Function<MillraceExecutor, ExecutorService> view, Habit... lacksToo) {
        this.parallelism = parallelism;
        this.view = view;
        lacks = EnumSet.of(
                Habit.ENDS_ITS_THREADS,
                Habit.INTERRUPTS_WHEN_STOPPED,
                Habit.TELLS_FIGURES,
                Habit.REFUSES_TO_WAIT_FOR_ITSELF,
                Habit.CLOSES_BEFORE_JDK_19);
        lacks.addAll(Set.of(lacksToo));
    }

    @Override
    public ExecutorService open() {
        return viewOf(MillraceExecutors.newFixedThreadPool(WORKERS));
    }

    @Override
    public ExecutorService open(ThreadFactory threads) {
        return viewOf(MillraceExecutors.newFixedThreadPool(WORKERS, threads));
    }

    @Override
    public ExecutorService open(ThreadFactory threads, TaskHooks hooks) {
        return viewOf(MillraceExecutors.builder()
                .workers(WORKERS)
                .threadFactory(threads)
                .hooks(hooks)
                .build());
    }

    private ExecutorService viewOf(MillraceExecutor executor) {
        ExecutorService opened = view.apply(executor);
        executors.put(opened, executor);
        return opened;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public Set<Habit> lacks() {
        return lacks;
    }

    @Override
    public void end(ExecutorService opened) throws InterruptedException {
        MillraceExecutor executor = executors.remove(opened);
        executor.shutdownNow();
        Subject.super.end(opened);
        Subject.super.end(executor);
    }
}
