package io.millrace.core.driver;

import io.millrace.core.Burst;
import io.millrace.core.EntryHeader;
import io.millrace.core.Operation;
import io.millrace.core.domain.Actor;
import io.millrace.core.domain.DeviceDomain;
import io.millrace.core.domain.DevicePort;
import io.millrace.core.domain.DeviceQueue;
import io.millrace.core.domain.EntryStore;
import io.millrace.core.domain.ExecutionCredits;
import io.millrace.core.domain.Flush;
import io.millrace.core.domain.PortSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A queue of a driver, and its lanes.
 *
 * <ol>
 *   <li>An entry that waits is counted before it is handed in, and until it is delivered or flushed. So whoever finds none counted has missed none.
 *   <li>Whoever finds an entry counted and nothing in the lanes schedules and looks again. So a port that marks itself as asleep and then looks has seen what
 *       was handed in before.
 * </ol>
 */
abstract class LaneQueue implements DeviceQueue {

    /**
     * Where a queue is.
     *
     * @param domain the domain
     * @param queues what it shares with the other queues
     * @param id its number
     * @param linked the ports that are linked to it
     * @param deliveryDepth how many entries one dequeue delivers at most
     * @param credits how many may be in work; null for any number
     */
    record Place(
            DeviceDomain domain,
            DriverQueues queues,
            int id,
            PortSet linked,
            int deliveryDepth,
            @Nullable ExecutionCredits credits) {}

    final DeviceDomain domain;
    final EntryStore store;
    final DriverQueues queues;
    final int id;
    final Lane[] lanes;
    private final PortSet linked;
    private final int deliveryDepth;
    private final @Nullable ExecutionCredits credits;
    private final WayIn wayIn;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger next = new AtomicInteger();

    LaneQueue(Place place) {
        domain = place.domain();
        store = domain.store();
        queues = place.queues();
        id = place.id();
        linked = place.linked();
        deliveryDepth = place.deliveryDepth();
        credits = place.credits();
        lanes = queues.lanes(id);
        wayIn = queues.wayIn(id);
    }

    // What the kinds differ in.

    /** Takes entries that a port can have out of the lanes, and returns how many. */
    abstract int takeFromLanes(int[] slots, int most);

    /** Takes the next entry out of a lane that nobody has, whether or not a port could have it; -1 if there is none. */
    abstract int takeAny(Lane lane);

    /** Flushes an entry that was taken. */
    void flush(int slot, Flush flush) {
        flush.waiting(slot);
    }

    // What they share.

    @Override
    public final PortSet linked() {
        return linked;
    }

    @Override
    public final int deliveryDepth() {
        return deliveryDepth;
    }

    @Override
    public final int size() {
        return waiting.get();
    }

    @Override
    public final boolean isEmpty() {
        // Pairs with expect(): counted before it is handed in, and before the doorbell is looked at.
        return waiting.get() == 0 || (credits != null && credits.areExhausted());
    }

    /** Counts an entry that is about to come. */
    final void expect() {
        waiting.getAndIncrement();
    }

    final void ring(@Nullable DevicePort ringer) {
        if (!isEmpty()) {
            domain.doorbell().ring(linked, ringer);
        }
    }

    @Override
    public void append(int slot, long header, Actor actor) {
        store.seat(slot, 0);
        enter(slot, header, actor);
    }

    /** Hands in an entry whose seat is fixed, and rings. */
    final void enter(int slot, long header, Actor actor) {
        expect();
        if (wayIn.enter(Event.of(Operation.NEW, id, EntryHeader.flow(header), slot))) {
            domain.doorbell().ring(linked, actor.port());
        } else {
            forget(slot, actor);
        }
    }

    /** Ends an entry that was expected and does not come, since the domain was closed: what is forwarded goes nowhere. */
    final void forget(int slot, Actor actor) {
        waiting.getAndDecrement();
        actor.end(slot);
    }

    @Override
    public final int deliver(DevicePort port, Burst burst, boolean lowestFirst) {
        if (isEmpty()) {
            return burst.count();
        }
        int most = port.room(burst, deliveryDepth);
        int allowed = credits == null ? most : credits.take(most);
        if (allowed > 0) {
            int[] slots = port.scratch();
            int count = takeOrSchedule(slots, allowed);
            for (int i = 0; i < count; i++) {
                port.deliver(burst, slots[i]);
            }
            if (credits != null) {
                credits.give(allowed - count, this);
            }
        }
        return burst.count();
    }

    private int takeOrSchedule(int[] slots, int most) {
        int count = takeFromLanes(slots, most);
        if (count == 0) {
            queues.schedule();
            count = takeFromLanes(slots, most);
        }
        // Pairs with isEmpty(): what is still counted is looked for.
        waiting.getAndAdd(-count);
        return count;
    }

    /**
     * Returns the lane whose turn it is. A driver puts entries before the lanes in turn, and so they are read in turn, whoever reads: what was handed in first
     * is delivered first, unless a lane was full meanwhile, and no lane lies idle for want of a port.
     */
    final Lane nextLane() {
        if (lanes.length == 1) {
            return lanes[0];
        }
        int turn = next.get();
        // Who loses to another reads the same lane.
        next.compareAndSet(turn, (turn + 1) % lanes.length);
        return lanes[turn];
    }

    @Override
    public final int flush(Flush flush) {
        int count = 0;
        queues.schedule();
        for (Lane lane : lanes) {
            for (int slot = takeAny(lane); slot >= 0; slot = takeAny(lane)) {
                waiting.getAndDecrement();
                count++;
                flush(slot, flush);
            }
        }
        return count;
    }
}
