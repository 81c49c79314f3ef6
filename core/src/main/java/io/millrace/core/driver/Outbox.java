package io.millrace.core.driver;

/**
 * What is to be handed in at a port of the driver, in order. It goes in bursts: when there is enough for one, or when somebody finds nothing to do and looks
 * whether there is more. FORWARD and RELEASE are never refused to those above, so what the driver does not take waits here too.
 *
 * <p>Used under the lock of whose it is, but for {@link #isEmpty()}.
 */
final class Outbox {

    private final EventSession session;
    private final int port;
    private final int burst;
    private long[] events = new long[Lane.BURST];
    private int first;

    /** Written under the lock. Volatile, since who has gone to sleep and looks once more must see what was added before the bell was rung. */
    private volatile int count;

    /** Creates one for a port. A driver that takes whatever it is given gets it at once. */
    Outbox(EventSession session, int port, boolean takesAll) {
        this.session = session;
        this.port = port;
        burst = takesAll ? 1 : Lane.BURST;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void send(long event) {
        add(event);
        if (count >= burst) {
            flush();
        }
    }

    /** Hands in what is there. Returns how many events the driver did not take. */
    int flush() {
        int left = count;
        int taken = left;
        while (left > 0 && taken > 0) {
            taken = session.enqueue(port, events, first, Math.min(first + left, events.length));
            first = (first + taken) % events.length;
            left -= taken;
        }
        count = left;
        return left;
    }

    private void add(long event) {
        int before = count;
        if (before == events.length) {
            long[] larger = new long[2 * before];
            for (int i = 0; i < before; i++) {
                larger[i] = events[(first + i) % before];
            }
            events = larger;
            first = 0;
        }
        events[(first + before) % events.length] = event;
        count = before + 1;
    }
}
