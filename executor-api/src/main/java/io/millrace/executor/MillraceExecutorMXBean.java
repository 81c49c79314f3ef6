package io.millrace.executor;

/**
 * What JMX shows of an executor that was built with {@link MillraceExecutorBuilder#registerMXBean}. Attributes that {@code
 * ThreadPoolExecutor} has too have its names, so that a dashboard needs to change the object only. Each is read when it is asked
 * for, as in {@link MillraceExecutor#snapshot}.
 */
public interface MillraceExecutorMXBean {

    /** Returns the name of the executor. */
    String getName();

    /** Returns where the executor is in its life: running, shut down, stopping, terminating or terminated. */
    String getState();

    /** Returns how many threads there are. */
    int getPoolSize();

    /** Returns how many workers there may be; spares come on top. */
    int getMaximumPoolSize();

    /** Returns how many threads run something. */
    int getActiveCount();

    /** Returns how many tasks wait outside the device, as {@link ExecutorSnapshot#backlog()} says. */
    long getQueueSize();

    /** Returns how many entries are in the device, as {@link ExecutorSnapshot#inFlight()} says. */
    int getInFlight();

    /** Returns how many tasks have ended. */
    long getCompletedTaskCount();

    /** Returns how many tasks were rejected. */
    long getRejectedTaskCount();

    /** Returns how many tasks were dropped for want of room, or because they came after shutdown. */
    long getDiscardedTaskCount();

    /** Returns how many tasks were dropped because they would have started too late. */
    long getOverdueTaskCount();

    /** Returns how many threads there may be beyond the workers. */
    int getSpareLimit();

    /** Returns how often a thread has taken the place of another one that waits. */
    int getSpareStartedCount();

    /** Returns a page for people: a line for the executor, for each queue and port of its device, and where each thread is. */
    String report();
}
