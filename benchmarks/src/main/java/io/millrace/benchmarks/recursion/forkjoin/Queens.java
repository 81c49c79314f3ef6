package io.millrace.benchmarks.recursion.forkjoin;

import io.millrace.benchmarks.recursion.OneThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RecursiveTask;

/** A task for each place of a queen in the first rows, those of a row invoked together. */
final class Queens extends RecursiveTask<Long> {

    private static final int ROWS_OF_TASKS = 4;

    private final int all;
    private final int columns;
    private final int falling;
    private final int rising;

    Queens(int all, int columns, int falling, int rising) {
        this.all = all;
        this.columns = columns;
        this.falling = falling;
        this.rising = rising;
    }

    @Override
    protected Long compute() {
        if (Integer.bitCount(columns) == ROWS_OF_TASKS) {
            return OneThread.queensBelow(all, columns, falling, rising);
        }
        List<Queens> next = new ArrayList<>();
        for (int free = all & ~(columns | falling | rising); free != 0; free &= free - 1) {
            int queen = Integer.lowestOneBit(free);
            next.add(new Queens(all, columns | queen, (falling | queen) << 1, (rising | queen) >>> 1));
        }
        long ways = 0;
        for (Queens placed : invokeAll(next)) {
            ways += placed.join();
        }
        return ways;
    }
}
