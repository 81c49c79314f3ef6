package io.millrace.benchmarks.recursion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The programs for any executor service: what the others fork is submitted, and waited for by {@link Future#get}. An executor of a fixed number of threads that
 * does nothing about tasks that wait would come to a stand with all of them waiting.
 */
final class NestedArm implements RecursionArm {

    private static final int FIBONACCI_CUT_OFF = 10;
    private static final int SORT_CUT_OFF = 1000;
    private static final int ROWS_OF_TASKS = 4;

    private final ExecutorService pool;

    NestedArm(ExecutorService pool) {
        this.pool = pool;
    }

    private <V> V run(Callable<V> program) throws Exception {
        return pool.submit(program).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public long fibonacci(int index) throws Exception {
        return run(() -> fibonacciPart(index));
    }

    private Long fibonacciPart(int index) throws Exception {
        if (index <= FIBONACCI_CUT_OFF) {
            return OneThread.fibonacciOf(index);
        }
        Future<Long> one = pool.submit(() -> fibonacciPart(index - 1));
        return fibonacciPart(index - 2) + one.get();
    }

    @Override
    public void sort(long[] numbers) throws Exception {
        run(() -> sortPart(numbers, 0, numbers.length));
    }

    private Boolean sortPart(long[] numbers, int begin, int end) throws Exception {
        if (end - begin < SORT_CUT_OFF) {
            Arrays.sort(numbers, begin, end);
            return true;
        }
        int middle = (begin + end) >>> 1;
        Future<Boolean> other = pool.submit(() -> sortPart(numbers, middle, end));
        sortPart(numbers, begin, middle);
        other.get();
        OneThread.merge(numbers, begin, middle, end);
        return true;
    }

    @Override
    public double integrate(double bound) throws Exception {
        return run(() -> slice(0, bound, OneThread.height(0), OneThread.height(bound), 0));
    }

    private Double slice(double left, double right, double leftHeight, double rightHeight, double area)
            throws Exception {
        double half = (right - left) * 0.5;
        double center = left + half;
        double centerHeight = OneThread.height(center);
        double leftArea = (leftHeight + centerHeight) * half * 0.5;
        double rightArea = (centerHeight + rightHeight) * half * 0.5;
        double sum = leftArea + rightArea;
        if (Math.abs(sum - area) <= OneThread.TOLERANCE) {
            return sum;
        }
        Future<Double> ofLeft = pool.submit(() -> slice(left, center, leftHeight, centerHeight, leftArea));
        double areaOfRight = slice(center, right, centerHeight, rightHeight, rightArea);
        return ofLeft.get() + areaOfRight;
    }

    @Override
    public long queens(int width) throws Exception {
        return run(() -> queensBelow((1 << width) - 1, 0, 0, 0));
    }

    private Long queensBelow(int all, int columns, int falling, int rising) throws Exception {
        if (Integer.bitCount(columns) == ROWS_OF_TASKS) {
            return OneThread.queensBelow(all, columns, falling, rising);
        }
        List<Future<Long>> placed = new ArrayList<>();
        for (int free = all & ~(columns | falling | rising); free != 0; free &= free - 1) {
            int queen = Integer.lowestOneBit(free);
            placed.add(pool.submit(
                    () -> queensBelow(all, columns | queen, (falling | queen) << 1, (rising | queen) >>> 1)));
        }
        long ways = 0;
        for (Future<Long> part : placed) {
            ways += part.get();
        }
        return ways;
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
