package io.millrace.benchmarks.measure;

/** How long the work on an item takes, on an idle core. */
public enum Body {
    /** Nothing is done. */
    NONE(0, 0),
    /** One microsecond. */
    MICROSECOND(1_000, 1_000),
    /** Ten microseconds, and for one item in a hundred a millisecond. */
    SKEWED(10_000, 1_000_000);

    private final long usualNanos;
    private final long rareNanos;

    Body(long usualNanos, long rareNanos) {
        this.usualNanos = usualNanos;
        this.rareNanos = rareNanos;
    }

    public long usualNanos() {
        return usualNanos;
    }

    public long rareNanos() {
        return rareNanos;
    }
}
