package io.millrace.benchmarks.keyed;

import io.millrace.benchmarks.measure.Body;
import io.millrace.benchmarks.measure.Window;
import io.millrace.benchmarks.measure.Work;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
    private static final int WORKERS = 2;
    private static final int WINDOW = 4096;
    private static final long SEED = 42;

    /** How many keys there are. */
    @Param({"10000", "64", "1"})
    public int keys;

    /** How the tasks are spread over the keys. */
    @Param({"ZIPF", "UNIFORM"})
    public KeyDistribution distribution = KeyDistribution.ZIPF;

    /** The work of each task. */
    @Param({"MICROSECOND", "NONE"})
    public Body body = Body.NONE;

    private final int tasks;
    private final Window window = new Window(WINDOW);
    private Work work = Work.of(Body.NONE);
    private KeySequence sequence = new KeySequence(distribution, 1, 0, SEED);
    private KeyOrder order = new KeyOrder(1);
    private @Nullable KeyedArm arm;

    /** For JMH. */
    public KeyedBenchmark() {
        this(TASKS);
    }

    KeyedBenchmark(int tasks) {
        this.tasks = tasks;
    }

    /** Draws the keys and calibrates the work. */
    @Setup
    public void prepare() {
        sequence = new KeySequence(distribution, keys, tasks, SEED);
        order = new KeyOrder(keys);
        work = Work.of(body);
    }

    /** Ends the executors of the arm that ran. */
    @TearDown
    public void close() {
        if (arm != null) {
            arm.close();
        }
    }

    /** No executor. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void oneThread() {
        run(() -> KeyedArm.oneThread(keys));
    }

    /** Ours, with the credits for the window and for what is about to leave. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void millrace() {
        run(() -> KeyedArm.millrace(WORKERS, keys, 2 * WINDOW));
    }

    /** Ours, with a view that is made for each task. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void millraceViewForEachTask() {
        run(() -> KeyedArm.millraceViews(WORKERS, keys, 2 * WINDOW));
    }

    /** A sequential executor of Guava for each key. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void sequentialExecutor() {
        run(() -> KeyedArm.sequentialExecutors(WORKERS, keys));
    }

    /** An actor for each key. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void actorPerKey() {
        run(() -> KeyedArm.actors(WORKERS, keys));
    }

    /** Keys divided among single threads. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void stripe() {
        run(() -> KeyedArm.stripe(WORKERS, keys));
    }

    /** The first run, which is warm-up, opens the executors. */
    void run(Supplier<KeyedArm> opening) {
        KeyedArm open = arm;
        if (open == null) {
            open = opening.get();
            arm = open;
        }
        for (int i = 0; i < tasks; i++) {
            window.enter();
            open.execute(sequence.key(i), new Task(sequence.key(i), sequence.place(i)));
        }
        window.drain();
        order.requireAll(sequence);
    }

    /** A task that checks its place. */
    private final class Task implements Runnable {

        private final int key;
        private final int place;

        Task(int key, int place) {
            this.key = key;
            this.place = place;
        }

        @Override
        public void run() {
            order.begin(key, place);
            work.spend(place);
            order.end(key, place);
            window.completed();
        }
    }
}
