package io.millrace.benchmarks.recursion;

import java.util.Arrays;

/** Each program without tasks: what those of all other arms come to when there is little left to divide, and what their results are compared with. */
public final class OneThread implements RecursionArm {

    /** How far the area of a slice may be from that of its halves. */
    public static final double TOLERANCE = 1e-5;

    @Override
    public long fibonacci(int index) {
        return fibonacciOf(index);
    }

    /** Computes a Fibonacci number the long way. */
    public static long fibonacciOf(int index) {
        return index < 2 ? index : fibonacciOf(index - 1) + fibonacciOf(index - 2);
    }

    @Override
    public void sort(long[] numbers) {
        Arrays.sort(numbers);
    }

    /** Merges two sorted parts of an array, which meet at {@code middle}. */
    public static void merge(long[] numbers, int begin, int middle, int end) {
        long[] left = Arrays.copyOfRange(numbers, begin, middle);
        int from = middle;
        int to = begin;
        for (int i = 0; i < left.length; to++) {
            if (from == end || left[i] < numbers[from]) {
                numbers[to] = left[i];
                i++;
            } else {
                numbers[to] = numbers[from];
                from++;
            }
        }
    }

    @Override
    public double integrate(double bound) {
        return slice(0, bound, height(0), height(bound), 0);
    }

    /** The function whose area is wanted. */
    public static double height(double x) {
        return (x * x + 1) * x;
    }

    private static double slice(double left, double right, double leftHeight, double rightHeight, double area) {
        double half = (right - left) * 0.5;
        double center = left + half;
        double centerHeight = height(center);
        double leftArea = (leftHeight + centerHeight) * half * 0.5;
        double rightArea = (centerHeight + rightHeight) * half * 0.5;
        double sum = leftArea + rightArea;
        if (Math.abs(sum - area) <= TOLERANCE) {
            return sum;
        }
        return slice(left, center, leftHeight, centerHeight, leftArea)
                + slice(center, right, centerHeight, rightHeight, rightArea);
    }

    @Override
    public long queens(int width) {
        return queensBelow((1 << width) - 1, 0, 0, 0);
    }

    /**
     * Counts the ways to fill the rows that are left of a board.
     *
     * @param all a bit for each column
     * @param columns the columns that are taken
     * @param falling those that are attacked in the next row along diagonals to the left
     * @param rising those along diagonals to the right
     */
    public static long queensBelow(int all, int columns, int falling, int rising) {
        if (columns == all) {
            return 1;
        }
        long ways = 0;
        for (int free = all & ~(columns | falling | rising); free != 0; free &= free - 1) {
            int queen = Integer.lowestOneBit(free);
            ways += queensBelow(all, columns | queen, (falling | queen) << 1, (rising | queen) >>> 1);
        }
        return ways;
    }

    @Override
    public void close() {}
}
