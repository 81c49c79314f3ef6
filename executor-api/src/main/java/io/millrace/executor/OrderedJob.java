package io.millrace.executor;

import org.jspecify.annotations.Nullable;

/**
 * A job of a {@link Series}: one part that runs in parallel with those of other jobs, and one that runs in the order of
 * submission. Between them it may make stops, at each of which it has a further part.
 *
 * <p><b>Ordering.</b> The serial parts of a series run one at a time, on any worker, in the order in which the jobs
 * were submitted. A job that fails keeps its place. A job that is {@linkplain Series#invoke invoked} may be run by the thread
 * that invokes it; then "worker" means that thread here.
 *
 * <p>Jobs come in the order of submission to where they go after their parallel parts. From a stop they go on in the order in which they were done with it, one after
 * the other from that of a worker, or of a key. So a series whose jobs make stops has its order no more, unless the stops are at one worker, or the jobs are
 * {@linkplain Worker#detach() detached} and let go on in order.
 *
 * <p><b>Memory consistency effects.</b> The submission happens before the parallel part, each part before the next of
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
     * @param place the place of the job in its series: 0, 1, 2, ...; {@link Series#NO_PLACE} if its submitter runs it in {@link Series#putOrRun}
     */
    void parallel(Worker worker, long place) throws Exception;

    /** Returns whether the job makes stops, or may be {@linkplain Worker#detach() detached}; then the thread that invokes it does not run it. */
    default boolean makesStops() {
        return false;
    }

    /**
     * Returns where a job that makes stops has its next part; null for the serial part. Called after the parallel part and after each further one,
     * or when a job goes on that was detached. If it throws, the handler of uncaught exceptions is told, and the job has its serial part.
     */
    default @Nullable Stop next() {
        return null;
    }

    /** The part of the job at a stop. If it throws the job goes straight to {@link #failed}. */
    default void further(Worker worker) throws Exception {}

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
     * all, or no further.
     */
    default void abandoned() {}
}
