package io.millrace.core.driver;

import java.util.function.LongConsumer;

/**
 * Queues and ports of a driver, from opening to closing.
 *
 * <p><b>Threading.</b> A port is used by one thread at a time, unless the driver has {@link DriverTrait#SHARED_PORTS}; so are {@link #schedule()} and
 * {@link #close}. No other call is under way during a close, and none comes after it, but for calls at a shared port, which then take nothing.
 *
 * <p><b>Finishing.</b> RELEASE and FORWARD finish the oldest event that the port has dequeued and not finished, whatever event they name.
 */
public interface EventSession {

    /** Hands in an event at a port. Returns whether it was taken. Called for ports that threads share. */
    default boolean enqueue(int port, long event) {
        return enqueue(port, new long[] {event}, 0, 1) == 1;
    }

    /**
     * Hands in events of an array at a port.
     *
     * @return how many were taken, from the first on
     */
    int enqueue(int port, long[] events, int begin, int end);

    /**
     * Takes events that are there for a port.
     *
     * @return how many were written to the array, from its begin on
     */
    int dequeue(int port, long[] events, int most);

    /** Moves events on until there is nothing to do. For drivers that are {@link DriverTrait#DRIVEN}. */
    default void schedule() {}

    /**
     * Ends the session.
     *
     * @param left called for each event that was in a queue or not dequeued, as far as the driver tells
     */
    void close(LongConsumer left);
}
