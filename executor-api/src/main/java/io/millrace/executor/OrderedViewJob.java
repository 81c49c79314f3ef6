package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** A task of an ordered view. One that was returned unrun keeps its place and does nothing there. */
final class OrderedViewJob extends Pending implements OrderedJob {

    private static final long serialVersionUID = 1L;

    private final transient SeriesFlow series;

    /** The task once it has started. Written by the parallel part, read by the serial part. */
    private transient @Nullable Runnable started;

    /** Whether the submitter runs the parallel part, and what that has thrown. Written before the job gets its place. */
    private transient boolean ranHere;

    private transient @Nullable Throwable failure;

    OrderedViewJob(TaskView view, Runnable task, SeriesFlow series) {
        super(view, task);
        this.series = series;
    }

    @Override
    boolean submit() {
        series.submit(this);
        return true;
    }

    @Override
    boolean submitHere() {
        return series.submitHere(this);
    }

    @Override
    boolean mayWaitForWorkers() {
        return true;
    }

    /** Runs the parallel part in the thread of the submitter, before the job has its place in the order. */
    void runHere() {
        ranHere = true;
        try {
            Bound.required(way()).runHere(() -> begin(null));
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    /** Throws what the task has thrown that its submitter ran; be it a checked exception, which the compiler cannot see. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <X extends Throwable> void throwFailure() throws X {
        if (failure != null) {
            throw (X) failure;
        }
    }

    /** Cancels what its submitter has run and shutdownNow has robbed of its place. */
    void dropRun() {
        if (ranHere && started != null) {
            if (forget() instanceof OrderedFuture<?> future) {
                future.cancel(false);
            }
            ended();
        }
    }

    @Override
    public void parallel(Worker worker, long place) {
        if (!ranHere) {
            begin(worker instanceof WorkerDuty duty ? duty : null);
        }
    }

    /** Runs the task, by itself or in the way of a worker. */
    private void begin(@Nullable WorkerDuty duty) {
        Runnable task = take();
        if (task == null) {
            passedEmpty(1);
            return;
        }
        started = PromptTask.submitted(task);
        try {
            Runnable inTime = task instanceof PromptTask prompt ? prompt.inTime() : task;
            if (inTime != null) {
                Runnable part = inTime instanceof OrderedFuture<?> future ? future::runDeferred : inTime;
                if (duty != null) {
                    duty.runPart(ContextTask.submitted(inTime), part);
                } else {
                    part.run();
                }
            }
        } finally {
            givePlaceBack();
        }
    }

    @Override
    public void serial(Worker worker) {
        if (started == null) {
            return;
        }
        try {
            if (forget() instanceof OrderedFuture<?> future) {
                future.publish();
            }
        } finally {
            ended();
        }
    }

    @Override
    public void failed(Throwable failure) {
        try {
            OrderedJob.super.failed(failure);
        } finally {
            forget();
            ended();
        }
    }

    /** Drops the task when it ends: the roll of the view may keep this job, and it must not keep what has come of it. */
    private @Nullable Runnable forget() {
        Runnable task = started;
        started = null;
        return task;
    }
}
