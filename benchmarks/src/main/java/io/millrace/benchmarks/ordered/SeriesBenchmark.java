package io.millrace.benchmarks.ordered;

import io.millrace.executor.MillraceExecutor;
import io.millrace.executor.MillraceExecutors;
import io.millrace.executor.OrderedJob;
import io.millrace.executor.Series;
import io.millrace.executor.Worker;
import java.util.concurrent.CountDownLatch;
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
 * What a job costs when the jobs are spread over many series; each job has no work, and its serial part checks that it comes in its place. Wanted: many
 * series cost at most one and a half times what one does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SeriesBenchmark {

    private static final int JOBS = 200_000;
    private static final int SPREAD = 7919;
    private static final int WORKERS = 2;
    private static final int CREDITS = 4096;
    private static final int MOST_SERIES = 10_000;

    /** How many series the jobs are spread over. */
    @Param({"1", "64", "10000"})
    public int series;

    private final MillraceExecutor executor = MillraceExecutors.builder()
            .workers(WORKERS)
            .credits(CREDITS)
            .reorderWindow(CREDITS / 2)
            .seriesLimit(MOST_SERIES)
            .build();
    private Series[] open = {};
    private Job[] jobs = {};
    private int[] lengths = {};
    private int[] next = {};
    private CountDownLatch running = new CountDownLatch(0);
    private volatile boolean isBroken;

    /** Opens the series and prepares the jobs. */
    @Setup
    public void open() {
        open = new Series[series];
        for (int i = 0; i < series; i++) {
            open[i] = executor.newSeries();
        }
        lengths = new int[series];
        jobs = new Job[JOBS];
        for (int i = 0; i < JOBS; i++) {
            int of = (int) ((long) i * SPREAD % series);
            jobs[i] = new Job(of, lengths[of]++);
        }
    }

    /** Ends the executor. */
    @TearDown
    public void close() {
        executor.close();
    }

    /** Ours, each job on its own. */
    @Benchmark
    @OperationsPerInvocation(JOBS)
    public void millrace() throws InterruptedException {
        next = new int[series];
        running = new CountDownLatch(series);
        for (Job job : jobs) {
            open[job.series].put(job);
        }
        running.await();
        if (isBroken) {
            throw new IllegalStateException("jobs of a series came out of order");
        }
    }

    /** A job that checks its place and says when it was the last one of its series. */
    private final class Job implements OrderedJob {

        private final int series;
        private final int place;

        Job(int series, int place) {
            this.series = series;
            this.place = place;
        }

        @Override
        public void parallel(Worker worker, long placeInSeries) {}

        @Override
        public void serial(Worker worker) {
            if (next[series] != place) {
                isBroken = true;
            }
            if (++next[series] == lengths[series]) {
                running.countDown();
            }
        }
    }
}
