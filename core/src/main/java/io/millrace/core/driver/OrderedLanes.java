package io.millrace.core.driver;

import io.millrace.core.EntryHeader;
import io.millrace.core.Operation;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.domain.Actor;
import io.millrace.core.domain.Survey;

/**
 * An ordered queue. The driver restores the order, which is one for all flows of the queue: an entry that is finished waits for all that came before it.
 *
 * <p>What the driver does not tell is kept in a {@link Book}: how much of a flow has not left, and which place an entry has. That needs to know in which order
 * entries come. So one that goes from one ordered queue to another enters that when its turn has come by the book.
 */
final class OrderedLanes extends LaneQueue {

    private final ReadPlaces read;
    private final Book book;
    private final int window;

    OrderedLanes(Place place, QueueConfiguration configuration) {
        super(place);
        read = new ReadPlaces(store.capacity());
        book = new Book(store, configuration.flowLimit(), queues.books());
        window = configuration.reorderWindow();
    }

    @Override
    public boolean hasRoom(long header) {
        return book.present(EntryHeader.flow(header))
                < Math.min(window, domain.orderedShare().get());
    }

    @Override
    public boolean tryAppend(int slot, long header, Actor actor) {
        // The book has the order in which entries are handed in.
        book.lock();
        try {
            if (book.present(EntryHeader.flow(header)) >= window) {
                return false;
            }
            append(slot, header, actor);
            return true;
        } finally {
            book.unlock();
        }
    }

    @Override
    public void append(int slot, long header, Actor actor) {
        book.lock();
        try {
            book.add(slot, EntryHeader.flow(header));
            actor.order(1);
            enter(slot, header, actor);
        } finally {
            book.unlock();
        }
    }

    /** Takes one entry out of each lane in turn, since they come in the order of the lanes. */
    @Override
    int takeFromLanes(int[] slots, int most) {
        int count = 0;
        int empty = 0;
        while (empty < lanes.length && count < most) {
            int taken = take(nextLane(), slots, count, lanes.length == 1 ? most : count + 1);
            empty = taken == count ? empty + 1 : 0;
            count = taken;
        }
        return count;
    }

    /** Takes entries out of a lane until there are so many. Returns how many there are. */
    private int take(Lane lane, int[] slots, int before, int most) {
        lane.lock();
        try {
            int count = lane.read(most - before);
            for (int i = 0; i < count; i++) {
                slots[before + i] = lane.number(i);
                read.add(slots[before + i], lane);
            }
            return before + count;
        } finally {
            lane.unlock();
        }
    }

    @Override
    int takeAny(Lane lane) {
        int[] slots = new int[1];
        return take(lane, slots, 0, 1) == 0 ? -1 : slots[0];
    }

    @Override
    public void forward(int slot, long header, long seat, Actor actor) {
        Lane lane = read.lane(slot);
        long place = read.place(slot);
        long next = store.header(slot);
        LaneQueue destination = queues.queue(EntryHeader.queue(next));
        if (destination instanceof OrderedLanes) {
            book.finish(slot, Book.Fate.ENTERS, actor);
            finish(lane, place, Lane.release(id));
        } else {
            destination.expect();
            // All that concerns the slot comes before the driver gets it, and with it everybody.
            book.finish(slot, Book.Fate.LEAVES, actor);
            if (!finish(lane, place, Event.of(Operation.FORWARD, destination.id, EntryHeader.flow(next), slot))) {
                destination.forget(slot, actor);
            }
        }
        queues.ringForAll();
    }

    @Override
    public void release(int slot, long header, long seat, Actor actor) {
        Lane lane = read.lane(slot);
        long place = read.place(slot);
        // The slot keeps the place until its turn; the payload must not wait so long.
        store.payload(slot, null);
        book.finish(slot, Book.Fate.ENDS, actor);
        finish(lane, place, Lane.release(id));
        queues.ringForAll();
    }

    private static boolean finish(Lane lane, long place, long event) {
        lane.lock();
        try {
            return lane.finish(place, event);
        } finally {
            lane.unlock();
        }
    }

    @Override
    public void reset() {
        book.clear();
    }

    @Override
    public void survey(int queue, Survey survey) {
        book.survey(queue, survey);
    }
}
