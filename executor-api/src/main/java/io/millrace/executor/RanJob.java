package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** A job whose parallel part its submitter has run, on its way to its place in order. */
record RanJob(OrderedJob job, @Nullable Throwable failure) implements OrderedJob {

    @Override
    public void parallel(Worker worker, long place) {}

    @Override
    public void serial(Worker worker) {
        if (failure == null) {
            job.serial(worker);
        } else {
            job.failed(failure);
        }
    }

    @Override
    public void abandoned() {
        job.abandoned();
    }
}
