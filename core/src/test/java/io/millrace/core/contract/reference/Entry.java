package io.millrace.core.contract.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry at one stage of its way. FORWARD makes a new one that inherits the credit. */
final class Entry {

    record Fragment(StageQueue queue, long header, Object payload) {}

    enum State {
        QUEUED,
        HELD,
        DETACHED,
        PARKED,
        FINISHED
    }

    final long header;
    final StageQueue queue;
    final @Nullable Flow flow;
    final long sequenceNumber;

    @Nullable
    Object payload;

    State state = State.QUEUED;
    long handle;
    int port = -1;

    @Nullable
    StageQueue destination;

    long destinationHeader;

    /** In the order in which they were handed in. */
    final List<Fragment> fragments = new ArrayList<>();

    Entry(StageQueue queue, @Nullable Flow flow, long header, @Nullable Object payload, long sequenceNumber) {
        this.queue = queue;
        this.flow = flow;
        this.header = header;
        this.payload = payload;
        this.sequenceNumber = sequenceNumber;
    }
}
