package io.millrace.core.driver;

import io.millrace.core.EntryHeader;
import io.millrace.core.domain.Actor;
import io.millrace.core.domain.EntryStore;
import io.millrace.core.domain.Flush;
import io.millrace.core.domain.Survey;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * An atomic queue. The driver sees to it that a flow is in one lane at a time; here it is seen to that it is in one pair of hands, since any port may take from
 * any lane.
 *
 * <p>What was read and belongs to a flow that is held waits beside the lane. So an entry never waits for another flow, even if the driver takes the two for one.
 */
final class AtomicLanes extends LaneQueue {

    private final ReadPlaces read;
    private final Aside[] aside;
    private final long release = Lane.release(id);

    // Changed under the lock of the lane that has the flow at the time; the driver passes a flow on from one lane to
    // another.

    /** How many entries of a flow are held. */
    private final AtomicIntegerArray held;

    /** How many entries of a flow were taken so far. */
    private final AtomicLongArray taken;

    AtomicLanes(Place place, int flows) {
        super(place);
        int slots = store.capacity();
        read = new ReadPlaces(slots);
        aside = new Aside[lanes.length];
        Arrays.setAll(aside, i -> new Aside());
        held = new AtomicIntegerArray(flows);
        taken = new AtomicLongArray(flows);
    }

    @Override
    int takeFromLanes(int[] slots, int most) {
        int count = 0;
        for (int i = 0; i < lanes.length && count == 0; i++) {
            count = take(nextLane(), slots, most);
        }
        return count;
    }

    private int take(Lane lane, int[] slots, int most) {
        lane.lock();
        try {
            Aside waiting = asideOf(lane);
            int count = waiting.take(this, slots, most);
            while (count == 0 && readOn(lane, waiting)) {
                count = waiting.take(this, slots, most);
            }
            if (count > 0) {
                held.addAndGet(flow(slots[0]), count);
            }
            return count;
        } finally {
            lane.unlock();
        }
    }

    private boolean readOn(Lane lane, Aside waiting) {
        int count = lane.read(Lane.BURST);
        for (int i = 0; i < count; i++) {
            int slot = lane.number(i);
            read.add(slot, lane);
            waiting.add(slot);
        }
        return count > 0;
    }

    @Override
    int takeAny(Lane lane) {
        lane.lock();
        try {
            Aside waiting = asideOf(lane);
            if (waiting.isEmpty() && !readOn(lane, waiting)) {
                return -1;
            }
            int slot = waiting.removeFirst();
            seat(slot);
            lane.finish(read.place(slot), release);
            return slot;
        } finally {
            lane.unlock();
        }
    }

    /** Gives an entry that was taken its place in the flow. */
    void seat(int slot) {
        store.seat(slot, taken.getAndIncrement(flow(slot)) << EntryStore.PLACE_SHIFT);
    }

    boolean isHeld(int flow) {
        return held.get(flow) > 0;
    }

    int flow(int slot) {
        return EntryHeader.flow(store.header(slot));
    }

    private Aside asideOf(Lane lane) {
        return aside[lane.index()];
    }

    @Override
    void flush(int slot, Flush flush) {
        flush.unheld(slot);
    }

    @Override
    public void forward(int slot, long header, long seat, Actor actor) {
        Lane lane = read.lane(slot);
        long place = read.place(slot);
        // Appended before the flow is passed on: the next entry of the flow must come behind this one, wherever it
        // goes.
        actor.append(slot);
        finish(lane, place, EntryHeader.flow(header), actor);
    }

    @Override
    public void release(int slot, long header, long seat, Actor actor) {
        finish(read.lane(slot), read.place(slot), EntryHeader.flow(header), actor);
        actor.end(slot);
    }

    private void finish(Lane lane, long place, int flow, Actor actor) {
        lane.lock();
        try {
            held.decrementAndGet(flow);
            lane.finish(place, release);
        } finally {
            lane.unlock();
        }
        ring(actor.port());
    }

    @Override
    public void reset() {
        for (int flow = 0; flow < taken.length(); flow++) {
            taken.set(flow, 0);
        }
    }

    @Override
    public void survey(int queue, Survey survey) {
        survey.countFlows(queue);
    }

    /** Entries that were read and nobody has, in the order of reading. Guarded by the lock of the lane. */
    private static final class Aside {

        private static final int FIRST_ROOM = 2 * Lane.BURST;

        private int[] slots = new int[FIRST_ROOM];
        private int count;

        boolean isEmpty() {
            return count == 0;
        }

        void add(int slot) {
            if (count == slots.length) {
                slots = Arrays.copyOf(slots, 2 * count);
            }
            slots[count++] = slot;
        }

        int removeFirst() {
            int first = slots[0];
            System.arraycopy(slots, 1, slots, 0, --count);
            return first;
        }

        /** Takes the first entry whose flow nobody holds, and those of the same flow that come soon behind it. Returns how many there are. */
        int take(AtomicLanes queue, int[] target, int most) {
            int taken = 0;
            int kept = 0;
            int i = 0;
            for (int end = count; i < end; i++) {
                int slot = slots[i];
                int flow = queue.flow(slot);
                if (taken < most && (taken == 0 ? !queue.isHeld(flow) : flow == queue.flow(target[0]))) {
                    if (taken == 0) {
                        end = Math.min(count, i + Lane.BURST);
                    }
                    queue.seat(slot);
                    target[taken++] = slot;
                } else {
                    slots[kept++] = slot;
                }
            }
            System.arraycopy(slots, i, slots, kept, count - i);
            count -= taken;
            return taken;
        }
    }
}
