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
import io.millrace.core.domain.OrderedShare;
import io.millrace.core.domain.PortSet;
import io.millrace.core.domain.Survey;
import org.jspecify.annotations.Nullable;

/** An ordered queue: entries wait to be worked on in a {@link RingQueue}, and each flow restores its own order. */
final class OrderedQueue implements DeviceQueue {

    private final EntryStore store;
    private final OrderedShare share;
    private final RingQueue waiting;
    private final FlowTable<OrderedFlow> flows;

    OrderedQueue(
            DeviceDomain domain,
            PortSet linked,
            QueueConfiguration configuration,
            @Nullable ExecutionCredits credits,
            ChunkPool chunks) {
        store = domain.store();
        share = domain.orderedShare();
        waiting = new RingQueue(domain, linked, configuration, credits);
        int window = configuration.reorderWindow();
        flows = new FlowTable<>(
                configuration.flowLimit(), flow -> new OrderedFlow(store.capacity(), window, 0, chunks));
    }

    @Override
    public PortSet linked() {
        return waiting.linked();
    }

    @Override
    public int deliveryDepth() {
        return waiting.deliveryDepth();
    }

    @Override
    public boolean hasRoom(long header) {
        return flow(header).hasRoom(share.get());
    }

    @Override
    public boolean tryAppend(int slot, long header, Actor actor) {
        boolean hasPlace = flow(header).tryAppend(store, slot);
        if (hasPlace) {
            actor.order(1);
            waiting.publish(slot, header, actor.port());
        }
        return hasPlace;
    }

    @Override
    public void append(int slot, long header, Actor actor) {
        flow(header).append(store, slot);
        actor.order(1);
        waiting.publish(slot, header, actor.port());
    }

    @Override
    public void requeue(int slot, long header) {
        waiting.requeue(slot, header);
    }

    @Override
    public int deliver(DevicePort port, Burst burst, boolean lowestFirst) {
        return waiting.deliver(port, burst, lowestFirst);
    }

    @Override
    public void forward(int slot, long header, long seat, Actor actor) {
        actor.order(-flow(header).forward(seat, slot, store.header(slot), marks(slot), (DepartingActor) actor));
    }

    @Override
    public void release(int slot, long header, long seat, Actor actor) {
        // The slot keeps the place until its turn; the payload must not wait so long.
        store.payload(slot, null);
        actor.order(-flow(header).skip(seat, slot, marks(slot), (DepartingActor) actor));
    }

    private long marks(int slot) {
        return store.hasFragments(slot) ? Cell.FRAGMENTED : 0;
    }

    @Override
    public int size() {
        return waiting.size();
    }

    @Override
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Override
    public int flush(Flush flush) {
        return waiting.flush(flush);
    }

    @Override
    public void reset() {
        flows.clear();
    }

    @Override
    public void survey(int queue, Survey survey) {
        flows.present().forEach((id, flow) -> {
            if (flow.isInUse()) {
                survey(queue, id, flow, survey);
            }
        });
    }

    private static void survey(int queue, int id, OrderedFlow flow, Survey survey) {
        survey.flowInUse(queue);
        long head = Flow.place(flow.here());
        int count = flow.parked(slot -> survey.parked(queue, slot));
        if (count > 0) {
            survey.stalled(queue, id, head, count);
        }
    }

    private OrderedFlow flow(long header) {
        return flows.at(EntryHeader.flow(header));
    }
}
