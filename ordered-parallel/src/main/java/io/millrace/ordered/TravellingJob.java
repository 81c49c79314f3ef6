package io.millrace.ordered;

import io.millrace.executor.DetachedJob;
import io.millrace.executor.OrderedJob;
import io.millrace.executor.Stop;
import io.millrace.executor.Worker;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An item that makes stops on its way. One that has failed, or is skipped, goes on to the end as a tombstone, so that its place is
 * not missed anywhere.
 *
 * <p>The fields are written by one part and read by the next, which comes after it, wherever it runs. From the moment in which the job
 * is handed to a {@link Gathering} it may be on its way.
 */
final class TravellingJob<I> implements OrderedJob, Gathering.Member {

    private final RouteWork<I> work;
    private final RouteWork.Gatherings gatherings;
    private final I item;
    private @Nullable Object value;
    private long place = PipelineException.NO_PLACE;
    private int leg;
    private boolean tombstone;
    private @Nullable Throwable failure;
    private @Nullable Stop stop;

    /** Whether the job only comes to a worker in order to wait for its turn, and where it goes after that. */
    private boolean gathersHere;

    private @Nullable Stop afterGathering;
    private @Nullable DetachedJob held;

    /** When the last step ended, and how long all stages took. Unused unless latency is recorded. */
    private long stamp;

    private long serviceNanos;

    TravellingJob(RouteWork<I> work, RouteWork.Gatherings gatherings, I item) {
        this.work = work;
        this.gatherings = gatherings;
        this.item = item;
        value = item;
        stamp = work.latency() == null ? 0 : System.nanoTime();
    }

    @Override
    public boolean makesStops() {
        return true;
    }

    @Override
    public void parallel(Worker worker, long seriesPlace) {
        place = seriesPlace;
        LatencyRecorder latency = work.latency();
        if (latency != null) {
            long queueWaitNanos = lap();
            latency.record(worker.index(), histograms -> histograms.started(queueWaitNanos, 1));
        }
        further(worker);
    }

    @Override
    public void further(Worker worker) {
        held = null;
        if (gathersHere) {
            gathersHere = false;
            stop = afterGathering;
            gather(worker);
            return;
        }
        if (!tombstone) {
            work(worker.index());
        }
        if (!tombstone && work.isAsync(leg)) {
            await(worker);
        } else {
            leave(worker);
        }
    }

    /** Goes on when what the stage has made is complete; the worker goes on at once. */
    private void await(Worker worker) {
        if (value instanceof CompletionStage<?> stage) {
            held = worker.detach();
            Await await = new Await(stage);
            work.awaits(await);
            // From here on the job may be elsewhere.
            try {
                stage.whenComplete((result, thrown) -> await.complete(result, thrown));
            } catch (Throwable thrown) {
                await.complete(null, thrown);
            }
        } else {
            fail(new NullPointerException("stage returned null, a CompletionStage is needed"));
            leave(worker);
        }
    }

    /** That the job waits for what a stage has made. Who takes it out of those that are known lets the job go on. */
    final class Await {

        private final CompletionStage<?> stage;

        private Await(CompletionStage<?> stage) {
            this.stage = stage;
        }

        private void complete(@Nullable Object result, @Nullable Throwable thrown) {
            if (!work.awaitsNoMore(this)) {
                return;
            }
            if (thrown == null) {
                value = result;
            } else {
                fail(
                        thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                                ? wrapped.getCause()
                                : thrown);
            }
            leave(null);
        }

        /** Waits no more, and lets the job go on as a tombstone. */
        void giveUp() {
            if (work.awaitsNoMore(this)) {
                tombstone = true;
                value = null;
                leave(null);
                if (stage instanceof Future<?> future) {
                    future.cancel(true);
                }
            }
        }
    }

    /** Ends a leg; without a worker if the job is detached. */
    private void leave(@Nullable Worker worker) {
        boolean wasAlone = work.isKeyed(leg);
        leg++;
        findStop();
        Gathering before = gatherings.before(leg);
        if (before != null && wasAlone && !before.isNext(place)) {
            // What waits for its turn must not keep its key, so it does that elsewhere.
            afterGathering = stop;
            stop = Stop.anywhere();
            gathersHere = true;
            before = null;
        }
        if (before != null) {
            gather(worker);
        } else if (worker == null) {
            Objects.requireNonNull(held).proceed();
        }
    }

    private void gather(@Nullable Worker worker) {
        if (worker != null) {
            held = worker.detach();
        }
        Objects.requireNonNull(gatherings.before(leg)).arrive(place, this);
    }

    private void work(int worker) {
        if (work.progress().isSkipping()) {
            tombstone = true;
            return;
        }
        boolean records = work.latency() != null;
        long begin = records ? System.nanoTime() : 0;
        try {
            value = work.apply(leg, worker, value, place);
        } catch (OnFailure.SkippedItem leftOut) {
            tombstone = true;
            value = null;
        } catch (Throwable thrown) {
            fail(thrown);
        }
        if (records) {
            stamp = System.nanoTime();
            serviceNanos += stamp - begin;
        }
    }

    private void fail(Throwable thrown) {
        failure = thrown;
        tombstone = true;
        value = null;
    }

    /** Finds where the next leg is. A tombstone passes by what it has no need to see. */
    private void findStop() {
        stop = null;
        if (!tombstone && !work.isEnd(leg)) {
            try {
                stop = work.stop(leg, value);
            } catch (Throwable thrown) {
                fail(thrown);
            }
        }
        if (tombstone) {
            while (!work.isEnd(leg) && !work.isAtWorker(leg) && gatherings.before(leg) == null) {
                leg++;
            }
            // Those who go it one at a time keep their order: among them the place must not be missed.
            stop = !work.isEnd(leg) && work.isAtWorker(leg) ? work.stop(leg, null) : null;
        }
    }

    /** Goes on from a gathering. */
    @Override
    public void goOn() {
        while (tombstone && !work.isEnd(leg) && !work.isAtWorker(leg)) {
            leg++;
            findStop();
            Gathering before = gatherings.before(leg);
            if (before != null) {
                before.arrive(place, this);
                return;
            }
        }
        Objects.requireNonNull(held).proceed();
    }

    @Override
    public @Nullable Stop next() {
        return stop;
    }

    @Override
    public void serial(Worker worker) {
        boolean taken = false;
        try {
            if (!work.progress().isSkipping()) {
                taken = end(worker);
            }
        } catch (Throwable thrown) {
            work.fail(place, item, thrown);
        } finally {
            countOut(taken);
        }
    }

    /** Returns whether the consumer has taken the result. */
    private boolean end(Worker worker) {
        Throwable thrown = failure;
        if (thrown != null) {
            work.fail(place, item, thrown);
        }
        if (tombstone) {
            return false;
        }
        LatencyRecorder latency = work.latency();
        if (latency != null) {
            long reorderWaitNanos = lap();
            latency.record(worker.index(), histograms -> {
                histograms.worked(serviceNanos, 1, serviceNanos);
                histograms.inOrder(reorderWaitNanos, 1);
            });
        }
        work.consume(value);
        return true;
    }

    private void countOut(boolean taken) {
        if (taken) {
            work.progress().end();
        } else {
            work.progress().skip();
        }
    }

    /** Not by a stage, whose failures are caught above: an error of the machine, such as too little memory. */
    @Override
    public void failed(Throwable thrown) {
        if (!work.progress().isSkipping()) {
            work.fail(place, item, thrown);
        }
        gatherings.open();
        work.progress().skip();
    }

    @Override
    public void abandoned() {
        work.fail(place, item, new CancellationException("the executor was stopped"));
        gatherings.open();
        work.progress().skip();
    }

    private long lap() {
        long now = System.nanoTime();
        long nanos = now - stamp;
        stamp = now;
        return nanos;
    }
}
