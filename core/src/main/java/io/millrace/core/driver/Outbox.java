package io.millrace.core.driver;

/** What a driver did not take at a port, in order: FORWARD and RELEASE are never refused to those above, and what comes later waits behind it. */
final class Outbox {

    private static final int FIRST_ROOM = 16;

    private final EventSession session;
    private final int port;
    private long[] events = new long[FIRST_ROOM];
    private int first;
    private int count;

    Outbox(EventSession session, int port) {
        this.session = session;
        this.port = port;
    }

    void send(long event) {
        if (count > 0) {
            flush();
        }
        if (count > 0 || !session.enqueue(port, event)) {
            add(event);
        }
    }

    /** Hands in what waits. Returns how many events still do. */
    int flush() {
        int taken = -1;
        while (count > 0 && taken != 0) {
            taken = session.enqueue(port, events, first, Math.min(first + count, events.length));
            first = (first + taken) % events.length;
            count -= taken;
        }
        return count;
    }

    private void add(long event) {
        if (count == events.length) {
            long[] larger = new long[2 * count];
            for (int i = 0; i < count; i++) {
                larger[i] = events[(first + i) % count];
            }
            events = larger;
            first = 0;
        }
        events[(first + count) % events.length] = event;
        count++;
    }
}
