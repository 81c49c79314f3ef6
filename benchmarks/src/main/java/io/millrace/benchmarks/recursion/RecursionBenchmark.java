package io.millrace.benchmarks.recursion;

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
 * Programs that divide their work again and again.
 *
 * <pre>
 *   one thread ──▶ the program ──▶ pool with 1 or 2 workers, in which tasks fork others and join them
 *       ▲── its result ──┘
 * </pre>
 *
 * <p>What is measured is a whole program, until its result has come, which is compared with that of one thread.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RecursionBenchmark {

    /** Ours or a peer; the command line chooses all of {@link RecursionArms}. */
    @Param(RecursionArms.MILLRACE)
    public String arm = RecursionArms.MILLRACE;

    /** What is computed. */
    @Param({"FIBONACCI", "SORT", "INTEGRATE", "QUEENS"})
    public Program program = Program.FIBONACCI;

    /** How many workers the pool has. */
    @Param({"1", "2"})
    public int workers;

    private @Nullable RecursionArm opened;
    private @Nullable RecursionTrial trial;

    /** Opens the pool and finds the result. */
    @Setup
    public void open() {
        trial = new RecursionTrial(program, program.size());
        opened = RecursionArms.open(arm, workers);
    }

    /** Ends its threads. */
    @TearDown
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }

    /** One program. */
    @Benchmark
    public void run() throws Exception {
        if (trial != null && opened != null) {
            trial.run(opened);
        }
    }
}
