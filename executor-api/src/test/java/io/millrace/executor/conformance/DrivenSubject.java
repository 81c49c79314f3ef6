package io.millrace.executor.conformance;

import io.millrace.executor.DrivenExecutor;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutorBuilder;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.TaskHooks;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** A driven view, and a thread that drives it: from the first task on, whatever interrupts it, and lives until the test has ended. */
final class DrivenSubject implements Subject {

    private final Map<ExecutorService, MillraceExecutor> executors = new ConcurrentHashMap<>();
    private final Map<ExecutorService, Driver> drivers = new ConcurrentHashMap<>();

    @Override
    public ExecutorService open() {
        return driven(MillraceExecutors.newFixedThreadPool(2), Executors.defaultThreadFactory());
    }

    @Override
    public ExecutorService open(ThreadFactory threads) {
        return driven(MillraceExecutors.newFixedThreadPool(2, threads), threads);
    }

    @Override
    public ExecutorService open(ThreadFactory threads, TaskHooks hooks) {
        MillraceExecutorBuilder builder =
                MillraceExecutors.builder().workers(2).threadFactory(threads).hooks(hooks);
        return driven(builder.build(), threads);
    }

    private ExecutorService driven(MillraceExecutor executor, ThreadFactory threads) {
        Driver driver = new Driver(threads);
        DrivenExecutor view = executor.driven("suite", driver::begin);
        executors.put(view, executor);
        drivers.put(view, driver);
        return view;
    }

    private static final class Driver {

        private final ThreadFactory threads;
        private final CountDownLatch testHasEnded = new CountDownLatch(1);
        private @Nullable Thread thread;

        Driver(ThreadFactory threads) {
            this.threads = threads;
        }

        synchronized void begin(DrivenExecutor view) {
            if (thread == null) {
                thread = threads.newThread(() -> drive(view));
                thread.start();
            }
        }

        private void drive(DrivenExecutor view) {
            boolean ended = false;
            while (!ended) {
                try {
                    view.driveUntilShutdown();
                    testHasEnded.await();
                    ended = true;
                } catch (InterruptedException ofATask) {
                    // What a task has left goes to the thread that drives, which does not care here.
                }
            }
        }

        synchronized void end() throws InterruptedException {
            testHasEnded.countDown();
            if (thread != null) {
                thread.join();
            }
        }
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public Set<Habit> lacks() {
        return EnumSet.of(
                Habit.ENDS_ITS_THREADS,
                Habit.TAKES_A_THREAD_FACTORY,
                Habit.REJECTS_WITHOUT_A_THREAD,
                Habit.GOES_ON_WITH_FEWER_THREADS,
                Habit.TELLS_FIGURES,
                Habit.REFUSES_TO_WAIT_FOR_ITSELF,
                Habit.CLOSES_BEFORE_JDK_19);
    }

    @Override
    public void end(ExecutorService opened) throws InterruptedException {
        MillraceExecutor executor = executors.remove(opened);
        executor.shutdownNow();
        Subject.super.end(opened);
        Subject.super.end(executor);
        drivers.remove(opened).end();
    }
}
