package io.millrace.executor.conformance;

import io.millrace.executor.TrackedThreads;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;

/** A {@code ForkJoinPool}. */
record ForkJoinSubject(int parallelism) implements Subject {

    private static final int HEEDS_INTERRUPTS = 22;

    @Override
    public ExecutorService open() {
        return new ForkJoinPool(parallelism);
    }

    @Override
    public ExecutorService open(ThreadFactory threads) {
        return new ForkJoinPool(
                parallelism,
                pool -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    ((TrackedThreads) threads).adopt(thread);
                    return thread;
                },
                null,
                false);
    }

    @Override
    public Set<Habit> lacks() {
        Set<Habit> lacks = EnumSet.of(
                Habit.RETURNS_UNSTARTED,
                Habit.STARTS_IN_ORDER,
                Habit.REJECTS_ITS_OWN_TASKS,
                Habit.TAKES_A_THREAD_FACTORY,
                Habit.HAS_THREADS_OF_EXECUTORS,
                Habit.KEEPS_THE_PROCESS_ALIVE,
                Habit.REJECTS_WITHOUT_A_THREAD,
                Habit.GOES_ON_WITH_FEWER_THREADS,
                Habit.TELLS_FIGURES,
                Habit.HAS_HOOKS,
                Habit.REFUSES_TO_WAIT_FOR_ITSELF,
                Habit.REJECTS_WITH_ADVICE,
                Habit.CLOSES_BEFORE_JDK_19);
        if (Jdk.VERSION < HEEDS_INTERRUPTS) {
            lacks.add(Habit.KEEPS_CHECKED_EXCEPTIONS);
            lacks.add(Habit.CLEARS_INTERRUPTS);
            lacks.add(Habit.CANCEL_INTERRUPTS);
            lacks.add(Habit.INVOKE_ALL_HEEDS_INTERRUPTS);
        } else {
            lacks.add(Habit.KNOWS_THE_LEAST_TIME);
        }
        return lacks;
    }
}
