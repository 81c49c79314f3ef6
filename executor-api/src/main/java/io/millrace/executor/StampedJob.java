package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/** A job of a series, when it was submitted, and when its parallel part has ended. */
final class StampedJob implements OrderedJob {

    private final OrderedJob job;
    private final long submittedNanos;

    /** Written by the parallel part, read by the serial part, which the device puts after it. */
    private long doneNanos;

    StampedJob(OrderedJob job, long submittedNanos) {
        this.job = job;
        this.submittedNanos = submittedNanos;
    }

    /** Returns the job without its stamp. */
    static OrderedJob own(OrderedJob job) {
        return job instanceof StampedJob stamped ? stamped.job : job;
    }

    long submittedNanos() {
        return submittedNanos;
    }

    long doneNanos() {
        return doneNanos;
    }

    void done(long nanos) {
        doneNanos = nanos;
    }

    @Override
    public void parallel(Worker worker, long place) throws Exception {
        job.parallel(worker, place);
    }

    @Override
    public boolean makesStops() {
        return job.makesStops();
    }

    @Override
    public @Nullable Stop next() {
        return job.next();
    }

    @Override
    public void further(Worker worker) throws Exception {
        job.further(worker);
    }

    @Override
    public void serial(Worker worker) {
        job.serial(worker);
    }

    @Override
    public void failed(Throwable failure) {
        job.failed(failure);
    }

    @Override
    public void abandoned() {
        job.abandoned();
    }
}
