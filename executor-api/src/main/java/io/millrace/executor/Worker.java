package io.millrace.executor;

/** Who runs a job, as far as the job may know it: a worker, or a thread that runs its own job in {@link Series#invoke}. */
public interface Worker {

    /**
     * Returns the number of the worker, from 0 to one less than {@linkplain MillraceExecutor#workerLimit() the limit of
     * the executor}, or the limit itself for a thread that runs its own job. Two jobs that see the same number never run
     * at the same time.
     */
    int index();

    /**
     * Clears the interrupt status that earlier work has left, or sets it if the executor is stopping. That is done before each part of a job; a
     * job that does several things which have nothing to do with each other does it between them. Does nothing in a thread that runs its own job.
     */
    void renewInterruptStatus();

    /**
     * Lets this worker go on with other things when the part of a job returns that it runs, and the job not before somebody says so. What the part
     * throws after that is no failure of the job, and goes to the handler for uncaught exceptions of the thread. For the parallel part and further ones, once in each.
     *
     * @throws IllegalStateException if no such part runs here, or it is detached already, or its submitter runs it
     */
    DetachedJob detach();
}
