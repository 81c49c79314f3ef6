package io.millrace.core.domain;

import io.millrace.core.EntryHeader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** On whose behalf an entry moves: a port, or a stripe of threads that own none. It knows where to give credits back, and who may go on with a flow. */
public class Actor {

    private static final VarHandle ENDED_BY_PORT;

    static {
        try {
            ENDED_BY_PORT = MethodHandles.lookup().findVarHandle(Actor.class, "endedByPort", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final DeviceDomain domain;
    private final EntryStore store;
    private final CreditPool pool;
    private final int stripe;
    private final @Nullable DevicePort port;
    private final LongAdder endedByMany = new LongAdder();

    private long endedByPort;

    public Actor(DeviceDomain domain, int stripe, @Nullable DevicePort port) {
        this.domain = domain;
        this.store = domain.store();
        this.pool = domain.pool();
        this.stripe = stripe;
        this.port = port;
    }

    @Nullable
    public DevicePort port() {
        return port;
    }

    /** Returns how many entries this actor has ended. */
    long ended() {
        return endedByMany.sum() + (long) ENDED_BY_PORT.getOpaque(this);
    }

    /** Takes a credit; -1 if there is none. */
    int take() {
        return pool.take(stripe);
    }

    /** Gives back a credit that no entry has used. */
    void giveUnused(int slot) {
        give(slot);
    }

    /** Moves an entry into the queue that its header names. */
    public void append(int slot) {
        store.state(slot, EntryStore.QUEUED);
        append(slot, store.header(slot));
    }

    /** The same, by a caller who knows the header but for the stage. */
    public void append(int slot, long header) {
        domain.queue(EntryHeader.queue(header)).append(slot, header, this);
    }

    /** Counts entries that have come into ordered flows, or left them if negative. */
    public void order(int entries) {
        if (entries != 0) {
            domain.orderedShare().add(stripe, port != null, entries);
        }
    }

    /** Ends an entry and gives its credit back. */
    public void end(int slot) {
        store.end(slot);
        if (port != null) {
            // Pairs with ended(), which may see an older count.
            ENDED_BY_PORT.setOpaque(this, endedByPort + 1);
        } else {
            endedByMany.increment();
        }
        give(slot);
    }

    /** Shows the credits of this actor to everybody. */
    void flushCredits() {
        pool.flush(stripe);
    }

    /** Moves the fragments of an entry on whose turn has come. */
    public void appendFragments(int holder) {
        int fragment = store.firstFragment(holder);
        while (fragment >= 0) {
            // Asked before it is appended: after that it belongs to others.
            int next = store.unlinkFragment(holder, fragment);
            append(fragment);
            fragment = next;
        }
    }

    private void give(int slot) {
        pool.give(stripe, slot);
        domain.creditGiven();
    }
}
