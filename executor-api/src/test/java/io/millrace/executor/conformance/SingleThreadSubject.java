package io.millrace.executor.conformance;

import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** What {@code Executors.newSingleThreadExecutor} makes, which is wrapped and shows little. */
record SingleThreadSubject() implements Subject {

    @Override
    public ExecutorService open() {
        return Executors.newSingleThreadExecutor();
    }

    @Override
    public ExecutorService open(ThreadFactory threads) {
        return Executors.newSingleThreadExecutor(threads);
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public Set<Habit> lacks() {
        return Set.of(
                Habit.REJECTS_WITHOUT_A_THREAD,
                Habit.GOES_ON_WITH_FEWER_THREADS,
                Habit.KEEPS_THE_THREAD_OF_A_FAULTY_TASK,
                Habit.TELLS_ITS_STATE,
                Habit.TELLS_FIGURES,
                Habit.HAS_HOOKS,
                Habit.REFUSES_TO_WAIT_FOR_ITSELF,
                Habit.REJECTS_WITH_ADVICE,
                Habit.CLOSES_BEFORE_JDK_19);
    }
}
