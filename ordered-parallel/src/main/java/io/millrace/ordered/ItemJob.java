package io.millrace.ordered;

import io.millrace.core.Surroundings;
import io.millrace.executor.OrderedJob;
import io.millrace.executor.Worker;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * An item that travels on its own. Each is counted out once: after its serial part, after its failure, or when it is abandoned.
 *
 * <p>The fields are written by one part and read by the next, which the series puts after it.
 */
abstract class ItemJob<I> implements OrderedJob, RunningItems.Member {

    private final PipelineWork<I> work;
    private final I item;

    /** Null unless the item can be cancelled, or has limited time. */
    private final @Nullable ItemTicket ticket;

    private long place = PipelineException.NO_PLACE;
    private boolean leftOutByStage;

    /** When the last step ended; unused unless latency is recorded. */
    private long stamp;

    ItemJob(PipelineWork<I> work, I item, @Nullable ItemTicket ticket) {
        this.work = work;
        this.item = item;
        this.ticket = ticket;
        stamp = work.latency() == null ? 0 : Surroundings.nanoTime();
    }

    final I item() {
        return item;
    }

    final @Nullable ItemTicket ticket() {
        return ticket;
    }

    final long place() {
        return place;
    }

    @Override
    public final PipelineReport.Item reported() {
        return new PipelineReport.Item(place, item);
    }

    /** Returns the time since the last step, which has ended now. */
    final long lap() {
        long now = Surroundings.nanoTime();
        long nanos = now - stamp;
        stamp = now;
        return nanos;
    }

    /** Says that the item has got its place, and that a worker begins with it. */
    final void begin(Worker worker, long seriesPlace) {
        place = seriesPlace;
        LatencyRecorder latency = work.latency();
        if (latency != null) {
            long queueWaitNanos = lap();
            latency.record(worker.index(), histograms -> histograms.started(queueWaitNanos, 1));
        }
    }

    /** Returns whether nobody needs the result of the next stage. */
    final boolean isOver() {
        return work.progress().isSkipping() || (ticket != null && ticket.isOver());
    }

    /** Says that a stage has left the item out by its policy, which has seen to it. */
    final void leftOutByStage() {
        leftOutByStage = true;
    }

    /** Says that a stage has failed. Returns whether that matters: not for an item that was cancelled. */
    final boolean fails() {
        return ticket == null || ticket.fail();
    }

    /** Returns what a stage threw, which fails the pipeline in this item's turn. */
    abstract @Nullable Throwable failure();

    /** Returns whether there is a result for the consumer. */
    abstract boolean hasResult();

    /** Hands the result to the consumer. */
    abstract void deliver(Worker worker);

    /** Lets nobody wait for this item, which will not come. */
    void missing() {}

    @Override
    public final void serial(Worker worker) {
        boolean taken = false;
        boolean hadByConsumer = false;
        try {
            taken = takesTurn();
            if (taken) {
                deliver(worker);
            }
        } catch (Throwable thrown) {
            taken = false;
            hadByConsumer = true;
            work.fail(place, item, thrown);
        } finally {
            countOut(taken, hadByConsumer);
        }
    }

    private boolean takesTurn() {
        if (work.progress().isSkipping()) {
            return false;
        }
        Throwable thrown = failure();
        if (thrown != null) {
            work.fail(place, item, thrown);
            return false;
        }
        return hasResult() && (ticket == null || ticket.take());
    }

    /** Not by a stage that others follow, whose failures stay with the item until its turn. */
    @Override
    public final void failed(Throwable thrown) {
        try {
            // A failure that comes after another one in order, or after an abort, is part of what is skipped.
            if (fails() && !work.progress().isSkipping()) {
                work.fail(place, item, thrown);
            }
        } finally {
            missing();
            countOut(false, false);
        }
    }

    @Override
    public final void abandoned() {
        try {
            work.fail(place, item, new CancellationException("the executor was stopped"));
        } finally {
            missing();
            countOut(false, false);
        }
    }

    /** Counts the item out, which the consumer has taken, or not, or has had when it failed. */
    private void countOut(boolean taken, boolean hadByConsumer) {
        try {
            if (!taken && !hadByConsumer && !leftOutByStage) {
                work.tellLeftOut(place, item, ticket);
            }
            if (ticket != null) {
                ticket.close();
            }
        } finally {
            if (taken) {
                work.progress().end();
            } else {
                work.progress().skip();
            }
        }
    }
}
