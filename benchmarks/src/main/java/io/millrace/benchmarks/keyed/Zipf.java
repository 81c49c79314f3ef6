package io.millrace.benchmarks.keyed;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws ranks from 0 on, rank {@code r} with a probability in proportion to {@code 1 / (r + 1)^exponent}, from a table of sums. */
final class Zipf {

    /** The probability of all ranks up to this one. */
    private final double[] sums;

    Zipf(int ranks, double exponent) {
        sums = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += Math.pow(rank + 1.0, -exponent);
            sums[rank] = sum;
        }
        for (int rank = 0; rank < ranks; rank++) {
            sums[rank] /= sum;
        }
    }

    /** Returns the first rank whose sum is above a number drawn from 0 to 1. */
    int draw(SplittableRandom random) {
        int found = Arrays.binarySearch(sums, random.nextDouble());
        return found < 0 ? -found - 1 : found + 1;
    }
}
