package io.millrace.executor;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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

    /**
     * Has an action run when so much time has passed, for who lets the job go on then at the latest: once, by a worker, as a task like those of {@link
     * MillraceExecutor#schedule(Runnable, long, TimeUnit)}. If the executor is shut down before that, it runs in the thread that does so, and in this one if it was shut
     * down already: so nothing waits for time to pass once an executor is shut down. It should be short.
     *
     * @return cancels it, if the job has gone on in another way
     * @throws RejectedExecutionException if no worker can be started
     */
    public Future<?> alarm(long delay, TimeUnit unit, Runnable action) {
        Objects.requireNonNull(action, "action");
        Alarm alarm = new Alarm(action, entrance.timers(), unit.toNanos(delay));
        if (entrance.set(alarm)) {
            return alarm;
        }
        action.run();
        return CompletableFuture.completedFuture(null);
    }

    private void sendOn(@Nullable Stop next) {
        Workforce workforce = entrance.workforce();
        Demand demand = workforce.demand();
        if (next == null && demand != null) {
            demand.endsParallelPart();
        }
        try {
            entrance.finish(ingress -> ingress.forward(entry, series.header(next), series.payload(next, job)));
        } finally {
            series.forwarded();
            // All workers may have left meanwhile.
            if (next == null) {
                workforce.attendSerialPart();
            } else {
                workforce.attend(next.worker());
            }
        }
    }
}
