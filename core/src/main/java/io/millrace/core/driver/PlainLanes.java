package io.millrace.core.driver;

import io.millrace.core.domain.Actor;
import io.millrace.core.domain.Flush;

/** An unordered queue, or a directed one: nothing waits for an entry to be finished, so the driver is told that it is as soon as it is read. */
final class PlainLanes extends LaneQueue {

    private final long release = Lane.release(id);

    PlainLanes(Place place) {
        super(place);
    }

    @Override
    int take(Lane lane, int[] slots, int most) {
        lane.lock();
        try {
            int taken = 0;
            for (int count = lane.read(most); count > 0; count = lane.read(most - taken)) {
                for (int i = 0; i < count; i++) {
                    slots[taken++] = lane.number(i);
                    lane.finish(lane.place(), release);
                }
            }
            return taken;
        } finally {
            lane.unlock();
        }
    }

    @Override
    int takeAny(Lane lane) {
        int[] slot = new int[1];
        return take(lane, slot, 1) == 0 ? -1 : slot[0];
    }

    @Override
    void flush(int slot, Flush flush) {
        flush.waiting(slot);
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
