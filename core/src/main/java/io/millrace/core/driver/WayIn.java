package io.millrace.core.driver;

import io.millrace.core.Surroundings;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A port of the driver at which events enter. All events of a queue enter at the same one, so that they enter in one order. */
final class WayIn {

    private final EventSession session;
    private final int port;
    private final boolean isShared;
    private final Lock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Outbox outbox;
    private boolean closed;

    WayIn(EventSession session, int port, Set<DriverTrait> traits) {
        this.session = session;
        this.port = port;
        isShared = traits.contains(DriverTrait.SHARED_PORTS);
        outbox = new Outbox(session, port, traits.contains(DriverTrait.TAKES_ALL));
    }

    /** Lets an event enter; false if the session is closed. */
    boolean enter(long event) {
        return isShared ? session.enqueue(port, event) : enterAlone(event);
    }

    private boolean enterAlone(long event) {
        Surroundings.lock(lock);
        try {
            if (closed) {
                return false;
            }
            outbox.send(event);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Hands in what is there. Returns how many events the driver did not take. */
    int flush() {
        if (outbox.isEmpty()) {
            return 0;
        }
        Surroundings.lock(lock);
        try {
            return closed ? 0 : outbox.flush();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        Surroundings.lock(lock);
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
