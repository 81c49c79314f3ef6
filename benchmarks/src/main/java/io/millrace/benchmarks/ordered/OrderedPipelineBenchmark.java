package io.millrace.benchmarks.ordered;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Trials;
import io.millrace.benchmarks.measure.Work;
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
 * Work in parallel, results in order, one producer.
 *
 * <pre>
 *   producer ──▶ 2 workers ──▶ one consumer at a time, in the order of the producer
 * </pre>
 *
 * <p>All arms have two workers and one and the same window, but for those whose class says otherwise. The consumer checks that each result comes in its
 * place.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class OrderedPipelineBenchmark {

    private static final int ITEMS = 100_000;

    /** Ours or a peer; the command line chooses all of {@link OrderedArms}. */
    @Param(OrderedArms.MILLRACE)
    public String arm = OrderedArms.MILLRACE;

    /** The work for each item. */
    @Param({"NONE", "TENTH", "MICROSECOND", "SKEWED"})
    public Body body = Body.NONE;

    /** How many items may be under way. */
    @Param("2048")
    public int window;

    private Numbers numbers = new Numbers(0, Work.of(Body.NONE));
    private @Nullable OrderedArm open;

    /** Prepares items, calibrates the work and opens the arm. */
    @Setup
    public void open() {
        numbers = new Numbers(ITEMS, Work.of(body));
        open = OrderedArms.open(arm, Trials.WORKERS, window);
    }

    /** Ends the threads of the arm. */
    @TearDown
    public void close() {
        if (open != null) {
            open.close();
        }
    }

    /** All items, once. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public void run() throws Exception {
        if (open != null) {
            open.run(numbers);
            numbers.requireAll();
        }
    }
}
