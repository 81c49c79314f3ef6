package io.millrace.executor;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A job of a {@link Series} that goes on when somebody says so, while its worker does other things: what {@link Worker#detach} returns.
 *
 * <p>It keeps its place and its credit, and an executor that is shut down waits for it.
 *
 * <p><b>Threading.</b> Any thread may let it go on, also before the part has returned in which it was detached.
 */
public final class DetachedJob {

    private final Entrance entrance;
    private final SeriesFlow series;
    private final OrderedJob job;
    private final long entry;
    private final AtomicBoolean goesOn = new AtomicBoolean();

    DetachedJob(Entrance entrance, SeriesFlow series, OrderedJob job, long entry) {
        this.entrance = entrance;
        this.series = series;
        this.job = job;
        this.entry = entry;
    }

    /**
     * Lets the job go on, to where {@link OrderedJob#next} says. Calls after the first do nothing. What was done before happens before the next part of the job.
     */
    public void proceed() {
        if (goesOn.compareAndSet(false, true)) {
            Recorder recorder = entrance.recorder();
            if (recorder != null && job instanceof StampedJob stamped) {
                stamped.done(recorder.now());
            }
            sendOn(SeriesFlow.next(job));
        }
    }

    private void sendOn(@Nullable Stop next) {
        Workforce workforce = entrance.workforce();
        Demand demand = workforce.demand();
        if (next == null && demand != null) {
            demand.endsParallelPart();
        }
        entrance.ingress().forward(entry, series.header(next), series.payload(next, job));
        workforce.threads().finishedDetached();
        series.forwarded();
        // All workers may have left meanwhile.
        workforce.attend(next == null ? Workforce.ANY : next.worker());
    }
}
