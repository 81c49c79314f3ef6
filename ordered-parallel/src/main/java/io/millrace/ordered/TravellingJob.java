package io.millrace.ordered;

import io.millrace.executor.DetachedJob;
import io.millrace.executor.Stop;
import io.millrace.executor.Worker;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An item that makes stops on its way. One that has failed, or is skipped, goes on to the end as a tombstone, so that its place is
 * not missed anywhere.
 *
 * <p>From the moment in which the job
 * is handed to a {@link Gathering} it may be on its way.
 */
final class TravellingJob<I> extends ItemJob<I> implements Gathering.Member {

    private final RouteWork<I> work;
    private final RouteWork.Gatherings gatherings;
    private @Nullable Object value;
    private int leg;
    private boolean tombstone;
    private @Nullable Throwable failure;
    private @Nullable Stop stop;

    /** Whether the job only comes to a worker in order to wait for its turn, and where it goes after that. */
    private boolean gathersHere;

    private @Nullable Stop afterGathering;
    private @Nullable DetachedJob held;

    /** What this leads: items with which it goes the leg, where it comes to a worker for all. */
    private @Nullable Batch batch;

    private boolean startsBatch;
    private boolean endsBatch;

    /** Whether somebody waits for this one, so that it is not to wait for others. */
    private boolean hurries;

    /** How long all stages took. Unused unless latency is recorded. */
    private long serviceNanos;

    TravellingJob(RouteWork<I> work, RouteWork.Gatherings gatherings, I item, @Nullable ItemTicket ticket) {
        super(work, item, ticket);
        this.work = work;
        this.gatherings = gatherings;
        value = item;
    }

    @Override
    public boolean makesStops() {
        return true;
    }

    @Override
    public void parallel(Worker worker, long seriesPlace) {
        begin(worker, seriesPlace);
        further(worker);
    }

    @Override
    public void further(Worker worker) {
        held = null;
        if (gathersHere) {
            gathersHere = false;
            stop = afterGathering;
            goOrWait(worker);
            return;
        }
        Batch own = batch;
        if (own != null) {
            own.work(worker, work);
            batch = null;
            leave(worker);
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
        AsyncStage.Promise promise = AsyncStage.Promise.of(value);
        if (promise != null) {
            DetachedJob detached = worker.detach();
            held = detached;
            Await await = new Await(promise);
            work.awaits(await);
            // From here on the job may be elsewhere.
            ItemTicket ticket = ticket();
            if (ticket != null) {
                ticket.waits(await::giveUp, detached);
                if (!work.isAwaited(await)) {
                    // It was given up before, perhaps: then it never waits again.
                    ticket.waitsNoMore();
                }
            }
            try {
                promise.source().whenComplete((result, thrown) -> await.complete(result, thrown));
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

        private final AsyncStage.Promise promise;

        private Await(AsyncStage.Promise promise) {
            this.promise = promise;
        }

        PipelineReport.Item reported() {
            return TravellingJob.this.reported();
        }

        private void complete(@Nullable Object result, @Nullable Throwable thrown) {
            if (!ends()) {
                return;
            }
            if (thrown == null) {
                value = result;
            } else {
                remedy(
                        thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                                ? wrapped.getCause()
                                : thrown);
            }
            leave(null);
        }

        private void remedy(Throwable thrown) {
            if (!(thrown instanceof Exception failure)) {
                fail(thrown);
                return;
            }
            try {
                value = promise.remedy().of(failure);
            } catch (OnFailure.SkippedItem leftOut) {
                leaveOut();
            } catch (Throwable further) {
                fail(further);
            }
        }

        private boolean ends() {
            boolean isFirst = work.awaitsNoMore(this);
            ItemTicket ticket = ticket();
            if (isFirst && ticket != null) {
                ticket.waitsNoMore();
            }
            return isFirst;
        }

        /** Waits no more, and lets the job go on as a tombstone. */
        void giveUp() {
            if (ends()) {
                tombstone = true;
                value = null;
                leave(null);
                cancel(promise.source());
            }
        }
    }

    /** Tells whoever works on it that nobody needs the result, if it can be told. */
    private static void cancel(CompletionStage<?> source) {
        try {
            if (source instanceof Future<?> future) {
                future.cancel(true);
            }
        } catch (RuntimeException onlyByItsMaker) {
            // A stage that is only to be looked at cannot be cancelled, and need not be.
            return;
        }
    }

    /** Ends a leg; without a worker if the job is detached. */
    void leave(@Nullable Worker worker) {
        boolean holdsOthersUp = leg == 0 || work.isKeyed(leg);
        leg++;
        findStop();
        Gathering before = gatherings.before(leg);
        if (holdsOthersUp && (work.gate(leg) != null || (before != null && !before.isNext(place())))) {
            // What waits for its turn, or for others, must keep neither its key nor its place in the order of the
            // device, so it does that elsewhere.
            afterGathering = stop;
            stop = Stop.anywhere();
            gathersHere = true;
            if (worker == null) {
                Objects.requireNonNull(held).proceed();
            }
        } else {
            goOrWait(worker);
        }
    }

    /** Goes the next leg, or waits before it; without a worker if the job is detached. */
    private void goOrWait(@Nullable Worker worker) {
        if (gatherings.before(leg) != null) {
            gather(worker);
        } else if (joins()) {
            if (worker != null) {
                held = worker.detach();
            }
            join();
        } else if (worker == null) {
            Objects.requireNonNull(held).proceed();
        }
    }

    /** Returns whether it goes the next leg with others. */
    private boolean joins() {
        return !tombstone && work.gate(leg) != null;
    }

    private void join() {
        work.join(
                Objects.requireNonNull(work.gate(leg)),
                this,
                Objects.requireNonNull(held),
                startsBatch,
                endsBatch || hurries);
    }

    /** Comes to a worker for all items of a batch. */
    void lead(Batch own) {
        batch = own;
        Objects.requireNonNull(held).proceed();
    }

    /** Has the item wait for no others. Called before it is submitted. */
    void hurry() {
        hurries = true;
    }

    /** Takes what a stage has made of this item that had it with others. */
    void settle(@Nullable Object outcome) {
        if (outcome instanceof BatchStage.Failed failed) {
            fail(failed.cause());
        } else if (BatchStage.LEFT_OUT.equals(outcome)) {
            leaveOut();
        } else {
            value = outcome;
        }
    }

    /** Goes on as a tombstone, since the stage has seen to it. */
    void leaveOut() {
        leftOutByStage();
        skip();
    }

    /** Goes on as a tombstone. */
    void skip() {
        tombstone = true;
        value = null;
    }

    /** Takes the time that a stage has had this with others. */
    void worked(long nanos) {
        lap();
        serviceNanos += nanos;
    }

    boolean isTombstone() {
        return tombstone;
    }

    int leg() {
        return leg;
    }

    @Nullable
    Object value() {
        return value;
    }

    private void gather(@Nullable Worker worker) {
        if (worker != null) {
            held = worker.detach();
        }
        Objects.requireNonNull(gatherings.before(leg)).arrive(place(), this);
    }

    private void work(int worker) {
        if (isOver()) {
            tombstone = true;
            return;
        }
        boolean records = work.latency() != null;
        if (records) {
            lap();
        }
        RunningItems.Member before = work.running().begin(worker, this);
        try {
            value = work.apply(leg, worker, value, place());
        } catch (OnFailure.SkippedItem leftOut) {
            leftOutByStage();
            tombstone = true;
            value = null;
        } catch (Throwable thrown) {
            fail(thrown);
        } finally {
            work.running().end(worker, before);
        }
        if (records) {
            serviceNanos += lap();
        }
    }

    void fail(Throwable thrown) {
        if (fails()) {
            failure = thrown;
        }
        tombstone = true;
        value = null;
    }

    /** Finds where the next leg is. A tombstone passes by what it has no need to see. */
    private void findStop() {
        stop = null;
        if (!tombstone && !work.isEnd(leg)) {
            try {
                stop = work.stop(leg, value);
                Batching<?> batching = work.batching(leg);
                startsBatch = batching != null && batching.starts(value);
                endsBatch = batching != null && batching.ends(value);
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
        BatchGate gate = work.gate(leg);
        if (tombstone && gate != null && work.joinBehind(gate, this)) {
            return;
        }
        while (tombstone && !work.isEnd(leg) && !work.isAtWorker(leg)) {
            leg++;
            findStop();
            Gathering before = gatherings.before(leg);
            if (before != null) {
                before.arrive(place(), this);
                return;
            }
        }
        if (joins()) {
            join();
        } else {
            Objects.requireNonNull(held).proceed();
        }
    }

    @Override
    public @Nullable Stop next() {
        return stop;
    }

    @Override
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    boolean hasResult() {
        return !tombstone;
    }

    @Override
    void deliver(Worker worker) {
        LatencyRecorder latency = work.latency();
        if (latency != null) {
            long reorderWaitNanos = lap();
            latency.record(worker.index(), histograms -> {
                histograms.worked(serviceNanos, 1, serviceNanos);
                histograms.inOrder(reorderWaitNanos, 1);
            });
        }
        work.consume(value);
    }

    @Override
    void missing() {
        Batch own = batch;
        if (own != null) {
            own.skipOthers();
        }
        gatherings.open();
    }
}
