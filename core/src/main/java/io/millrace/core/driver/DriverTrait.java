package io.millrace.core.driver;

/** What a driver has, needs, or does better than the common part. */
public enum DriverTrait {

    /** It has queues that restore the order of what is forwarded out of them. */
    ORDERED_QUEUES,

    /** What was dequeued stays with the port until it is finished. Without it the next dequeue of a port finishes what the one before brought. */
    EXPLICIT_RELEASE,

    /** Events move only while somebody calls {@link EventSession#schedule()}. */
    DRIVEN,

    /** Ports keep events back until somebody calls {@link EventSession#maintain(int)}. */
    MAINTAINED,

    /** Override: any number of threads may hand in NEW events at one port, also beside a close, so that there is one way in without a lock. */
    SHARED_PORTS,

    /** Override: whatever is handed in is taken, so that there is no outbox. */
    TAKES_ALL
}
