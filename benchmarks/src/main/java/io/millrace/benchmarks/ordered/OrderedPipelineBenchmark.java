package io.millrace.benchmarks.ordered;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Work;
import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.ordered.OrderedPipeline;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Work in parallel, results in order, one producer.
 *
 * <pre>
 *   producer ──▶ 2 workers ──▶ one consumer at a time, in the order of the producer
 * </pre>
 *
 * <p>Peers: futures of a {@link ForkJoinPool} and of a {@link ThreadPoolExecutor}, kept in a queue as long as our window and taken in order by the producer,
 * which parks when the oldest is not done. All arms have two workers and one and the same window. The consumer checks that each result comes in its place.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class OrderedPipelineBenchmark {

    private static final int ITEMS = 100_000;
    private static final int WORKERS = 2;
    private static final int WINDOW = 2048;
    private static final int VECTOR = 32;

    /** The work for each item. */
    @Param({"NONE", "MICROSECOND", "SKEWED"})
    public Body body = Body.NONE;

    private final Long[] items = new Long[ITEMS];
    private Work work = Work.of(Body.NONE);
    private long next;

    /** Prepares items and calibrates the work. */
    @Setup
    public void prepare() {
        for (int i = 0; i < ITEMS; i++) {
            items[i] = (long) i;
        }
        work = Work.of(body);
    }

    /** The executor under test. */
    @State(Scope.Benchmark)
    public static class Millrace {

        private MillraceExecutor executor = MillraceExecutors.builder()
                .workers(WORKERS)
                .credits(2 * WINDOW)
                .reorderWindow(WINDOW)
                .build();

        /** Ends the executor. */
        @TearDown
        public void close() {
            executor.close();
        }
    }

    /** A {@link ForkJoinPool} as its maintainers set it up for tasks that are not joined by others. */
    @State(Scope.Benchmark)
    public static class ForkJoin {

        private final ForkJoinPool pool =
                new ForkJoinPool(WORKERS, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);

        /** Ends the pool. */
        @TearDown
        public void close() {
            pool.shutdown();
        }
    }

    /** A {@link ThreadPoolExecutor} with all threads started. */
    @State(Scope.Benchmark)
    public static class ThreadPool {

        private final ThreadPoolExecutor pool =
                new ThreadPoolExecutor(WORKERS, WORKERS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());

        /** Starts the threads. */
        @Setup
        public void start() {
            pool.prestartAllCoreThreads();
        }

        /** Ends the pool. */
        @TearDown
        public void close() {
            pool.shutdown();
        }
    }

    /** One thread, no executor: what order costs is the distance from here. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void oneThread() {
        begin();
        for (Long item : items) {
            accept(work.on(item));
        }
        end();
    }

    /** Ours, as the guide advises for small items: up to 32 of them travel together. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void millrace(Millrace state) throws InterruptedException {
        pipeline(state.executor, VECTOR);
    }

    /** Ours, each item on its own. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void millraceOneByOne(Millrace state) throws InterruptedException {
        pipeline(state.executor, 1);
    }

    private void pipeline(MillraceExecutor executor, int vector) throws InterruptedException {
        begin();
        try (OrderedPipeline<Long> pipeline = OrderedPipeline.<Long>on(executor)
                .parallel(work::on)
                .serial(this::accept)
                .vectors(vector)
                .start()) {
            for (Long item : items) {
                pipeline.submit(item);
            }
        }
        end();
    }

    /** Futures of a fork/join pool, taken in order. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void forkJoinFuturesInOrder(ForkJoin state) throws InterruptedException, ExecutionException {
        futuresInOrder(state.pool);
    }

    /** Futures of a thread pool, taken in order. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void threadPoolFuturesInOrder(ThreadPool state) throws InterruptedException, ExecutionException {
        futuresInOrder(state.pool);
    }

    private void futuresInOrder(ExecutorService pool) throws InterruptedException, ExecutionException {
        begin();
        ArrayDeque<Future<Long>> window = new ArrayDeque<>(WINDOW);
        for (Long item : items) {
            if (window.size() == WINDOW) {
                accept(window.remove().get());
            }
            window.add(pool.submit(() -> work.on(item)));
        }
        while (!window.isEmpty()) {
            accept(window.remove().get());
        }
        end();
    }

    private void begin() {
        next = 0;
    }

    private void accept(Long result) {
        if (result != next) {
            throw new IllegalStateException("out of order: expected=" + next + ", came=" + result);
        }
        next++;
    }

    private void end() {
        if (next != ITEMS) {
            throw new IllegalStateException("items lost: expected=" + ITEMS + ", came=" + next);
        }
    }
}
