package io.millrace.benchmarks.recursion.millrace;

import io.millrace.benchmarks.recursion.OneThread;
import io.millrace.benchmarks.recursion.RecursionArm;
import io.millrace.executor.ForkJoinTask;
import io.millrace.executor.MillraceExecutor;
import java.util.concurrent.TimeUnit;

/** The programs in a pool for them. */
public final class MillraceArm implements RecursionArm {

    private final MillraceExecutor pool;

    /** Takes the pool over. */
    public MillraceArm(MillraceExecutor pool) {
        this.pool = pool;
    }

    @Override
    public long fibonacci(int index) throws Exception {
        return run(new Fibonacci(index));
    }

    @Override
    public void sort(long[] numbers) throws Exception {
        run(new Sort(numbers, 0, numbers.length));
    }

    @Override
    public double integrate(double bound) throws Exception {
        return run(new Integral(0, bound, OneThread.height(0), OneThread.height(bound), 0));
    }

    @Override
    public long queens(int width) throws Exception {
        return run(new Queens((1 << width) - 1, 0, 0, 0));
    }

    private <V> V run(ForkJoinTask<V> task) throws Exception {
        return pool.submit(task).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
