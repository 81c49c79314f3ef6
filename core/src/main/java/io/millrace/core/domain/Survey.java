package io.millrace.core.domain;

import io.millrace.core.EntryHeader;
import io.millrace.core.StalledFlow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One look at everything, by any thread beside everything else: first at the flows, then at the slots. It writes nothing and takes no lock, so it sees each
 * thing at another moment; what moves meanwhile may be seen twice or not at all.
 *
 * <p>The state of a slot says where its entry is, except that an entry which has left an ordered flow keeps its state until it is delivered. So the flows are
 * asked first which slots are still parked in them. Fragments are counted where their entry is.
 */
public final class Survey {

    private final EntryStore store;
    private final int[] waiting;
    private final int[] inWork;
    private final int[] parked;
    private final int[] flows;
    private final @Nullable BitSet[] seenFlows;
    private final BitSet parkedSlots = new BitSet();
    private final Map<Long, Stall> stalls = new HashMap<>();
    private final List<StalledFlow> stalledFlows = new ArrayList<>();

    Survey(EntryStore store, DeviceQueue[] queues) {
        this.store = store;
        waiting = new int[queues.length];
        inWork = new int[queues.length];
        parked = new int[queues.length];
        flows = new int[queues.length];
        seenFlows = new BitSet[queues.length];
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

    public int parked(int queue) {
        return parked[queue];
    }

    int flows(int queue) {
        BitSet seen = seenFlows[queue];
        return seen == null ? flows[queue] : seen.cardinality();
    }

    List<StalledFlow> stalledFlows() {
        return stalledFlows;
    }

    /** Told by a queue that does not know which of its flows have an entry. */
    public void countFlows(int queue) {
        seenFlows[queue] = new BitSet();
    }

    /** Told by a queue of a flow that has an entry. */
    public void flowInUse(int queue) {
        flows[queue]++;
    }

    /** Told by an ordered queue of an entry that is finished and waits for its turn. */
    public void parked(int queue, int slot) {
        parkedSlots.set(slot);
        parked[queue] += 1 + store.fragmentCount(slot);
    }

    /** Told by an ordered queue of a flow in which so many entries wait for the one at a place. */
    public void stalled(int queue, int flow, long head, int count) {
        stalls.put(key(queue, flow), new Stall(head, count));
    }

    private void look(int slot) {
        int state = store.stateOf(slot);
        if (state == EntryStore.FREE || state == EntryStore.FRAGMENT || parkedSlots.get(slot)) {
            return;
        }
        long header = store.header(slot);
        int queue = EntryHeader.queue(header);
        BitSet seen = seenFlows[queue];
        if (seen != null) {
            seen.set(EntryHeader.flow(header));
        }
        StalledFlow.Head where = whereabouts(state);
        (where == StalledFlow.Head.WAITING ? waiting : inWork)[queue]++;
        if (where != StalledFlow.Head.WAITING) {
            parked[queue] += store.fragmentCount(slot);
        }
        Stall stall = stalls.isEmpty() ? null : stalls.get(key(queue, EntryHeader.flow(header)));
        if (stall != null && stall.head == EntryStore.place(store.seat(slot))) {
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
