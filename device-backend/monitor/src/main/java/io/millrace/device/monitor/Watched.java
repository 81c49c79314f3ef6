package io.millrace.device.monitor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What the device carries in place of a payload: the payload, and what must come true of the entry. It fits in a cache line.
 *
 * <p>All but the state is written by the one thread that has the entry in its hands, and reaches the next by way of the device. The state is swapped at each delivery,
 * so of two deliveries one sees the other, whatever the device does. It is only read and written where the entry has another guard: an atomic flow, or a directed queue with its
 * one port.
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>State</th><th>Meaning</th><th>Next</th></tr>
 * <tr><td>QUEUED</td><td>in the device, or on the way in</td><td>HELD at delivery, FINISHED at a flush</td></tr>
 * <tr><td>HELD + port</td><td>delivered to a port</td><td>DETACHED, QUEUED at a forward, FINISHED</td></tr>
 * <tr><td>DETACHED</td><td>any one thread may finish it</td><td>QUEUED, FINISHED</td></tr>
 * <tr><td>FINISHED</td><td>nobody may see it again</td><td></td></tr>
 * </table>
 */
final class Watched {

    static final int QUEUED = 0;
    static final int DETACHED = 1;
    static final int FINISHED = 2;
    static final int HELD = 16;

    /** The rank of an entry behind all its fragments. */
    private static final int LAST = 31;

    private static final int RANK_SHIFT = 5;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Watched.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the user has handed in last. */
    @Nullable
    Object payload;

    /** The flow that is held by this entry; null if none. */
    @Nullable
    WatchedFlow flow;

    /** As it was at the last delivery. */
    long header;

    /** In what order with others it was handed in last, see {@link Series}; 0 if in none. */
    long series;

    /** Where it stands in the series; from its delivery on, its place in its flow. */
    long rank;

    final long number;

    /** How many fragments it has in its present place. */
    int fragments;

    /** Whether it stands for a delivery that should not have been: it counts for nothing. */
    final boolean ghost;

    /** Accessed by {@link #STATE}. */
    @SuppressWarnings({"unused", "UnusedVariable"})
    private int state;

    Watched(long number, @Nullable Object payload, boolean ghost) {
        this.number = number;
        this.payload = payload;
        this.ghost = ghost;
    }

    /** Says where it stands among those that are handed in with it. */
    Watched in(long itsSeries, long itsRank) {
        series = itsSeries;
        rank = itsRank;
        return this;
    }

    /** Says that it goes to where all go that come out of its ordered flow. */
    void leaveInOrder() {
        in(Series.ofFlow(header), (rank << RANK_SHIFT) | LAST);
    }

    /** Puts another entry in the place of this one, before it and behind the fragments that it has. */
    Watched withFragment(Watched fragment) {
        return fragment.in(Series.ofFlow(header), (rank << RANK_SHIFT) | fragments);
    }

    /** Gives up the flow that it holds, as one that was detached or was not. Called before the device hears that it is finished. */
    void leaveFlow(boolean detached) {
        WatchedFlow held = flow;
        if (held != null) {
            flow = null;
            held.finish(detached);
        }
    }

    /** Changes the state whatever it is, and returns what it was. */
    int become(int next) {
        // Pairs with itself on the threads of other ports: one of two deliveries sees the other.
        return (int) STATE.getAndSet(this, next);
    }

    /** Returns the state, where no other thread can have the entry unless the device has given it to two. */
    int state() {
        return (int) STATE.getAcquire(this);
    }

    /** Changes the state of an entry that is in the hands of the caller. */
    void set(int next) {
        // Pairs with become() of whoever gets it from the device.
        STATE.setRelease(this, next);
    }

    /** Takes a detached entry to finish it; returns whether nobody else has. */
    boolean claim(int next) {
        // Pairs with itself: one of those that finish a detached entry finishes it for the monitor.
        return STATE.compareAndSet(this, DETACHED, next);
    }
}
