package io.millrace.executor.conformance;

import io.millrace.executor.TaskHooks;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What {@code Executors.newFixedThreadPool} makes. */
record ThreadPoolSubject(int parallelism) implements Subject {

    @Override
    public ExecutorService open() {
        return Executors.newFixedThreadPool(parallelism);
    }

    @Override
    public ExecutorService open(ThreadFactory threads) {
        return Executors.newFixedThreadPool(parallelism, threads);
    }

    @Override
    public ExecutorService open(ThreadFactory threads, TaskHooks hooks) {
        return new ThreadPoolExecutor(
                parallelism, parallelism, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads) {
            @Override
            protected void beforeExecute(Thread worker, Runnable task) {
                hooks.beforeExecute(worker, task);
            }

            @Override
            protected void afterExecute(Runnable task, Throwable failure) {
                hooks.afterExecute(task, failure);
            }

            @Override
            protected void terminated() {
                hooks.terminated();
            }
        };
    }

    @Override
    public Set<Habit> lacks() {
        return Set.of(
                Habit.REJECTS_WITHOUT_A_THREAD,
                Habit.GOES_ON_WITH_FEWER_THREADS,
                Habit.KEEPS_THE_THREAD_OF_A_FAULTY_TASK,
                Habit.REFUSES_TO_WAIT_FOR_ITSELF,
                Habit.REJECTS_WITH_ADVICE,
                Habit.CLOSES_BEFORE_JDK_19);
    }

    @Override
    public Set<String> figures(int active, int waiting, int completed) {
        return Set.of(
                "pool size = " + active,
                "active threads = " + active,
                "queued tasks = " + waiting,
                "completed tasks = " + completed);
    }
}
