package io.millrace.executor;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Checks that each of a number of tasks ended once, in one of the ways a task can end. */
final class ExactlyOnceChecker {

    /** The ways a task can end, in the order of what is told of them. */
    enum End {
        RAN,
        RETURNED,
        REJECTED,
        CANCELLED
    }

    private static final int SHIFT = 8;
    private static final int MASK = (1 << SHIFT) - 1;

    private final AtomicIntegerArray ends;

    ExactlyOnceChecker(int tasks) {
        ends = new AtomicIntegerArray(tasks);
    }

    void ended(int task, End how) {
        ends.addAndGet(task, 1 << SHIFT * how.ordinal());
    }

    int count(End how) {
        int count = 0;
        for (int task = 0; task < ends.length(); task++) {
            count += ends.get(task) >>> SHIFT * how.ordinal() & MASK;
        }
        return count;
    }

    void verify() {
        for (int task = 0; task < ends.length(); task++) {
            int total = 0;
            StringBuilder told = new StringBuilder();
            for (End how : End.values()) {
                int times = ends.get(task) >>> SHIFT * how.ordinal() & MASK;
                total += times;
                told.append(how).append('=').append(times).append(' ');
            }
            if (total != 1) {
                throw new AssertionError("task did not end exactly once: task=" + task + ", " + told);
            }
        }
    }
}
