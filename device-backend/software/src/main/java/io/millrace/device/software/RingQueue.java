package io.millrace.device.software;

import io.millrace.core.Burst;
import io.millrace.core.EntryHeader;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import io.millrace.core.domain.Actor;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.DevicePort;
import io.millrace.core.domain.DeviceQueue;
import io.millrace.core.domain.ExecutionCredits;
import io.millrace.core.domain.Flush;
import io.millrace.core.domain.PortSet;
import org.jspecify.annotations.Nullable;

/** An unordered queue, or a directed one, which is the same with a single link. */
final class RingQueue implements DeviceQueue {

    private final DeviceDomain domain;
    private final PortSet linked;
    private final int deliveryDepth;
    private final boolean setsAside;
    private final @Nullable ExecutionCredits credits;
    private final PriorityRings waiting;

    RingQueue(
            DeviceDomain domain, PortSet linked, QueueConfiguration configuration, @Nullable ExecutionCredits credits) {
        this.domain = domain;
        this.linked = linked;
        this.credits = credits;
        deliveryDepth = configuration.deliveryDepth();
        // What is set aside comes back at the end of the ring if the link goes: out of order for a directed queue.
        setsAside = configuration.type() != SchedulingType.DIRECTED;
        waiting = new PriorityRings(domain.store().capacity());
    }

    @Override
    public PortSet linked() {
        return linked;
    }

    @Override
    public int deliveryDepth() {
        return deliveryDepth;
    }

    @Override
    public void append(int slot, long header, Actor actor) {
        domain.store().seat(slot, 0);
        publish(slot, header, actor.port());
    }

    /** Appends an entry whose place is fixed, and rings. */
    void publish(int slot, long header, @Nullable DevicePort ringer) {
        waiting.append(EntryHeader.priority(header), slot);
        domain.doorbell().ring(linked, ringer);
    }

    @Override
    public void requeue(int slot, long header) {
        publish(slot, header, null);
    }

    @Override
    public int deliver(DevicePort port, Burst burst, boolean lowestFirst) {
        if (credits != null) {
            return deliverWithin(credits, port, burst, lowestFirst);
        }
        int[] claimed = port.scratch();
        int limit = setsAside ? port.claimLimit(burst, deliveryDepth) : port.room(burst, deliveryDepth);
        int count = waiting.claim(claimed, limit, lowestFirst);
        if (count > 0) {
            port.accept(burst, claimed, count, deliveryDepth);
        }
        return burst.count();
    }

    /** Delivers as many as there are credits for, and sets nothing aside. */
    private int deliverWithin(ExecutionCredits credits, DevicePort port, Burst burst, boolean lowestFirst) {
        int most = isEmpty() ? 0 : credits.take(port.room(burst, deliveryDepth));
        if (most > 0) {
            int[] claimed = port.scratch();
            int count = waiting.claim(claimed, most, lowestFirst);
            port.accept(burst, claimed, count, deliveryDepth);
            credits.give(most - count, this);
        }
        return burst.count();
    }

    @Override
    public void forward(int slot, long header, long seat, Actor actor) {
        actor.append(slot);
    }

    @Override
    public void release(int slot, long header, long seat, Actor actor) {
        actor.end(slot);
    }

    @Override
    public int size() {
        return waiting.size();
    }

    @Override
    public boolean isEmpty() {
        return waiting.isEmpty() || (credits != null && credits.areExhausted());
    }

    @Override
    public int flush(Flush flush) {
        int count = 0;
        for (int slot = waiting.claim(false); slot >= 0; slot = waiting.claim(false)) {
            flush.waiting(slot);
            count++;
        }
        return count;
    }
}
