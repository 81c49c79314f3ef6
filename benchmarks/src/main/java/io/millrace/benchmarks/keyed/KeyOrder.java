package io.millrace.benchmarks.keyed;

import org.jspecify.annotations.Nullable;

/**
 * Checks that the tasks of each key run one after the other, in the order of submission, and all of them.
 *
 * <p>The counts are plain. An executor that lets two tasks of a key overlap, swaps them or does not make the writes of one
 * visible to the next is found out, since the next task sees another count than its place.
 */
final class KeyOrder {

    /** One cache line for each key, so that different keys do not disturb each other. */
    private static final int STRIDE = 16;

    private final int[] next;
    private volatile @Nullable String violation;

    KeyOrder(int keyCount) {
        next = new int[keyCount * STRIDE];
    }

    /** Says that a task starts. */
    void begin(int key, int place) {
        int expected = next[key * STRIDE];
        if (expected != place) {
            violation = "out of order: key=" + key + ", expected=" + expected + ", came=" + place;
        }
    }

    /** Says that a task has done its work. */
    void end(int key, int place) {
        next[key * STRIDE] = place + 1;
    }

    /**
     * Ends a run, after its last task, and makes ready for another.
     *
     * @throws IllegalStateException if order was broken or tasks were lost
     */
    void requireAll(KeySequence sequence) {
        if (violation != null) {
            throw new IllegalStateException(violation);
        }
        for (int key = 0; key < sequence.keyCount(); key++) {
            int came = next[key * STRIDE];
            if (came != sequence.count(key)) {
                throw new IllegalStateException(
                        "tasks lost: key=" + key + ", expected=" + sequence.count(key) + ", came=" + came);
            }
            next[key * STRIDE] = 0;
        }
    }
}
