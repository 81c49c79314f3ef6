package io.millrace.device.software;

import io.millrace.core.DomainState;
import io.millrace.core.EntryHeader;
import io.millrace.core.FlushCallback;

/** One sweep through what a queue has not delivered. */
final class Flush {

    private final SoftwareDomain domain;
    private final FlushCallback callback;
    private final Actor actor;

    Flush(SoftwareDomain domain, FlushCallback callback, Actor actor) {
        this.domain = domain;
        this.callback = callback;
        this.actor = actor;
    }

    /** Returns whether no NEW entry comes any more. */
    boolean isAtTheEnd() {
        return domain.state().compareTo(DomainState.DRAINING) >= 0;
    }

    /** Flushes entries that wait in rings. */
    int all(PriorityRings rings) {
        int count = 0;
        for (int slot = rings.claim(false); slot >= 0; slot = rings.claim(false)) {
            waiting(slot);
            count++;
        }
        return count;
    }

    /** Flushes an entry that was claimed from a ring: it leaves the queue as a released one does. */
    void waiting(int slot) {
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
    void unheld(int slot) {
        EntryStore store = domain.store();
        try {
            callback.flushed(store.header(slot), store.payload(slot));
        } finally {
            actor.end(slot);
        }
    }
}
