package io.millrace.core.contract;

import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import org.jspecify.annotations.Nullable;

/** An entry as a port got it. */
record Delivered(
        Port port,
        long entry,
        long header,
        long sequenceNumber,
        @Nullable Object payload) {

    int queue() {
        return EntryHeader.queue(header);
    }

    int flow() {
        return EntryHeader.flow(header);
    }

    int priority() {
        return EntryHeader.priority(header);
    }

    /** Returns the payload of a test that sends numbers. */
    int number() {
        if (payload instanceof Integer number) {
            return number;
        }
        throw new AssertionError("payload is not what was sent: payload=" + payload);
    }

    /** Passes the entry on to a queue with the same flow and payload. */
    void forwardTo(int queue) {
        forwardTo(queue, flow());
    }

    void forwardTo(int queue, int flow) {
        port.forward(entry, EntryHeader.of(queue, flow), payload);
    }

    void release() {
        port.release(entry);
    }

    Delivered detach() {
        port.detach(entry);
        return this;
    }
}
