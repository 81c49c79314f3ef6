package io.millrace.executor;

/** The worker that runs a job, as far as the job may know it. */
public interface Worker {

    /**
     * Returns the number of the worker, from 0 to one less than the executor's limit; two jobs that see the same number
     * never run at the same time.
     */
    int index();
}
