package io.millrace.executor.conformance;

/** What not every executor does, by its contract. A subject names what it lacks; the tests of that are then skipped, which the report says. */
enum Habit {

    /** Ends its threads when it is shut down. A view leaves them to its executor. */
    ENDS_ITS_THREADS,

    /** Rejects after {@code shutdown} what its own tasks bring, too. {@code ForkJoinPool} takes it. */
    REJECTS_ITS_OWN_TASKS,

    /** What a {@code Callable} throws is the cause, as it is. {@code ForkJoinPool} before JDK 22 wraps what is checked. */
    KEEPS_CHECKED_EXCEPTIONS,

    /** {@code shutdownNow} interrupts what runs. That of a view does not: others use the threads. */
    INTERRUPTS_WHEN_STOPPED,

    /** {@code shutdownNow} returns what has not started. {@code ForkJoinPool} cancels it. */
    RETURNS_UNSTARTED,

    /** Starts tasks in the order of submission. */
    STARTS_IN_ORDER,

    /** A future completes when its task has ended. In an ordered view it also waits for its turn. */
    COMPLETES_AT_ONCE,

    /** {@code cancel(true)} interrupts the task. {@code ForkJoinPool} before JDK 22 ignores the flag. */
    CANCEL_INTERRUPTS,

    /** {@code invokeAll} can be interrupted. That of {@code ForkJoinPool} before JDK 22 cannot. */
    INVOKE_ALL_HEEDS_INTERRUPTS,

    /** Takes {@code Long.MIN_VALUE} of any unit for no time. In {@code invokeAll} of {@code ForkJoinPool} from JDK 22 on it becomes very long. */
    KNOWS_THE_LEAST_TIME,

    /** An untimed {@code invokeAny} can be interrupted, and cancels what has not ended. */
    INVOKE_ANY_HEEDS_INTERRUPTS,

    /** Takes any {@code ThreadFactory}. */
    TAKES_A_THREAD_FACTORY,

    /** Has threads as {@code Executors.defaultThreadFactory} makes them, unless told otherwise. {@code ForkJoinPool} has daemons. */
    HAS_THREADS_OF_EXECUTORS,

    /** Has threads that keep the process alive. Those of a work-stealing pool are daemons. */
    KEEPS_THE_PROCESS_ALIVE,

    /** Rejects what comes while there is no thread and the factory returns null. {@code ThreadPoolExecutor} lets it wait for ever. */
    REJECTS_WITHOUT_A_THREAD,

    /** While one thread lives, a factory that throws keeps nobody from submitting. {@code ThreadPoolExecutor} hands the throw to the caller. */
    GOES_ON_WITH_FEWER_THREADS,

    /** A task that throws does not end its thread. */
    KEEPS_THE_THREAD_OF_A_FAULTY_TASK,

    /** The handler of uncaught exceptions hears of what {@code execute} has run. */
    TELLS_THE_HANDLER,

    /** The interrupt status is clean at the start of each task. {@code ForkJoinPool} before JDK 22 clears it now and then. */
    CLEARS_INTERRUPTS,

    /** {@code toString} tells the state. What {@code Executors} wraps does not. */
    TELLS_ITS_STATE,

    /** {@code toString} tells threads, what runs, what waits and what has ended. */
    TELLS_FIGURES,

    /** The message of a rejection says what to do. */
    REJECTS_WITH_ADVICE,

    /** Has hooks before and after tasks and at its end. */
    HAS_HOOKS,

    /** Refuses to be closed by its own task; the executors of the JDK wait for ever. */
    REFUSES_TO_WAIT_FOR_ITSELF,

    /** Is closed by a method of its own where {@code ExecutorService} has none, before JDK 19. */
    CLOSES_BEFORE_JDK_19
}
