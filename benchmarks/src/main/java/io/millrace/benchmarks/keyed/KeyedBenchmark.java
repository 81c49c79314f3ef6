package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Trials;
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
 * Tasks of many keys, those of one key one after the other, one producer.
 *
 * <pre>
 *   producer ──▶ window ──▶ the executor of the key ──▶ 2 workers, one at a time for each key
 * </pre>
 *
 * <p>All arms have two workers and one and the same window of tasks that are not completed. Each task checks that it comes in its place
 * among those of its key. The bound is half of what one thread takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class KeyedBenchmark {

    private static final int TASKS = 200_000;

    /** Ours or a peer; the command line chooses all of {@link KeyedArms}. */
    @Param(KeyedArms.MILLRACE)
    public String arm = KeyedArms.MILLRACE;

    /** How many keys there are. */
    @Param({"10000", "64", "1"})
    public int keys;

    /** How the tasks are spread over the keys. */
    @Param({"ZIPF", "UNIFORM"})
    public KeyDistribution distribution = KeyDistribution.ZIPF;

    /** The work of each task. */
    @Param({"MICROSECOND", "NONE"})
    public Body body = Body.NONE;

    private @Nullable KeyedLoad load;
    private @Nullable KeyedArm open;

    /** Draws the keys, calibrates the work and opens the arm. */
    @Setup
    public void open() {
        load = new KeyedLoad(TASKS, keys, distribution, body);
        open = KeyedArms.open(arm, Trials.WORKERS, keys);
    }

    /** Ends the executors of the arm. */
    @TearDown
    public void close() {
        if (open != null) {
            open.close();
        }
    }

    /** All tasks, once. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void run() {
        if (open != null && load != null) {
            load.run(open);
        }
    }
}
