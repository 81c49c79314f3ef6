package io.millrace.executor;

/**
 * A range of numbers that {@link MillraceExecutor#parallelFor} cuts into parts, and how.
 *
 * <p><b>Parts.</b> About four for each thread, so that one whose parts are short takes more of them. All but the last are of the same
 * length, a multiple of {@code align} and at least {@code minChunk}; so each begins at {@code from} plus a multiple of {@code align}. What is for
 * one thread alone is one part.
 *
 * @param from where the range begins
 * @param to where it ends; it is not a part of the range
 * @param align what the length of each part but the last is a multiple of, such as the numbers in a cache line or in a block of a cipher; 1 unless it is set
 * @param minChunk how long each part but the last is at least; 1 unless it is set
 * @param maxThreads how many threads work on it at most, the calling one among them. There are no more than the executor has workers in any case
 */
public record ParallelRange(long from, long to, long align, long minChunk, int maxThreads) {

    /** How many parts there are for each thread, as in padata of Linux. */
    private static final int PARTS_FOR_EACH = 4;

    /**
     * Creates a range.
     *
     * @throws IllegalArgumentException if it ends before it begins, has more than {@link Long#MAX_VALUE} numbers, or a figure is below 1
     */
    public ParallelRange {
        if (from > to || to - from < 0) {
            throw new IllegalArgumentException("range must not end before it begins, and have " + Long.MAX_VALUE
                    + " numbers at most: from=" + from + ", to=" + to);
        }
        requirePositive("align", align);
        requirePositive("minChunk", minChunk);
        requirePositive("maxThreads", maxThreads);
    }

    private static void requirePositive(String figure, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("figure must be positive: " + figure + "=" + value);
        }
    }

    /** Returns a range that may be cut anywhere, for as many threads as there are workers. */
    public static ParallelRange of(long from, long to) {
        return new ParallelRange(from, to, 1, 1, Integer.MAX_VALUE);
    }

    /** Returns the range with another alignment. */
    public ParallelRange align(long numbers) {
        return new ParallelRange(from, to, numbers, minChunk, maxThreads);
    }

    /** Returns the range with another least length of parts. */
    public ParallelRange minChunk(long numbers) {
        return new ParallelRange(from, to, align, numbers, maxThreads);
    }

    /** Returns the range with another limit of threads. */
    public ParallelRange maxThreads(int threads) {
        return new ParallelRange(from, to, align, minChunk, threads);
    }

    /** Returns how many numbers there are. */
    public long size() {
        return to - from;
    }

    /** Returns how many threads there is work for, when an executor has so many. */
    int threads(int workers) {
        long shares = size() / Math.max(minChunk, align);
        return (int) Math.max(1, Math.min(shares, Math.min(maxThreads, workers)));
    }

    /** Returns how long each part is but the last one, for so many threads. */
    long chunk(int threads) {
        // One thread has nobody to share with.
        long even = threads == 1 ? size() : size() / ((long) threads * PARTS_FOR_EACH);
        long least = Math.min(size(), Math.max(even, minChunk));
        long beyond = least % align;
        // Near the largest number the next multiple is out of reach, and behind the end.
        return beyond == 0 ? least : align - beyond < size() - least ? least + align - beyond : size();
    }
}
