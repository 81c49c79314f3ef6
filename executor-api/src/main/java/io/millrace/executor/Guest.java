package io.millrace.executor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The place of a thread that runs a job of its own while it would otherwise only wait for it. There is one such place, beside
 * those of the workers, so the executor never runs more than one job above its limit.
 */
final class Guest implements Worker {

    private final int index;
    private final Lifecycle lifecycle;
    private final TaskLane lane;
    private final AtomicBoolean present = new AtomicBoolean();

    /** Written by whoever is present. */
    private final AtomicLong completed = new AtomicLong();

    Guest(int index, Lifecycle lifecycle, TaskLane lane) {
        this.index = index;
        this.lifecycle = lifecycle;
        this.lane = lane;
    }

    /** Takes the place; false if another thread has it. */
    boolean tryEnter() {
        return !present.get() && present.compareAndSet(false, true);
    }

    /** Followed by a look whether the executor waits for this to end. */
    void leave() {
        present.set(false);
    }

    boolean isPresent() {
        return present.get();
    }

    @Override
    public int index() {
        return index;
    }

    /** Leaves the interrupt status alone: it is the thread's own. */
    @Override
    public void renewInterruptStatus() {}

    @Override
    public DetachedJob detach() {
        throw new IllegalStateException(
                "job is run by its submitter, who waits for it; one that is to be detached says so by makesStops()");
    }

    /** Runs a job from its beginning to its end. Called by the thread that has the place. */
    void run(OrderedJob job, long place) {
        try (Serving serving = new Serving(lifecycle, lane)) {
            worked(job, place).serial(this);
        } catch (Throwable failure) {
            Workforce.report(failure);
        }
        completed.setOpaque(completed.getPlain() + 1);
    }

    /** Runs the parallel part of a job that has no place in the order yet. Called by the thread that has the guest's. */
    RanJob runPart(OrderedJob job) {
        try (Serving serving = new Serving(lifecycle, lane)) {
            OrderedJob outcome = worked(job, Series.NO_PLACE);
            return new RanJob(job, outcome instanceof FailedJob failed ? failed.failure() : null);
        }
    }

    private OrderedJob worked(OrderedJob job, long place) {
        try {
            job.parallel(this, place);
            return job;
        } catch (InterruptedException interrupt) {
            // It was the caller that somebody wanted to interrupt.
            Thread.currentThread().interrupt();
            return new FailedJob(job, interrupt);
        } catch (Throwable failure) {
            return new FailedJob(job, failure);
        }
    }

    /** Returns how many jobs guests have ended. */
    long completed() {
        return completed.getOpaque();
    }
}
