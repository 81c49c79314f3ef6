package io.millrace.core.domain;

import io.millrace.core.DomainState;
import io.millrace.core.EntryHeader;
import io.millrace.core.FlushCallback;

/** One sweep through what a queue has not delivered. */
public final class Flush {

    private final DeviceDomain domain;
    private final FlushCallback callback;
    private final Actor actor;

    Flush(DeviceDomain domain, FlushCallback callback, Actor actor) {
        this.domain = domain;
        this.callback = callback;
        this.actor = actor;
    }

    /** Returns whether no NEW entry comes any more. */
    public boolean isAtTheEnd() {
        return domain.state().compareTo(DomainState.DRAINING) >= 0;
    }

    /** Flushes an entry that was claimed from a ring: it leaves the queue as a released one does. */
    public void waiting(int slot) {
        EntryStore store = domain.store();
        long header = store.header(slot);
        long seat = store.seat(slot);
        try {
            callback.flushed(header, store.payload(slot));
        } finally {
            store.state(slot, EntryStore.FINISHING);
            domain.queue(EntryHeader.queue(header)).release(slot, header, seat, actor);
        }
    }

    /** Flushes an entry that was taken out of an atomic flow: nobody is told, since nobody was promised the flow. */
    public void unheld(int slot) {
        EntryStore store = domain.store();
        try {
            callback.flushed(store.header(slot), store.payload(slot));
        } finally {
            actor.end(slot);
        }
    }
}
