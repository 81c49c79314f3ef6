package io.millrace.ordered;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** Three kinds of latency, recorded by each worker for itself and added up by whoever asks. */
final class LatencyRecorder {

    private static final int SIGNIFICANT_DIGITS = 2;

    private final Kind queueWait;
    private final Kind service;
    private final Kind reorderWait;

    LatencyRecorder(int workers) {
        queueWait = new Kind(workers);
        service = new Kind(workers);
        reorderWait = new Kind(workers);
    }

    static Histogram emptyHistogram() {
        return new Histogram(SIGNIFICANT_DIGITS);
    }

    void started(int worker, long queueWaitNanos) {
        queueWait.record(worker, queueWaitNanos);
    }

    void worked(int worker, long serviceNanos) {
        service.record(worker, serviceNanos);
    }

    void inOrder(int worker, long reorderWaitNanos) {
        reorderWait.record(worker, reorderWaitNanos);
    }

    Histogram queueWaitNanos() {
        return queueWait.total();
    }

    Histogram serviceNanos() {
        return service.total();
    }

    Histogram reorderWaitNanos() {
        return reorderWait.total();
    }

    /** One recorder for each worker, which is its single writer, and the sum of what was read from them. */
    private static final class Kind {

        private final SingleWriterRecorder[] recorders;
        private final Histogram sum = emptyHistogram();

        Kind(int workers) {
            recorders = new SingleWriterRecorder[workers];
            for (int worker = 0; worker < workers; worker++) {
                recorders[worker] = new SingleWriterRecorder(SIGNIFICANT_DIGITS);
            }
        }

        void record(int worker, long nanos) {
            recorders[worker].recordValue(Math.max(0, nanos));
        }

        synchronized Histogram total() {
            for (SingleWriterRecorder recorder : recorders) {
                sum.add(recorder.getIntervalHistogram());
            }
            return sum.copy();
        }
    }
}
