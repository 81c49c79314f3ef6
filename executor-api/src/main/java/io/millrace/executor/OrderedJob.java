package io.millrace.executor;

/**
 * A job of a {@link Series}: one part that runs in parallel with those of other jobs, and one that runs in the order of
 * submission.
 *
 * <p><b>Ordering.</b> The serial parts of a series run one at a time, on any worker, in the order in which the jobs
 * were submitted. A job that fails keeps its place. A job that is {@linkplain Series#invoke invoked} may be run by the thread
 * that invokes it; then "worker" means that thread here.
 *
 * <p><b>Memory consistency effects.</b> The submission happens before the parallel part, that before the serial part of
 * the job, and each serial part before the next one of the series.
 *
 * <p><b>Failure.</b> Exactly one of {@link #serial}, {@link #failed} and {@link #abandoned} is called, once. What they
 * throw goes to the uncaught exception handler of the worker's thread, and the series goes on.
 */
public interface OrderedJob {

    /**
     * The part that runs in parallel.
     *
     * @param worker the worker that runs it
     * @param place the place of the job in its series: 0, 1, 2, ...
     */
    void parallel(Worker worker, long place) throws Exception;

    /** The part that runs in order, after {@link #parallel} has returned. */
    void serial(Worker worker);

    /**
     * Called in order instead of {@link #serial} when {@link #parallel} has thrown; hands the failure to the thread's
     * uncaught exception handler.
     */
    default void failed(Throwable failure) {
        // What the handler throws is no failure of the job, and is not for the handler.
        Workforce.report(failure);
    }

    /**
     * Called by the thread that calls {@link MillraceExecutor#shutdownNow()}, in no order, when the job will not run at
     * all.
     */
    default void abandoned() {}
}
