package io.millrace.executor;

import java.util.ArrayList;
import java.util.List;

/**
 * How often something took how long, in nanoseconds. Immutable.
 *
 * <p><b>Units and limits.</b> Values below 256 ns are kept as they are, longer ones in buckets that are at most 1 percent wide, those of {@code
 * HdrHistogram} with two significant digits: {@code histogram.forEach(hdr::recordValueWithCount)} copies all into one of that library. What is told of
 * a bucket is its highest value.
 */
public final class LatencyHistogram {

    private final long[] values;
    private final long[] counts;
    private final long count;

    private LatencyHistogram(long[] values, long[] counts, long count) {
        this.values = values;
        this.counts = counts;
        this.count = count;
    }

    /** Takes the values of a bucket. */
    @FunctionalInterface
    public interface Bucket {

        /** Called with the highest value of a bucket and how many values it has. */
        void accept(long nanos, long count);
    }

    static LatencyHistogram of(LatencyCounts counted) {
        List<long[]> buckets = new ArrayList<>();
        counted.forEach((nanos, count) -> buckets.add(new long[] {nanos, count}));
        long[] values = buckets.stream().mapToLong(bucket -> bucket[0]).toArray();
        long[] counts = buckets.stream().mapToLong(bucket -> bucket[1]).toArray();
        long count = 0;
        for (long inBucket : counts) {
            count += inBucket;
        }
        return new LatencyHistogram(values, counts, count);
    }

    /** Returns how many values there are. */
    public long count() {
        return count;
    }

    /** Returns the highest value; 0 if there is none. */
    public long maxNanos() {
        return values.length == 0 ? 0 : values[values.length - 1];
    }

    /** Returns the mean of all values; 0 if there is none. */
    public double meanNanos() {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * counts[i];
        }
        return count == 0 ? 0 : sum / count;
    }

    /**
     * Returns the value that so many percent of all values do not exceed; 0 if there is none.
     *
     * @throws IllegalArgumentException if {@code percent} is not from 0 to 100
     */
    public long percentileNanos(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                    "percentile out of range: percent=" + percent + ", lowest=0, highest=100");
        }
        long rank = Math.max(1, (long) Math.ceil(percent / 100 * count));
        long below = 0;
        for (int i = 0; i < values.length; i++) {
            below += counts[i];
            if (below >= rank) {
                return values[i];
            }
        }
        return maxNanos();
    }

    /** Shows the buckets that have values, from the lowest on. */
    public void forEach(Bucket bucket) {
        for (int i = 0; i < values.length; i++) {
            bucket.accept(values[i], counts[i]);
        }
    }

    @Override
    public String toString() {
        return "[count=" + count + ", p50=" + percentileNanos(50) + ", p99=" + percentileNanos(99) + ", max="
                + maxNanos() + " ns]";
    }
}
