package io.millrace.core.driver;

import io.millrace.core.Operation;
import io.millrace.core.Surroundings;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A port of the driver that is linked to one queue, and what was read from it.
 *
 * <p>A driver takes what is finished at a port for its oldest. So each event that is read gets the next place of the lane, and what is finished out of turn waits
 * at its place until all before it are finished.
 */
final class Lane {

    /** How many events are read or handed in by one call at most. */
    static final int BURST = 16;

    private static final long UNFINISHED = -1;

    private final EventSession session;
    private final int port;
    private final int index;
    private final Lock lock = new ReentrantLock();

    // Guarded by the lock. Places from begin to end were read and not handed in as finished.
    private final long[] places;
    private final long[] read = new long[BURST];
    private final Outbox outbox;
    private long begin;
    private long end;
    private boolean closed;

    /** Creates the lane of its queue with an index. */
    Lane(EventSession session, int port, int index, DriverLimits limits, boolean takesAll) {
        this.session = session;
        this.port = port;
        this.index = index;
        places = new long[Integer.highestOneBit(2 * limits.events() - 1)];
        outbox = new Outbox(session, port, takesAll);
    }

    /** Returns which of its queue's lanes it is. */
    int index() {
        return index;
    }

    void lock() {
        Surroundings.lock(lock);
    }

    void unlock() {
        lock.unlock();
    }

    // Called under the lock.

    /** Reads what there is, up to so many. */
    int read(int most) {
        if (closed) {
            return 0;
        }
        int count = session.dequeue(port, read, Math.min(most, BURST));
        for (int i = 0; i < count; i++) {
            places[at(end + i)] = UNFINISHED;
        }
        return count;
    }

    /** Returns the number of an event that was just read. */
    int number(int index) {
        return Event.number(read[index]);
    }

    /** Gives the next place to an event that was just read. */
    long place() {
        return end++;
    }

    /** Finishes the event of a place: by a FORWARD, or by {@link #release}. Returns whether the driver is told; false if the session is closed. */
    boolean finish(long place, long event) {
        places[at(place)] = event;
        while (begin < end && places[at(begin)] != UNFINISHED) {
            if (!closed) {
                outbox.send(places[at(begin)]);
            }
            begin++;
        }
        return !closed;
    }

    /** Returns the event that finishes one of a queue without sending it anywhere. */
    static long release(int queue) {
        return Event.of(Operation.RELEASE, queue, 0, 0);
    }

    private int at(long place) {
        return (int) place & places.length - 1;
    }

    // Called without the lock.

    /** Hands in what is there. Returns how many events the driver did not take. */
    int flush() {
        if (outbox.isEmpty()) {
            return 0;
        }
        lock();
        try {
            return closed ? 0 : outbox.flush();
        } finally {
            unlock();
        }
    }

    void close() {
        lock();
        try {
            closed = true;
        } finally {
            unlock();
        }
    }
}
