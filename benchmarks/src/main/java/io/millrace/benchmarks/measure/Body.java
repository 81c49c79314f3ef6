package io.millrace.benchmarks.measure;

import com.google.common.primitives.ImmutableLongArray;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

/** How long the work on items takes, on an idle core; items take the durations in turn. */
public enum Body {
    /** Nothing is done. */
    NONE(),
    /** A tenth of a microsecond. */
    TENTH(100),
    /** One microsecond. */
    MICROSECOND(1_000),
    /** Ten microseconds. */
    TEN(10_000),
    /** Ten microseconds, and for one item in a hundred a millisecond. */
    SKEWED(oneInAHundred(10_000, 1_000_000)),
    /** Ten microseconds on average, with a lognormal distribution whose sigma is 1. */
    LOGNORMAL(lognormal(10_000));

    private final ImmutableLongArray nanos;

    Body(long... nanos) {
        this.nanos = ImmutableLongArray.copyOf(nanos);
    }

    private static long[] oneInAHundred(long usual, long rare) {
        long[] nanos = new long[100];
        Arrays.fill(nanos, usual);
        nanos[nanos.length - 1] = rare;
        return nanos;
    }

    /** A lognormal variable with a sigma of 1 has a mean of e^(mu + 1/2). */
    private static long[] lognormal(double mean) {
        Random random = new Random(1);
        double mu = Math.log(mean) - 0.5;
        long[] nanos = new long[1000];
        Arrays.setAll(nanos, item -> Math.round(Math.exp(mu + random.nextGaussian())));
        return nanos;
    }

    /** Returns the durations, in nanoseconds; none if nothing is done. */
    LongStream nanos() {
        return nanos.stream();
    }

    /** Returns the mean of the durations, in nanoseconds. */
    public double meanNanos() {
        return nanos.stream().average().orElse(0);
    }
}
