package io.millrace.benchmarks.recursion;

import java.util.Random;

/** A program that divides its work again and again. */
public enum Program {
    /** Tasks of about a tenth of a microsecond, tens of thousands of them. */
    FIBONACCI(30, 16) {
        @Override
        Object run(RecursionArm arm, int size, long[] numbers) throws Exception {
            return arm.fibonacci(size);
        }
    },
    /** Tasks of tens of microseconds that share an array. */
    SORT(1_000_000, 20_000) {
        @Override
        Object run(RecursionArm arm, int size, long[] numbers) throws Exception {
            arm.sort(numbers);
            return numbers;
        }
    },
    /** A task for each step: what forking and joining cost, and hardly anything else. */
    INTEGRATE(500, 10) {
        @Override
        Object run(RecursionArm arm, int size, long[] numbers) throws Exception {
            return arm.integrate(size);
        }
    },
    /** Tasks that fork many at once, and differ in length. */
    QUEENS(13, 7) {
        @Override
        Object run(RecursionArm arm, int size, long[] numbers) throws Exception {
            return arm.queens(size);
        }
    };

    private static final int SEED = 7;

    private final int size;
    private final int smallSize;

    Program(int size, int smallSize) {
        this.size = size;
        this.smallSize = smallSize;
    }

    /** Returns the size that is measured. */
    public int size() {
        return size;
    }

    /** Returns a size that takes no time and has tasks all the same. */
    public int smallSize() {
        return smallSize;
    }

    abstract Object run(RecursionArm arm, int size, long[] numbers) throws Exception;

    /** Returns what is to be sorted, if anything is. */
    long[] numbers(int count) {
        return this == SORT ? new Random(SEED).longs(count).toArray() : new long[0];
    }
}
