package io.millrace.device.software;

import io.millrace.core.Burst;
import io.millrace.core.EntryHeader;
import io.millrace.core.QueueConfiguration;
import org.jspecify.annotations.Nullable;

/** An ordered queue: entries wait to be worked on in a {@link RingQueue}, and each flow restores its own order. */
final class OrderedQueue implements SoftwareQueue {

    private final EntryStore store;
    private final OrderedShare share;
    private final RingQueue waiting;
    private final FlowTable<OrderedFlow> flows;

    OrderedQueue(
            SoftwareDomain domain,
            PortSet linked,
            QueueConfiguration configuration,
            @Nullable ExecutionCredits credits) {
        store = domain.store();
        share = domain.orderedShare();
        waiting = new RingQueue(domain, linked, configuration, credits);
        int window = configuration.reorderWindow();
        flows = new FlowTable<>(
                configuration.flowLimit(), flow -> new OrderedFlow(store.capacity(), window, 0, domain.chunks()));
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
    public int deliver(SoftwarePort port, Burst burst, boolean lowestFirst) {
        return waiting.deliver(port, burst, lowestFirst);
    }

    @Override
    public void forward(int slot, long header, long seat, Actor actor) {
        actor.order(-flow(header).forward(seat, slot, store.header(slot), marks(slot), actor));
    }

    @Override
    public void release(int slot, long header, long seat, Actor actor) {
        // The slot keeps the place until its turn; the payload must not wait so long.
        store.payload(slot, null);
        actor.order(-flow(header).skip(seat, slot, marks(slot), actor));
    }

    private long marks(int slot) {
        return store.hasFragments(slot) ? Cell.FRAGMENTED : 0;
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
                survey.flowInUse(queue, id, flow);
            }
        });
    }

    private OrderedFlow flow(long header) {
        return flows.at(EntryHeader.flow(header));
    }
}
