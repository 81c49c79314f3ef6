package io.millrace.benchmarks.ordered;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

    /** How many series the jobs are spread over. */
    @Param({"1", "64", "10000"})
    public int series;

    private @Nullable SeriesLoad load;

    /** Opens the series and prepares the jobs. */
    @Setup
    public void open() {
        load = new SeriesLoad(JOBS, series);
    }

    /** Ends the executor. */
    @TearDown
    public void close() {
        if (load != null) {
            load.close();
        }
    }

    /** Ours, each job on its own. */
    @Benchmark
    @OperationsPerInvocation(JOBS)
    public void millrace() throws InterruptedException {
        if (load != null) {
            load.run();
        }
    }
}
