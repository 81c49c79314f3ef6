package io.millrace.device.software;

import io.millrace.core.EntryHeader;
import io.millrace.core.StalledFlow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One look at everything, by any thread beside everything else: first at the flows, then at the slots. It writes nothing and takes no lock, so it sees each
 * thing at another moment; what moves meanwhile may be seen twice or not at all.
 *
 * <p>The state of a slot says where its entry is, except that an entry which has left an ordered flow keeps its state until it is delivered. So the flows are
 * asked first which slots are still parked in them. Fragments are counted where their entry is.
 */
final class Survey {

    private final EntryStore store;
    private final int[] waiting;
    private final int[] inWork;
    private final int[] parked;
    private final int[] flows;
    private final BitSet parkedSlots = new BitSet();
    private final Map<Long, Stall> stalls = new HashMap<>();
    private final List<StalledFlow> stalledFlows = new ArrayList<>();

    Survey(EntryStore store, SoftwareQueue[] queues) {
        this.store = store;
        waiting = new int[queues.length];
        inWork = new int[queues.length];
        parked = new int[queues.length];
        flows = new int[queues.length];
        for (int queue = 0; queue < queues.length; queue++) {
            queues[queue].survey(queue, this);
        }
        for (int slot = 0; slot < store.capacity(); slot++) {
            look(slot);
        }
    }

    int waiting(int queue) {
        return waiting[queue];
    }

    int inWork(int queue) {
        return inWork[queue];
    }

    int parked(int queue) {
        return parked[queue];
    }

    int flows(int queue) {
        return flows[queue];
    }

    List<StalledFlow> stalledFlows() {
        return stalledFlows;
    }

    /** Told by a queue of a flow that has an entry. */
    void flowInUse(int queue) {
        flows[queue]++;
    }

    /** Told by an ordered queue of a flow that has an entry. */
    void flowInUse(int queue, int id, OrderedFlow flow) {
        flowInUse(queue);
        long head = Flow.place(flow.here());
        int count = flow.parked(slot -> {
            parkedSlots.set(slot);
            parked[queue] += 1 + store.fragmentCount(slot);
        });
        if (count > 0) {
            stalls.put(key(queue, id), new Stall(head, count));
        }
    }

    private void look(int slot) {
        int state = store.stateOf(slot);
        if (state == EntryStore.FREE || state == EntryStore.FRAGMENT || parkedSlots.get(slot)) {
            return;
        }
        long header = store.header(slot);
        int queue = EntryHeader.queue(header);
        StalledFlow.Head where = whereabouts(state);
        (where == StalledFlow.Head.WAITING ? waiting : inWork)[queue]++;
        if (where != StalledFlow.Head.WAITING) {
            parked[queue] += store.fragmentCount(slot);
        }
        Stall stall = stalls.isEmpty() ? null : stalls.get(key(queue, EntryHeader.flow(header)));
        if (stall != null && stall.head == Flow.place(store.seat(slot))) {
            int port = where == StalledFlow.Head.HELD ? state - EntryStore.HELD : StalledFlow.NO_PORT;
            stalledFlows.add(new StalledFlow(queue, EntryHeader.flow(header), stall.head, where, port, stall.parked));
        }
    }

    private static StalledFlow.Head whereabouts(int state) {
        return switch (state) {
            case EntryStore.QUEUED, EntryStore.CLAIMED, EntryStore.FINISHING -> StalledFlow.Head.WAITING;
            case EntryStore.DETACHED -> StalledFlow.Head.DETACHED;
            default -> StalledFlow.Head.HELD;
        };
    }

    private static long key(int queue, int flow) {
        return (long) queue << Integer.SIZE | flow;
    }

    private record Stall(long head, int parked) {}
}
