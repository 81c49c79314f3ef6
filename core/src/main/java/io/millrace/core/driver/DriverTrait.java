package io.millrace.core.driver;

/** What a driver has, needs, or does better than the common part. */
public enum DriverTrait {

    /** It has queues that restore the order of what is forwarded out of them. */
    ORDERED_QUEUES,

    /** What was dequeued stays with the port until it is finished. A driver without it cannot be used. */
    EXPLICIT_RELEASE,

    /** Events move only while somebody calls {@link EventSession#schedule()}. */
    DRIVEN,

    /** Override: any number of threads may hand in NEW events at one port, also beside a close, so that there is one way in without a lock. */
    SHARED_PORTS,

    /** Override: whatever is handed in is taken, so that it is handed in at once and nothing collects in an outbox. */
    TAKES_ALL
}
