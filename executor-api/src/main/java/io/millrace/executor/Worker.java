package io.millrace.executor;

/** The worker that runs a job, as far as the job may know it. */
public interface Worker {

    /**
     * Returns the number of the worker, from 0 to one less than the executor's limit; two jobs that see the same number
     * never run at the same time.
     */
    int index();

    /**
     * Clears the interrupt status that earlier work has left, or sets it if the executor is stopping. That is done before each part of a job; a
     * job that does several things which have nothing to do with each other does it between them.
     */
    void renewInterruptStatus();
}
