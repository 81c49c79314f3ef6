package io.millrace.device.monitor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What must be true of one flow of an atomic queue.
 *
 * <ol>
 *   <li>The holder is set before the user sees an entry, and cleared before the device hears that the last one is finished. So whoever finds another holder has the proof
 *       that two hold the flow.
 *   <li>The plain fields belong to whoever has the flow, and pass on with it by way of the device, which promises that order of memory.
 *   <li>Whoever was refused the flow holds nothing of it here, so one violation does not bring forth others.
 * </ol>
 */
final class WatchedFlow {

    private static final int SERIES_BITS = 6;
    private static final long ONE_DETACHED = 1L << 32;
    private static final VarHandle HOLDER;
    private static final VarHandle UNFINISHED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HOLDER = lookup.findVarHandle(WatchedFlow.class, "holder", long.class);
            UNFINISHED = lookup.findVarHandle(WatchedFlow.class, "unfinished", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SeriesTable series = new SeriesTable(SERIES_BITS);

    /** The {@link Holding} of the entry by which the flow was taken. Accessed by {@link #HOLDER}. */
    @SuppressWarnings({"unused", "UnusedVariable"})
    private long holder;

    /** How many entries are delivered and not finished, and in the high half how many of them are detached. Accessed by {@link #UNFINISHED}. */
    @SuppressWarnings({"unused", "UnusedVariable"})
    private long unfinished;

    private long lastPlace = -1;
    private long lastHolding;

    /** Takes the flow for an entry of a port, or returns who has it. */
    long take(int port, long holding) {
        for (; ; ) {
            // Pairs with finish() of the last holder, and with itself on the threads of other ports.
            long now = (long) HOLDER.getAcquire(this);
            if (now == Holding.NOBODY) {
                if (HOLDER.compareAndSet(this, Holding.NOBODY, holding)) {
                    UNFINISHED.setRelease(this, 1L);
                    return Holding.NOBODY;
                }
            } else if (Holding.port(now) == port && (long) UNFINISHED.getAcquire(this) < ONE_DETACHED) {
                UNFINISHED.getAndAdd(this, 1L);
                return Holding.NOBODY;
            } else {
                return now;
            }
        }
    }

    /** Says that a delivered entry is detached: the port has the flow no more than anybody else. */
    void detach() {
        UNFINISHED.getAndAdd(this, ONE_DETACHED);
    }

    /** Says that a detached entry is held again. */
    void attach() {
        UNFINISHED.getAndAdd(this, -ONE_DETACHED);
    }

    /** Says that a delivered entry is about to be finished. Called before the device hears of it. */
    void finish(boolean detached) {
        long one = detached ? ONE_DETACHED + 1 : 1;
        // The only one left is this one, so nobody else changes the word. Otherwise: pairs with itself on other threads
        // that finish entries of the same delivery.
        if ((long) UNFINISHED.getAcquire(this) == one || (long) UNFINISHED.getAndAdd(this, -one) == one) {
            // Pairs with take(): whoever the device gives the flow to finds it free.
            HOLDER.setRelease(this, Holding.NOBODY);
        }
    }

    /** Notes the place of an entry; returns who was there and should have come behind it. Called by whoever has the flow. */
    long pass(long place, long holding) {
        if (place <= lastPlace) {
            return lastHolding;
        }
        lastPlace = place;
        lastHolding = holding;
        return Holding.NOBODY;
    }

    /** Returns the series of which entries have come. Used by whoever has the flow. */
    SeriesTable series() {
        return series;
    }
}
