package io.millrace.core.domain;

import io.millrace.core.DomainState;
import io.millrace.core.EntryHeader;
import io.millrace.core.FlushCallback;
import io.millrace.core.Surroundings;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The life of a domain: its state, what moves that on, and how entries leave before their time. */
final class DomainLife {

    private static final long HOLDER_LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final DeviceDomain domain;
    private final DeviceQueue[] queues;
    private final DevicePort[] ports;
    private final CreditWaiters creditWaiters;
    private final Actor flusher;
    private final LongAdder[] flushed;

    /** Raised under the lock of this; pairs with the reads of {@link DeviceDomain#admit}. */
    private volatile DomainState state = DomainState.OPEN;

    /** How many flushes are under way. Guarded by the lock of this. */
    private int flushes;

    DomainLife(
            DeviceDomain domain, DeviceQueue[] queues, DevicePort[] ports, CreditWaiters creditWaiters, Actor flusher) {
        this.domain = domain;
        this.queues = queues;
        this.ports = ports;
        this.creditWaiters = creditWaiters;
        this.flusher = flusher;
        flushed = new LongAdder[queues.length];
        Arrays.setAll(flushed, i -> new LongAdder());
    }

    DomainState state() {
        return state;
    }

    boolean takesNew() {
        return state == DomainState.STARTED;
    }

    /** Returns whether ports get entries. */
    boolean delivers() {
        DomainState now = state;
        return now == DomainState.STARTED || now == DomainState.DRAINING;
    }

    /** Returns how many entries of a queue were flushed. */
    long flushed(int queue) {
        return flushed[queue].sum();
    }

    synchronized void start() {
        if (state != DomainState.OPEN) {
            throw new IllegalStateException("a domain is started once, when it is open: state=" + state);
        }
        state = DomainState.STARTED;
    }

    void drain() {
        advanceTo(DomainState.DRAINING);
        creditWaiters.wakeAll();
    }

    boolean stop(FlushCallback callback, long timeoutNanos) throws InterruptedException {
        long begin = domain.now();
        beginFlush();
        try {
            endDelivery(DomainState.STOPPED, callback);
            return awaitHolders(callback, begin, timeoutNanos);
        } finally {
            endFlush();
        }
    }

    private boolean awaitHolders(FlushCallback callback, long begin, long timeoutNanos) throws InterruptedException {
        while (!domain.isIdle()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for the holders of entries");
            }
            if (state == DomainState.CLOSED || domain.now() - begin >= timeoutNanos) {
                return false;
            }
            Surroundings.parkNanos(domain, HOLDER_LOOK_NANOS);
            flushAll(callback);
        }
        return true;
    }

    /** Begins a new life, if the domain is stopped and empty. */
    synchronized void reset() {
        if (state != DomainState.STOPPED || flushes > 0) {
            throw new IllegalStateException("a domain is reset when it is stopped and nobody flushes it: state=" + state
                    + ", flushes=" + flushes);
        }
        domain.report().requireEmpty();
        Arrays.stream(queues).forEach(DeviceQueue::reset);
        Arrays.stream(ports).forEach(DevicePort::reset);
        domain.linkage().reset();
        state = DomainState.OPEN;
    }

    void close() {
        endDelivery(DomainState.CLOSED, (header, payload) -> {});
    }

    private void endDelivery(DomainState next, FlushCallback callback) {
        advanceTo(next);
        creditWaiters.wakeAll();
        for (DevicePort port : ports) {
            port.wake();
        }
        flushAll(callback);
    }

    private synchronized void advanceTo(DomainState next) {
        if (state == DomainState.OPEN && next != DomainState.CLOSED) {
            throw new IllegalStateException("only a started domain can drain or stop: state=" + state);
        }
        if (state.compareTo(next) < 0) {
            state = next;
        }
    }

    private void flushAll(FlushCallback callback) {
        for (int queue = 0; queue < queues.length; queue++) {
            flush(queue, callback);
        }
    }

    int flush(int queue, FlushCallback callback) {
        beginFlush();
        try {
            return sweep(queue, new Flush(domain, callback, flusher));
        } finally {
            endFlush();
        }
    }

    private int sweep(int queue, Flush flush) {
        int total = 0;
        boolean mayHaveMore = true;
        while (mayHaveMore) {
            int found = queues[queue].flush(flush);
            for (DevicePort port : ports) {
                found += port.aside().flush(queue, flush);
            }
            total += found;
            mayHaveMore = found > 0;
            if (!mayHaveMore && flush.isAtTheEnd() && isBeingHandedIn(queue)) {
                // Its appender, or a port that has taken it, is in the middle of a few instructions and may need this
                // core.
                Surroundings.giveWay();
                mayHaveMore = true;
            }
        }
        flusher.flushCredits();
        flushed[queue].add(total);
        return total;
    }

    /** Returns whether an accepted entry may still come to light: one that is marked, or one that has its credit but no mark yet. */
    private boolean isBeingHandedIn(int queue) {
        EntryStore store = domain.store();
        // Read first: an entry that ends meanwhile then only makes the answer careful.
        int inFlight = domain.inFlight();
        int marked = 0;
        for (int slot = 0; slot < store.capacity(); slot++) {
            if (store.isUndelivered(slot) && EntryHeader.queue(store.header(slot)) == queue) {
                return true;
            }
            marked += store.isFree(slot) ? 0 : 1;
        }
        return inFlight > marked;
    }

    /** Keeps the domain from being reset: what begins to flush in one life must not take the entries of the next. */
    private synchronized void beginFlush() {
        flushes++;
    }

    private synchronized void endFlush() {
        flushes--;
    }
}
