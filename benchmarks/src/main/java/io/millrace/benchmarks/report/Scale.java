package io.millrace.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Where values lie on an axis.
 *
 * @param low the least value that is shown; more than 0 on a logarithmic axis
 * @param high the largest value that is shown, which is more
 * @param isLogarithmic whether equal ratios are equally far apart, and not equal differences
 * @param from where the least value lies, in pixels
 * @param to where the largest value lies
 */
record Scale(double low, double high, boolean isLogarithmic, double from, double to) {

    private static final int MOST_STEPS = 5;
    private static final double[] NICE = {1, 2, 5};
    private static final double[] POWERS = {1};

    /** An axis that is longer than this has room for powers of 10 only. */
    private static final double WIDE = 500;

    private static final double ROUNDING = 1e-9;

    /** From 0 to a value. */
    static Scale fromZero(double high, double from, double to) {
        return new Scale(0, high, false, from, to);
    }

    /** From a value to another, both rounded. */
    static Scale logarithmic(double low, double high, double from, double to) {
        return new Scale(roundedDown(low), Math.max(roundedUp(high), 10 * roundedDown(low)), true, from, to);
    }

    /** Returns the place of a value in pixels; what is outside of the axis lies at its end. */
    double at(double value) {
        double inside = Math.min(high, Math.max(low, value));
        double share = isLogarithmic ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
        return from + share * (to - from);
    }

    /** Returns round values on the axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (!isLogarithmic) {
            double step = roundedUp((high - low) / MOST_STEPS);
            for (int i = 0; low + i * step <= high; i++) {
                ticks.add(low + i * step);
            }
            return ticks;
        }
        boolean isWide = high / low > WIDE;
        for (double power = power(low); power <= high; power *= 10) {
            for (double nice : isWide ? POWERS : NICE) {
                if (nice * power > low * (1 - ROUNDING) && nice * power < high * (1 + ROUNDING)) {
                    ticks.add(nice * power);
                }
            }
        }
        return ticks;
    }

    private static double power(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }

    private static double roundedDown(double value) {
        double rounded = power(value);
        for (double nice : NICE) {
            rounded = nice * power(value) <= value ? nice * power(value) : rounded;
        }
        return rounded;
    }

    private static double roundedUp(double value) {
        for (double nice : NICE) {
            if (nice * power(value) >= value) {
                return nice * power(value);
            }
        }
        return 10 * power(value);
    }
}
