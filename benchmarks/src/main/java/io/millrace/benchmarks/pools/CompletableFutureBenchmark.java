package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.Trials;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Chains of {@link java.util.concurrent.CompletableFuture}, every stage of which is a task of the pool.
 *
 * <pre>
 *   one thread ──▶ stages ──▶ pool with 2 workers, in which stages start those that wait for them
 *       ▲── the last result ──┘
 * </pre>
 *
 * <p>What is measured is a whole graph of stages without work, from its first stage until its result has come, which is checked.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CompletableFutureBenchmark {

    /** Ours or a peer; the command line chooses all of {@link PoolArms}. */
    @Param(PoolArms.MILLRACE)
    public String arm = PoolArms.MILLRACE;

    /** Which stages wait for which. */
    @Param({"CHAIN_OF_10", "CHAIN_OF_100", "CHAINS_OF_10", "CHAINS_OF_100", "ALL_OF_1000"})
    public FutureGraph graph = FutureGraph.CHAIN_OF_10;

    private @Nullable PoolArm pool;

    /** Opens the pool. */
    @Setup
    public void open() {
        pool = PoolArms.open(arm, Trials.WORKERS);
    }

    /** Ends its threads. */
    @TearDown
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }

    /** One graph. */
    @Benchmark
    public void run() throws InterruptedException, ExecutionException {
        if (pool != null) {
            graph.run(pool.executor());
        }
    }
}
