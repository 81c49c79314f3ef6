package io.millrace.device.monitor;

import io.millrace.core.Burst;
import io.millrace.core.FlushCallback;
import io.millrace.core.ForwardingPort;
import io.millrace.core.Port;
import io.millrace.core.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A port on which entries are unwrapped when they are delivered, and wrapped again when they are forwarded.
 *
 * <p>What an entry holds is given up before the device hears that it is finished, and taken back if the device refuses: so the monitor is never behind the device, and what
 * it finds held is held.
 */
final class MonitoredPort extends ForwardingPort {

    private static final int DIRECTED_SERIES_BITS = 12;

    private final int id;
    private final boolean implicitRelease;
    private final MonitoredDomain domain;
    private final Inspection inspection;
    private final CreditAccount credits;
    private final HeldEntries held = new HeldEntries();
    private final SeriesTable directed = new SeriesTable(DIRECTED_SERIES_BITS);

    /** How many entries are held that nobody watches. */
    private int unwatched;

    /** Whether one of them may have come from an ordered queue: what is forwarded there waits for its turn, and is overtaken. */
    private boolean isUnwatchedReordered;

    private long appended;
    private int resets;
    private boolean isInUse;

    /** Who drives the port, or has driven it last. */
    private volatile @Nullable Thread driver;

    MonitoredPort(Port port, MonitoredDomain domain) {
        super(port);
        this.domain = domain;
        id = port.id();
        implicitRelease = domain.configuration().ports().get(id).implicitRelease();
        inspection = domain.inspection();
        credits = domain.credits();
    }

    @Override
    public int id() {
        return id;
    }

    // Delivery.

    @Override
    public int dequeue(Burst burst, long timeoutNanos) {
        if (isDrivenByAnother()) {
            return port.dequeue(burst, timeoutNanos);
        }
        isInUse = true;
        try {
            forgetAfterReset();
            int count = implicitRelease && held.count() + unwatched > 0
                    ? dequeueReleasing(burst, timeoutNanos)
                    : port.dequeue(burst, timeoutNanos);
            for (int i = 0; i < count; i++) {
                open(burst, i);
            }
            return count;
        } finally {
            isInUse = false;
        }
    }

    /** Returns whether the device will refuse the caller, of whom nothing may be noticed then. */
    @SuppressWarnings("ReferenceEquality") // A thread is equal to itself alone.
    private boolean isDrivenByAnother() {
        Thread caller = Thread.currentThread();
        if (driver != caller) {
            if (isInUse) {
                return true;
            }
            driver = caller;
        }
        return false;
    }

    private void forgetAfterReset() {
        if (resets != domain.resets()) {
            resets = domain.resets();
            held.clear();
            directed.clear();
            unwatched = 0;
        }
    }

    /** Dequeues where the device releases what is held. */
    private int dequeueReleasing(Burst burst, long timeoutNanos) {
        int count = unwatched + held.countReal();
        credits.returning(id, count);
        held.forEach(entry -> entry.leaveFlow(false));
        boolean done = false;
        try {
            int entries = port.dequeue(burst, timeoutNanos);
            done = true;
            held.forEach(entry -> entry.set(Watched.FINISHED));
            held.clear();
            unwatched = 0;
            credits.returned(id, count);
            return entries;
        } finally {
            if (!done) {
                credits.returning(id, -count);
            }
        }
    }

    /** Gives the user what the delivered entry carries. */
    private void open(Burst delivered, int index) {
        long handle = delivered.entry(index);
        long header = delivered.header(index);
        Object carried = delivered.payload(index);
        if (carried instanceof Watched watched) {
            delivered.payload(index, open(watched, handle, header, delivered.sequenceNumber(index)));
        } else if (inspection.isFull()) {
            inspection.reportStranger(id, header, handle);
            held.put(handle, ghost(-1, carried, header));
        } else {
            isUnwatchedReordered = inspection.isOrdered(header) || (isUnwatchedReordered && unwatched > 0);
            unwatched++;
        }
    }

    private @Nullable Object open(Watched entry, long handle, long header, long place) {
        int before;
        if (inspection.isGuarded(header)) {
            before = entry.state();
            entry.set(Watched.HELD + id);
        } else {
            before = entry.become(Watched.HELD + id);
        }
        if (before != Watched.QUEUED) {
            inspection.reportDelivery(entry, before, header, id);
            held.put(handle, ghost(entry.number, entry.payload, header));
            return entry.payload;
        }
        held.put(handle, entry);
        inspection.arrived(entry, header, place, id, directed);
        return entry.payload;
    }

    private Watched ghost(long number, @Nullable Object payload, long header) {
        Watched ghost = new Watched(number, payload, true);
        ghost.header = header;
        ghost.set(Watched.HELD + id);
        return ghost;
    }

    // NEW and fragments.

    @Override
    @SuppressWarnings("NullAway") // The device refuses null.
    public Refusal enqueue(long header, Object payload) {
        long number = credits.begin(id, 1);
        Refusal refusal = Refusal.STOPPED;
        try {
            Object sent =
                    payload == null ? null : inspection.wrap(number, header, payload, Series.ofPort(id), appended++);
            refusal = port.enqueue(header, sent);
        } finally {
            ended(refusal, number);
        }
        return refusal;
    }

    @Override
    @SuppressWarnings("NullAway") // The device refuses null.
    public Refusal fragment(long handle, long header, Object payload) {
        Watched holder = held.at(handle);
        long number = credits.begin(id, 1);
        Refusal refusal = Refusal.STOPPED;
        try {
            if (holder != null && payload != null) {
                Watched sent = holder.withFragment(new Watched(number, payload, false));
                refusal = port.fragment(handle, header, sent);
                holder.fragments += refusal.accepted() ? 1 : 0;
            } else {
                refusal = port.fragment(handle, header, payload);
            }
        } finally {
            ended(refusal, number);
        }
        return refusal;
    }

    private void ended(Refusal refusal, long number) {
        int accepted = refusal.accepted() ? 1 : 0;
        domain.check().ended(id, accepted, refusal, 1 - accepted, number);
    }

    /** In turn, as the contract of bursts has it: what comes before a mistake is done. */
    @Override
    @SuppressWarnings("NullAway") // The device refuses null.
    public int enqueue(Burst burst) {
        burst.refusal(Refusal.NONE);
        for (int i = 0; i < burst.count(); i++) {
            switch (burst.operation(i)) {
                case NEW -> burst.refusal(enqueue(burst.header(i), burst.payload(i)));
                case FORWARD -> forward(burst.entry(i), burst.header(i), burst.payload(i));
                case RELEASE -> release(burst.entry(i));
            }
            if (!burst.refusal().accepted()) {
                return i;
            }
        }
        return burst.count();
    }

    // The end of a holding.

    @Override
    public void forward(long handle, long header, @Nullable Object payload) {
        // Of a header that the device will refuse nothing is noticed.
        Watched entry = inspection.exists(header) ? held.remove(handle) : null;
        if (entry == null) {
            forwardUnwatched(handle, header, payload);
            return;
        }
        Object before = entry.payload;
        long place = entry.rank;
        entry.payload = payload;
        if (inspection.isOrdered(entry.header)) {
            entry.leaveInOrder();
        } else {
            entry.in(Series.ofPort(id), appended++);
        }
        entry.leaveFlow(false);
        entry.set(Watched.QUEUED);
        boolean done = false;
        try {
            port.forward(handle, header, entry);
            done = true;
        } finally {
            if (!done) {
                entry.payload = before;
                entry.rank = place;
                hold(handle, entry);
            }
        }
    }

    private void forwardUnwatched(long handle, long header, @Nullable Object payload) {
        Object sent = payload;
        if (!inspection.isFull()) {
            long number = credits.begin(id, 1);
            credits.returned(id, 1);
            long series = isUnwatchedReordered ? Series.NONE : Series.ofPort(id);
            sent = inspection.wrap(number, header, payload, series, appended++);
        }
        port.forward(handle, header, sent);
        finishedUnwatched(handle);
    }

    @Override
    public void release(long handle) {
        Watched entry = held.remove(handle);
        int count = entry != null && entry.ghost ? 0 : 1;
        if (entry != null) {
            entry.leaveFlow(false);
            entry.set(Watched.FINISHED);
        }
        credits.returning(id, count);
        boolean done = false;
        try {
            port.release(handle);
            done = true;
        } finally {
            if (!done) {
                credits.returning(id, -count);
                if (entry != null) {
                    hold(handle, entry);
                }
            }
        }
        credits.returned(id, count);
        if (entry == null) {
            finishedUnwatched(handle);
        }
    }

    /** The device has let go of something that is not among the watched entries. */
    private void finishedUnwatched(long handle) {
        if (unwatched > 0) {
            unwatched--;
        } else {
            inspection.reportHandle(id, handle);
        }
    }

    @Override
    public void detach(long handle) {
        Watched entry = held.remove(handle);
        if (entry == null) {
            port.detach(handle);
            finishedUnwatched(handle);
            return;
        }
        WatchedFlow flow = entry.flow;
        if (flow != null) {
            flow.detach();
        }
        entry.set(Watched.DETACHED);
        domain.detached().put(handle, entry);
        boolean done = false;
        try {
            port.detach(handle);
            done = true;
        } finally {
            if (!done) {
                domain.detached().remove(handle, entry);
                if (flow != null) {
                    flow.attach();
                }
                hold(handle, entry);
            }
        }
    }

    @Override
    public int quiesce(FlushCallback callback) {
        Objects.requireNonNull(callback, "callback");
        int[] released = {0};
        try {
            int count = port.quiesce((header, payload) -> {
                if (payload instanceof Watched entry) {
                    callback.flushed(header, entry.payload);
                    entry.leaveFlow(false);
                    entry.set(Watched.FINISHED);
                } else {
                    unwatched--;
                    callback.flushed(header, payload);
                }
                if (!(payload instanceof Watched entry) || !entry.ghost) {
                    // Before the device gives the credit back, which is after this call.
                    released[0]++;
                    credits.returning(id, 1);
                }
            });
            held.clear();
            return count;
        } finally {
            credits.returned(id, released[0]);
        }
    }

    /** Holds an entry again that the device has not let go of. Its flow is not watched until the next delivery: perhaps somebody else has it by now. */
    private void hold(long handle, Watched entry) {
        entry.set(Watched.HELD + id);
        held.put(handle, entry);
    }
}
