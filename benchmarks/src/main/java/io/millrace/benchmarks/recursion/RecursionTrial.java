package io.millrace.benchmarks.recursion;

import java.util.Objects;

/** A program of some size, whose result is known: a run that comes to another one is void. */
public final class RecursionTrial {

    private final Program program;
    private final int size;
    private final long[] numbers;
    private final Object expected;

    /** Finds the result by {@link OneThread}. */
    public RecursionTrial(Program program, int size) {
        this.program = program;
        this.size = size;
        numbers = program.numbers(size);
        try {
            expected = program.run(new OneThread(), size, numbers.clone());
        } catch (Exception failure) {
            throw new IllegalStateException("no result: program=" + program + ", size=" + size, failure);
        }
    }

    /**
     * Runs the program once, from the beginning. To copy what is to be sorted and to compare the result are a part of it, for each arm the same.
     *
     * @throws IllegalStateException if the result is wrong
     */
    public void run(RecursionArm arm) throws Exception {
        Object came = program.run(arm, size, numbers.clone());
        // The order in which doubles are added is that of the program, so they are the same to the last bit.
        if (!Objects.deepEquals(expected, came)) {
            throw new IllegalStateException("wrong result: program=" + program + ", size=" + size
                    + (came instanceof long[] ? "" : ", expected=" + expected + ", came=" + came));
        }
    }
}
