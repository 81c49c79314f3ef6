package io.millrace.device.software;

import io.millrace.core.Burst;
import io.millrace.core.EntryHeader;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.domain.Actor;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.DevicePort;
import io.millrace.core.domain.DeviceQueue;
import io.millrace.core.domain.EntryStore;
import io.millrace.core.domain.ExecutionCredits;
import io.millrace.core.domain.Flush;
import io.millrace.core.domain.PortSet;
import io.millrace.core.domain.Survey;
import org.jspecify.annotations.Nullable;

/** An atomic queue: flows that have something wait in rings until a port takes one. */
final class AtomicQueue implements DeviceQueue {

    private final int id;
    private final DeviceDomain domain;
    private final EntryStore store;
    private final PortSet linked;
    private final int deliveryDepth;
    private final @Nullable ExecutionCredits credits;
    private final PriorityRings ready;
    private final FlowTable<AtomicFlow> flows;

    AtomicQueue(
            DeviceDomain domain,
            int id,
            PortSet linked,
            QueueConfiguration configuration,
            @Nullable ExecutionCredits credits,
            ChunkPool chunks) {
        this.id = id;
        this.domain = domain;
        this.linked = linked;
        this.credits = credits;
        store = domain.store();
        deliveryDepth = configuration.deliveryDepth();
        int flowLimit = configuration.flowLimit();
        // A ready flow has an entry, so there are never more of them than credits.
        ready = new PriorityRings(Math.min(flowLimit, store.capacity()));
        flows = new FlowTable<>(flowLimit, flow -> new AtomicFlow(store.capacity(), EntryHeader.of(id, flow), chunks));
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
        int flow = EntryHeader.flow(header);
        if (flows.at(flow).append(slot)) {
            makeReady(flow, actor);
        }
    }

    @Override
    public int deliver(DevicePort port, Burst burst, boolean lowestFirst) {
        if (credits != null) {
            return deliverWithin(credits, port, burst, lowestFirst);
        }
        int flow = ready.claim(lowestFirst);
        return flow < 0 ? 0 : deliverFlow(flow, port, burst);
    }

    /** Delivers as many of a ready flow as there are credits for. */
    private int deliverWithin(ExecutionCredits credits, DevicePort port, Burst burst, boolean lowestFirst) {
        int most = isEmpty() ? 0 : credits.take(port.room(burst, deliveryDepth));
        if (most > 0) {
            int flow = ready.claim(lowestFirst);
            int count = flow < 0 ? 0 : deliver(flow, port, burst, most);
            credits.give(most - count, this);
        }
        return burst.count();
    }

    @Override
    public int deliverFlow(int id, DevicePort port, Burst burst) {
        return deliver(id, port, burst, port.room(burst, deliveryDepth));
    }

    private int deliver(int id, DevicePort port, Burst burst, int most) {
        int[] held = port.scratch();
        AtomicFlow flow = flows.at(id);
        long first = flow.here();
        int count = flow.hold(held, most);
        for (int i = 0; i < count; i++) {
            store.seat(held[i], first + i * Flow.STEP);
            port.deliver(burst, held[i]);
        }
        return count;
    }

    @Override
    public void forward(int slot, long header, long seat, Actor actor) {
        // Appended before the flow is passed on: the next entry of the flow must come behind this one, wherever it
        // goes.
        actor.append(slot);
        finish(EntryHeader.flow(header), actor);
    }

    @Override
    public void release(int slot, long header, long seat, Actor actor) {
        finish(EntryHeader.flow(header), actor);
        actor.end(slot);
    }

    private void finish(int flow, Actor actor) {
        if (flows.at(flow).finish()) {
            makeReady(flow, actor);
        }
    }

    private void makeReady(int flow, Actor actor) {
        DevicePort port = actor.port();
        // A turn would keep the flow from ports that have a credit for it.
        if (credits != null || port == null || !port.aside().keepTurn(id, flow)) {
            appendReady(flow);
        }
        domain.doorbell().ring(linked, port);
    }

    @Override
    public void putBackFlow(int flow) {
        appendReady(flow);
        domain.doorbell().ring(linked);
    }

    private void appendReady(int flow) {
        int priority = EntryHeader.priority(store.header(flows.at(flow).first()));
        ready.append(priority, flow);
    }

    /** Returns how many flows are ready. */
    @Override
    public int size() {
        return ready.size();
    }

    @Override
    public boolean isEmpty() {
        return ready.isEmpty() || (credits != null && credits.areExhausted());
    }

    @Override
    public void reset() {
        flows.clear();
    }

    @Override
    public void survey(int queue, Survey survey) {
        flows.present().values().stream().filter(AtomicFlow::isInUse).forEach(flow -> survey.flowInUse(queue));
    }

    @Override
    public int flush(Flush flush) {
        int count = 0;
        for (int flow = ready.claim(false); flow >= 0; flow = ready.claim(false)) {
            count += flushFlow(flow, flush);
        }
        for (AtomicFlow present : flows.present().values()) {
            count += present.takeUnheld(flush::unheld, flush.isAtTheEnd());
        }
        return count;
    }

    @Override
    public int flushFlow(int id, Flush flush) {
        AtomicFlow flow = flows.at(id);
        int[] held = new int[1];
        int count = 0;
        do {
            flow.hold(held, 1);
            flush.unheld(held[0]);
            count++;
        } while (flow.finish());
        return count;
    }
}
