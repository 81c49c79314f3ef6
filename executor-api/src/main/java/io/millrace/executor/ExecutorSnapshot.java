package io.millrace.executor;

/**
 * What an executor was doing at about one moment. The figures are read one after the other while work goes on; they are
 * exact while nothing moves.
 *
 * @param workers workers that have a thread
 * @param active workers that run something, and one more if a thread runs its own job in {@link Series#invoke}, and each that runs a
 *     task of a {@linkplain DrivenExecutor driven} view
 * @param backlog tasks that wait outside the device: those that ask for nothing until a worker takes them, delayed ones
 *     from when they are due, those of a key behind another of it, those of driven views until they are driven, others until the device has room
 * @param inFlight entries in the device: tasks and jobs that have not ended and are not run by their submitters, where a
 *     vector of items counts once, and so do the tasks of a key; and turns in which a worker runs tasks that ask for nothing
 * @param completed tasks that have ended; a job of a series counts once, however many items it carries
 * @param rejected tasks for which there was no room, or that came after shutdown, and whose submitters were told so by an
 *     exception, or which another executor has; 0 unless a limit, a handler or a time was set, as are the next two
 * @param discarded tasks that were dropped for these reasons
 * @param overdue tasks that would have started too late; they have completed as well
 * @param spareThreads threads beyond the limit of workers, which have the places of others that wait
 * @param timers tasks that wait for their time
 */
public record ExecutorSnapshot(
        int workers,
        int active,
        long backlog,
        int inFlight,
        long completed,
        long rejected,
        long discarded,
        long overdue,
        int spareThreads,
        int timers) {}
