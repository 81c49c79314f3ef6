package io.millrace.benchmarks.pools;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.measure.Work;
import java.util.concurrent.ExecutionException;
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
 * Small tasks from outside of a pool, which ask for nothing but a worker.
 *
 * <pre>
 *   1, 2 or 4 producers ──▶ a window for each ──▶ pool with 2 workers
 * </pre>
 *
 * <p>What is measured is the time until the last task was completed, a task. {@link SubmitTrial} has the rules.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SubmitBenchmark {

    private static final int TASKS = 200_000;

    /** Ours or a peer; the command line chooses all of {@link PoolArms}. */
    @Param(PoolArms.MILLRACE)
    public String arm = PoolArms.MILLRACE;

    /** How many threads hand in tasks. */
    @Param({"1", "2", "4"})
    public int producers;

    /** The work of each task. */
    @Param({"NONE", "TENTH", "MICROSECOND"})
    public Body body = Body.NONE;

    /** How tasks are handed in. */
    @Param({"EXECUTE", "SUBMIT"})
    public SubmitCall call = SubmitCall.EXECUTE;

    private @Nullable PoolArm pool;
    private @Nullable SubmitTrial trial;

    /** Calibrates the work and opens the pool. */
    @Setup
    public void open() {
        pool = PoolArms.open(arm, Trials.WORKERS);
        trial = new SubmitTrial(pool, producers, Work.of(body), call);
    }

    /** Ends all threads. */
    @TearDown
    public void close() {
        if (trial != null) {
            trial.close();
        }
        if (pool != null) {
            pool.close();
        }
    }

    /** All tasks, once. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void run() throws InterruptedException, ExecutionException {
        if (trial != null) {
            trial.run(TASKS);
        }
    }
}
