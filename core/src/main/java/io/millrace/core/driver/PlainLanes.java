package io.millrace.core.driver;

import io.millrace.core.domain.Actor;

/** An unordered queue, or a directed one: nothing waits for an entry to be finished, so the driver is told that it is as soon as it is read. */
final class PlainLanes extends LaneQueue {

    private final long release = Lane.release(id);

    PlainLanes(Place place) {
        super(place);
    }

    @Override
    int takeFromLanes(int[] slots, int most) {
        Lane lane = lanes[0];
        lane.lock();
        try {
            int taken = 0;
            int wanted;
            int count;
            do {
                wanted = Math.min(most - taken, Lane.BURST);
                count = lane.read(wanted);
                for (int i = 0; i < count; i++) {
                    slots[taken++] = take(lane, i);
                }
            } while (count == wanted && taken < most);
            return taken;
        } finally {
            lane.unlock();
        }
    }

    @Override
    int takeAny(Lane lane) {
        lane.lock();
        try {
            return lane.read(1) == 0 ? -1 : take(lane, 0);
        } finally {
            lane.unlock();
        }
    }

    private int take(Lane lane, int index) {
        int slot = lane.number(index);
        lane.finish(lane.place(), release);
        return slot;
    }

    @Override
    public void forward(int slot, long header, long seat, Actor actor) {
        actor.append(slot);
    }

    @Override
    public void release(int slot, long header, long seat, Actor actor) {
        actor.end(slot);
    }
}
