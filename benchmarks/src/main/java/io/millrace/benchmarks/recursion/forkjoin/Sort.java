package io.millrace.benchmarks.recursion.forkjoin;

import io.millrace.benchmarks.recursion.OneThread;
import java.util.Arrays;
import java.util.concurrent.RecursiveAction;

/** Sorts two halves and merges them, as the JDK's documentation has it. */
final class Sort extends RecursiveAction {

    private static final int CUT_OFF = 1000;

    private final long[] numbers;
    private final int begin;
    private final int end;

    Sort(long[] numbers, int begin, int end) {
        this.numbers = numbers;
        this.begin = begin;
        this.end = end;
    }

    @Override
    protected void compute() {
        if (end - begin < CUT_OFF) {
            Arrays.sort(numbers, begin, end);
            return;
        }
        int middle = (begin + end) >>> 1;
        invokeAll(new Sort(numbers, begin, middle), new Sort(numbers, middle, end));
        OneThread.merge(numbers, begin, middle, end);
    }
}
