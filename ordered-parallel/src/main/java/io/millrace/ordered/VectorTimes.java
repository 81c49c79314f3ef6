package io.millrace.ordered;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When the items of a vector were submitted, worked on and taken, with few readings of the clock: one when the first item is submitted, one when the
 * parallel part begins, one at the end of each lap, and two for the serial part. {@link PipelineStatistics} says what the times are worth.
 *
 * <p>A lap is an item or, if those of the lap before it were short, as many as take {@link #LAP_NANOS}.
 *
 * <p>Written by the parallel part and read by the serial part, which the series puts after it, except where it is said.
 */
final class VectorTimes {

    static final long LAP_NANOS = TimeUnit.MICROSECONDS.toNanos(4);

    /** So few that not much is lost when they turn out to be slow. */
    static final int LONGEST_LAP = 8;

    private static final long[] NONE = {};

    private final LatencyRecorder latency;
    private final int limit;
    private final long firstSubmitted;

    /** How much later the others were submitted, if that is known; null while nothing is. Written by submitters, of which two may write for one item. */
    private volatile long @Nullable [] later;

    /** How many items the lap has that is under way, and how many went before it. */
    private int lap;

    private int lapBegin;

    /** When the parallel part began, and at the index behind the last item of each lap its end; 0 elsewhere. */
    private long[] ends = NONE;

    private VectorTimes(LatencyRecorder latency, int limit) {
        this.latency = latency;
        this.limit = limit;
        firstSubmitted = latency.nanoTime();
    }

    /** Returns the times of a vector whose first item is being submitted, unless no latency is recorded. */
    static @Nullable VectorTimes of(@Nullable LatencyRecorder latency, int limit) {
        return latency == null || limit == 0 ? null : new VectorTimes(latency, limit);
    }

    /** Says that an item is about to be added. */
    void submitted(int index) {
        long nanos = latency.recentNanos() - firstSubmitted;
        if (nanos > 0) {
            long[] known = later;
            if (known == null) {
                known = makeLater();
            }
            known[index] = nanos;
        }
    }

    private synchronized long[] makeLater() {
        long[] known = later;
        if (known == null) {
            known = new long[limit];
            later = known;
        }
        return known;
    }

    /** Begins the parallel part of so many items. */
    void begin(int worker, int size, long nanos) {
        ends = new long[size + 1];
        ends[0] = nanos;
        lap = lapOf(latency.usualNanos(worker));
    }

    private static int lapOf(long itemNanos) {
        return (int) Math.min(LONGEST_LAP, 1 + (LAP_NANOS - 1) / Math.max(1, itemNanos));
    }

    /** Says that so many items were worked on. */
    void worked(int items) {
        if (items == lapBegin + lap) {
            endLap(items);
        }
    }

    private void endLap(int items) {
        ends[items] = latency.endOfLapNanos();
        lap = lapOf(meanNanos(lapBegin, items));
        lapBegin = items;
    }

    private long meanNanos(int from, int to) {
        return (ends[to] - ends[from]) / (to - from);
    }

    /** Ends the parallel part, and records what was begun and what was worked on; returns the time. */
    long endParallel(int worker, int begun, int worked) {
        if (lapBegin < begun) {
            endLap(begun);
        }
        latency.record(worker, histograms -> {
            long usualNanos = latency.usualNanos(worker);
            for (int from = 0, to; from < begun; from = to) {
                to = endOfLap(from);
                recordStarts(histograms, from, to);
                if (from < worked) {
                    histograms.worked(ends[to] - ends[from], Math.min(to, worked) - from, usualNanos);
                }
                usualNanos = meanNanos(from, to);
                latency.usual(worker, usualNanos);
            }
        });
        return ends[begun];
    }

    private int endOfLap(int from) {
        int to = from + 1;
        while (ends[to] == 0 && to < ends.length - 1) {
            to++;
        }
        return to;
    }

    private void recordStarts(LatencyHistograms histograms, int from, int to) {
        long waited = ends[from] - firstSubmitted;
        long[] known = later;
        if (known == null) {
            histograms.started(waited, to - from);
            return;
        }
        for (int i = from; i < to; i++) {
            histograms.started(waited - known[i], 1);
        }
    }

    /** Records that the first items had their turn, one after the other, between these times. */
    void recordSerial(int worker, int taken, long begin, long end) {
        latency.record(worker, histograms -> {
            for (int from = 0, to; from < taken; from = to) {
                to = endOfLap(from);
                recordTurns(histograms, begin - ends[to], end - begin, from, Math.min(to, taken), taken);
            }
        });
    }

    private static void recordTurns(
            LatencyHistograms histograms, long waited, long allNanos, int from, int to, int taken) {
        if (allNanos < LAP_NANOS) {
            histograms.inOrder(waited, to - from);
            return;
        }
        for (int i = from; i < to; i++) {
            histograms.inOrder(waited + allNanos * i / taken, 1);
        }
    }
}
