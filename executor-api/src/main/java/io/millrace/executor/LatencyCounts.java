package io.millrace.executor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of nanoseconds with one writer at a time, which others may read meanwhile.
 *
 * <p>Idea: the buckets of HdrHistogram with two significant digits, in segments of 128 that are allocated when the first value
 * comes. A bucket only grows, so a reader that adds the buckets up has a histogram that fits itself, each bucket as it was at some
 * moment of the reading, and no later reading has less.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>Field</th><th>Access</th><th>Writers</th></tr>
 * <tr><td>segments</td><td>release, acquire</td><td>the writer</td></tr>
 * <tr><td>cells of a segment</td><td>opaque</td><td>the writer</td></tr>
 * </table>
 *
 * <p>Rejected: two histograms that a reader flips, as those of pipelines ({@code WriterReaderPhaser}), which costs two atomic additions for each
 * task; HdrHistogram's own, which has no reader beside its writer, and no module name for this module to require.
 */
final class LatencyCounts {

    private static final int SEGMENT_BITS = 7;
    private static final int SEGMENT = 1 << SEGMENT_BITS;
    private static final int SEGMENTS = Long.SIZE - SEGMENT_BITS;

    private static final VarHandle SEGMENT_AT = MethodHandles.arrayElementVarHandle(long[][].class);
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    /** The segment 0 has the values below 128, the segment s those from 64 * 2^s on, each cell 2^(s-1) of them. */
    private final long[] @Nullable [] segments = new long[SEGMENTS][];

    /** Counts a value. Called by the writer. */
    void record(long nanos) {
        add(Math.max(0, nanos), 1);
    }

    private void add(long nanos, long count) {
        int shift = Math.max(0, Long.SIZE - SEGMENT_BITS - 1 - Long.numberOfLeadingZeros(nanos));
        long cell = nanos >>> shift;
        // Below 128 the shift is 0 and the cell has no high bit; from there on the high bit says one segment more.
        int segment = shift + (int) (cell >>> SEGMENT_BITS);
        int at = (int) cell & (SEGMENT - 1);
        long[] cells = segments[segment];
        if (cells == null) {
            cells = new long[SEGMENT];
            // Pairs with forEach(), which finds the segment empty or not at all.
            SEGMENT_AT.setRelease(segments, segment, cells);
        }
        // Pairs with forEach(), which may see an older count.
        CELL.setOpaque(cells, at, cells[at] + count);
    }

    /** Counts all that others have counted. Called by the writer. */
    void addAll(LatencyCounts others) {
        others.forEach(this::add);
    }

    /** Shows the buckets that have values, by their highest value. */
    void forEach(LatencyHistogram.Bucket bucket) {
        for (int segment = 0; segment < SEGMENTS; segment++) {
            long[] cells = (long[]) SEGMENT_AT.getAcquire(segments, segment);
            for (int at = 0; cells != null && at < SEGMENT; at++) {
                long count = (long) CELL.getOpaque(cells, at);
                if (count != 0) {
                    bucket.accept(highest(segment, at), count);
                }
            }
        }
    }

    private static long highest(int segment, int at) {
        if (segment == 0) {
            return at;
        }
        int shift = segment - 1;
        return ((long) (SEGMENT + at + 1) << shift) - 1;
    }
}
