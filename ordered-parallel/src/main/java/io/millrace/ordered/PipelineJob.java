package io.millrace.ordered;

import io.millrace.executor.Worker;
import org.jspecify.annotations.Nullable;

/** An item whose stages are one parallel part. */
final class PipelineJob<S extends @Nullable Object, I, O extends @Nullable Object> extends ItemJob<I> {

    private final StraightWork<S, I, O> work;
    private @Nullable O result;
    private boolean worked;

    PipelineJob(StraightWork<S, I, O> work, I item, @Nullable ItemTicket ticket) {
        super(work, item, ticket);
        this.work = work;
    }

    @Override
    public void parallel(Worker worker, long seriesPlace) throws Exception {
        begin(worker, seriesPlace);
        if (isOver()) {
            return;
        }
        RunningItems.Member before = work.running().begin(worker.index(), this);
        try {
            result = work.stage().apply(work.states().of(worker.index()), item(), seriesPlace);
        } catch (OnFailure.SkippedItem leftOut) {
            leftOutByStage();
            return;
        } finally {
            work.running().end(worker.index(), before);
        }
        LatencyRecorder latency = work.latency();
        if (latency != null) {
            long serviceNanos = lap();
            latency.record(worker.index(), histograms -> histograms.worked(serviceNanos, 1, serviceNanos));
        }
        worked = true;
    }

    /** What the stage throws is told to {@link #failed}. */
    @Override
    @Nullable
    Throwable failure() {
        return null;
    }

    @Override
    boolean hasResult() {
        return worked;
    }

    @Override
    @SuppressWarnings("NullAway") // The stage has set the result, to null only if O allows it.
    void deliver(Worker worker) {
        LatencyRecorder latency = work.latency();
        if (latency != null) {
            long reorderWaitNanos = lap();
            latency.record(worker.index(), histograms -> histograms.inOrder(reorderWaitNanos, 1));
        }
        work.sink().accept(result);
    }
}
