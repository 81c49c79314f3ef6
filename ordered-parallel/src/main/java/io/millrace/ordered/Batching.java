package io.millrace.ordered;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When items are a batch, for a stage that gets several at once: when there are so many, when the first has waited so long, or where an item begins or ends
 * one. Each object is immutable.
 *
 * @param <T> what the stage gets
 */
public final class Batching<T extends @Nullable Object> {

    private final int most;
    private final long longestNanos;
    private final Predicate<? super T> starts;
    private final Predicate<? super T> ends;

    private Batching(int most, long longestNanos, Predicate<? super T> starts, Predicate<? super T> ends) {
        this.most = most;
        this.longestNanos = longestNanos;
        this.starts = starts;
        this.ends = ends;
    }

    /**
     * Returns batches that are complete when they have so many items, or when the first of them has waited so long.
     *
     * @param most the most items of a batch; it has fewer if that is more than fit in half a reorder window of the executor
     * @param longest how long an item waits for others, at most 292 years
     * @throws IllegalArgumentException if either is not positive
     */
    public static <T extends @Nullable Object> Batching<T> of(int most, Duration longest) {
        Objects.requireNonNull(longest, "longest");
        if (most < 1 || longest.isZero() || longest.isNegative()) {
            throw new IllegalArgumentException(
                    "size and time of a batch must be positive: most=" + most + ", longest=" + longest);
        }
        return new Batching<>(most, nanos(longest), item -> false, item -> false);
    }

    private static long nanos(Duration longest) {
        try {
            return longest.toNanos();
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    /** Has some items begin a batch, as the first item of a transaction does: what waits before such an item waits no longer. */
    public Batching<T> startingAt(Predicate<? super T> isFirst) {
        return new Batching<>(most, longestNanos, Objects.requireNonNull(isFirst, "isFirst"), ends);
    }

    /** Has some items end a batch, as the last item of a transaction does: nothing waits for another item behind such a one. */
    public Batching<T> endingWith(Predicate<? super T> isLast) {
        return new Batching<>(most, longestNanos, starts, Objects.requireNonNull(isLast, "isLast"));
    }

    int most() {
        return most;
    }

    long longestNanos() {
        return longestNanos;
    }

    boolean starts(@Nullable Object item) {
        return test(starts, item);
    }

    boolean ends(@Nullable Object item) {
        return test(ends, item);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // What the stage before has made, null only if the stage takes that.
    private boolean test(Predicate<? super T> condition, @Nullable Object item) {
        return condition.test((T) item);
    }

    @Override
    public String toString() {
        return "batching[most=" + most + ", longestNanos=" + longestNanos + "]";
    }
}
