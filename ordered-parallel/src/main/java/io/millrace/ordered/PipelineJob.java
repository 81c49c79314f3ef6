package io.millrace.ordered;

import io.millrace.executor.OrderedJob;
import io.millrace.executor.Worker;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The way of one item. Each job is counted out once: after its serial part, after its failure, or when it is abandoned.
 *
 * <p>The fields are written by the parallel part and read by the serial part, which the series puts after it.
 */
final class PipelineJob<S extends @Nullable Object, I, O extends @Nullable Object> implements OrderedJob {

    private final StraightWork<S, I, O> work;
    private final I item;
    private long place = PipelineException.NO_PLACE;
    private @Nullable O result;
    private boolean worked;

    /** When the last step ended; unused unless latency is recorded. */
    private long stamp;

    PipelineJob(StraightWork<S, I, O> work, I item) {
        this.work = work;
        this.item = item;
        stamp = work.latency() == null ? 0 : System.nanoTime();
    }

    @Override
    public void parallel(Worker worker, long seriesPlace) throws Exception {
        place = seriesPlace;
        if (work.progress().isSkipping()) {
            return;
        }
        LatencyRecorder latency = work.latency();
        if (latency != null) {
            long queueWaitNanos = lap();
            latency.record(worker.index(), histograms -> histograms.started(queueWaitNanos, 1));
        }
        try {
            result = work.stage().apply(work.states().of(worker.index()), item, seriesPlace);
        } catch (OnFailure.SkippedItem leftOut) {
            return;
        }
        if (latency != null) {
            long serviceNanos = lap();
            latency.record(worker.index(), histograms -> histograms.worked(serviceNanos, 1, serviceNanos));
        }
        worked = true;
    }

    @Override
    public void serial(Worker worker) {
        boolean taken = false;
        try {
            if (worked && !work.progress().isSkipping()) {
                consume(worker);
                taken = true;
            }
        } catch (Throwable failure) {
            work.progress().fail(place, item, failure);
        } finally {
            if (taken) {
                work.progress().end();
            } else {
                work.progress().skip();
            }
        }
    }

    @SuppressWarnings("NullAway") // The stage has set the result, to null only if O allows it.
    private void consume(Worker worker) {
        LatencyRecorder latency = work.latency();
        if (latency != null) {
            long reorderWaitNanos = lap();
            latency.record(worker.index(), histograms -> histograms.inOrder(reorderWaitNanos, 1));
        }
        work.sink().accept(result);
    }

    @Override
    public void failed(Throwable failure) {
        try {
            // A failure that comes after another one in order, or after an abort, is part of what is skipped.
            if (!work.progress().isSkipping()) {
                work.progress().fail(place, item, failure);
            }
        } finally {
            work.progress().skip();
        }
    }

    @Override
    public void abandoned() {
        work.progress().fail(place, item, new CancellationException("the executor was stopped"));
        work.progress().skip();
    }

    private long lap() {
        long now = System.nanoTime();
        long nanos = now - stamp;
        stamp = now;
        return nanos;
    }
}
