package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.Completions;
import io.millrace.benchmarks.measure.Window;
import io.millrace.benchmarks.measure.Work;
import io.millrace.benchmarks.measure.WorkerThreads;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Threads outside of a pool that hand in small tasks, and wait for all of them.
 *
 * <p>Each producer has a window of tasks that are not completed, together as large as a bounded pool; with its window full it parks until
 * half of it is free. The tasks of a producer are numbered, and a run in which one is lost or repeated is void.
 */
public final class SubmitTrial implements AutoCloseable {

    private final PoolArm pool;
    private final SubmitCall call;
    private final Work work;
    private final List<Producer> producers;
    private final ExecutorService threads;

    /** Prepares for runs in a pool that stays open. */
    public SubmitTrial(PoolArm pool, int producers, Work work, SubmitCall call) {
        this.pool = pool;
        this.call = call;
        this.work = work;
        this.producers = Stream.generate(() -> new Producer(PoolArms.CAPACITY / producers))
                .limit(producers)
                .toList();
        threads = Executors.newFixedThreadPool(producers, new WorkerThreads());
    }

    /**
     * Hands in so many tasks, divided among the producers; returns when all are completed.
     *
     * @throws ExecutionException if the run is void
     */
    public void run(int tasks) throws InterruptedException, ExecutionException {
        int rest = tasks;
        for (int left = producers.size(); left > 0; left--) {
            producers.get(left - 1).tasks = rest / left;
            rest -= rest / left;
        }
        for (Future<?> done : threads.invokeAll(producers)) {
            done.get();
        }
    }

    /** Ends the producers. */
    @Override
    public void close() {
        threads.shutdown();
    }

    /** Hands in its share of a run. */
    private final class Producer implements Callable<Void> {

        private final Window window;
        private int tasks;

        Producer(int windowSize) {
            window = new Window(windowSize, pool.isThreadPerTask() ? Completions.ofThreads() : Completions.ofWorkers());
        }

        @Override
        public Void call() {
            for (int i = 0; i < tasks; i++) {
                call.hand(new Task(window, work, window.enter()), pool.executor());
            }
            window.drain();
            window.requireEachOnce();
            return null;
        }
    }

    /** Some work with a number. */
    private record Task(Window window, Work work, long number) implements Runnable {

        @Override
        public void run() {
            work.spend(number);
            window.completed(number);
        }
    }
}
