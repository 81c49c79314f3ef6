package io.millrace.ordered;

import org.HdrHistogram.Histogram;

/** How long items have waited for a worker, were worked on, and have waited for their turn, in nanoseconds. Has one owner at a time. */
record LatencyHistograms(Histogram queueWait, Histogram service, Histogram reorderWait) {

    private static final int SIGNIFICANT_DIGITS = 2;

    LatencyHistograms() {
        this(new Histogram(SIGNIFICANT_DIGITS), new Histogram(SIGNIFICANT_DIGITS), new Histogram(SIGNIFICANT_DIGITS));
    }

    void started(long queueWaitNanos, int items) {
        record(queueWait, queueWaitNanos, items);
    }

    /**
     * Records items that were timed together. If they took much longer than so many usually take, that is put down to one of them.
     */
    void worked(long nanos, int items, long usualNanos) {
        if (items > 1 && nanos / items > 2 * usualNanos) {
            record(service, usualNanos, items - 1);
            record(service, nanos - (items - 1) * usualNanos, 1);
        } else {
            record(service, nanos / items, items);
        }
    }

    void inOrder(long reorderWaitNanos, int items) {
        record(reorderWait, reorderWaitNanos, items);
    }

    private static void record(Histogram histogram, long nanos, int items) {
        histogram.recordValueWithCount(Math.max(0, nanos), items);
    }

    /** Takes over all of others, which are empty afterwards. */
    void moveFrom(LatencyHistograms others) {
        queueWait.add(others.queueWait);
        service.add(others.service);
        reorderWait.add(others.reorderWait);
        others.queueWait.reset();
        others.service.reset();
        others.reorderWait.reset();
    }

    LatencyHistograms copy() {
        return new LatencyHistograms(queueWait.copy(), service.copy(), reorderWait.copy());
    }
}
