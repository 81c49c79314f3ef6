package io.millrace.samples.evtest;

import io.millrace.core.Burst;
import io.millrace.core.Port;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A dequeue that numbers what it brings, as an atomic queue does. Queues that share their flows between ports by plan are unordered ones, which number
 * nothing; without this, the second entry of each flow would give them away, however well the flow was kept.
 */
final class NumberedDequeue implements Dequeue {
    private final Port port;
    private final AtomicLong next;
    private final Burst brought;

    /**
     * Creates a dequeue from a port.
     *
     * @param next the next number; all ports of a run share it
     * @param burst the most entries that a delivery may have
     */
    NumberedDequeue(Port port, AtomicLong next, int burst) {
        this.port = port;
        this.next = next;
        brought = new Burst(burst);
    }

    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        port.dequeue(brought, timeoutNanos);
        burst.clear();
        for (int i = 0; i < brought.count(); i++) {
            burst.deliver(brought.entry(i), brought.header(i), next.getAndIncrement(), brought.payload(i));
        }
        return burst.count();
    }
}
