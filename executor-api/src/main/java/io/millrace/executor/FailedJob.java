package io.millrace.executor;

/** A job whose parallel part has thrown, on its way to its place in order. */
record FailedJob(OrderedJob job, Throwable failure) implements OrderedJob {

    /** Returns the job that has failed, or the job itself. */
    static OrderedJob own(OrderedJob job) {
        return job instanceof FailedJob failed ? failed.job : job;
    }

    @Override
    public void parallel(Worker worker, long place) {
        throw new AssertionError("a parallel part runs once: place=" + place, failure);
    }

    @Override
    public void serial(Worker worker) {
        job.failed(failure);
    }
}
