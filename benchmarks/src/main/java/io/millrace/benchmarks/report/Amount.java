package io.millrace.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Figures as text, with as many digits as mean something. */
final class Amount {

    private static final int HUNDRED = 100;
    private static final int TEN = 10;
    private static final double HUNDREDTH = 0.01;

    private Amount() {}

    static String of(double value) {
        return text(value, value);
    }

    /** Returns a figure with its error, if that is known. */
    static String of(double value, double error) {
        return Double.isNaN(error) ? of(value) : of(value) + " ± " + text(error, value);
    }

    /** Returns a round figure. */
    static String tick(double value) {
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return BigDecimal.valueOf(value)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** As many decimals as another figure has. */
    private static String text(double value, double other) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        double size = Math.abs(other);
        int decimals = size >= HUNDRED ? 0 : size >= TEN ? 1 : size >= HUNDREDTH || size == 0 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
