package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** A task of an ordered view. One that was returned unrun keeps its place and does nothing there. */
final class OrderedViewJob extends Pending implements OrderedJob {

    private static final long serialVersionUID = 1L;

    private final transient SeriesFlow series;

    /** The task once it has started. Written by the parallel part, read by the serial part. */
    private transient @Nullable Runnable started;

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
    public void parallel(Worker worker, long place) {
        Runnable task = take();
        started = task;
        if (task != null) {
            Runnable part = task instanceof OrderedFuture<?> future ? future::runDeferred : task;
            if (worker instanceof WorkerDuty duty) {
                duty.runPart(task, part);
            } else {
                part.run();
            }
        }
    }

    @Override
    public void serial(Worker worker) {
        if (started == null) {
            return;
        }
        try {
            if (started instanceof OrderedFuture<?> future) {
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
            ended();
        }
    }
}
