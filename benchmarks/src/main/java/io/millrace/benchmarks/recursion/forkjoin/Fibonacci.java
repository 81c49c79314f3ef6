package io.millrace.benchmarks.recursion.forkjoin;

import io.millrace.benchmarks.recursion.OneThread;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;

/** Forks one half and computes the other, as the JDK's documentation has it. */
final class Fibonacci extends RecursiveTask<Long> {

    private static final int CUT_OFF = 10;

    private final int index;

    Fibonacci(int index) {
        this.index = index;
    }

    @Override
    protected Long compute() {
        if (index <= CUT_OFF) {
            return OneThread.fibonacciOf(index);
        }
        ForkJoinTask<Long> one = new Fibonacci(index - 1).fork();
        Fibonacci other = new Fibonacci(index - 2);
        return other.compute() + one.join();
    }
}
