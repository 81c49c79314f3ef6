package io.millrace.device.eventdev;

import io.millrace.core.driver.EventSession;
import java.util.function.LongConsumer;

/** A device of eventdev, configured and started. */
final class EventdevSession implements EventSession {

    private final int device;
    private final Runnable closed;

    /** Stands for an open device; {@code closed} is run when it is stopped. */
    EventdevSession(int device, Runnable closed) {
        this.device = device;
        this.closed = closed;
    }

    @Override
    public int enqueue(int port, long[] events, int begin, int end) {
        return Shim.enqueue(device, port, events, begin, end);
    }

    @Override
    public int dequeue(int port, long[] events, int most) {
        return Shim.dequeue(device, port, events, most);
    }

    @Override
    public void schedule() {
        Shim.schedule(device);
    }

    @Override
    public void close(LongConsumer left) {
        long[] events = Shim.close(device);
        closed.run();
        if (events != null) {
            for (long event : events) {
                left.accept(event);
            }
        }
    }
}
