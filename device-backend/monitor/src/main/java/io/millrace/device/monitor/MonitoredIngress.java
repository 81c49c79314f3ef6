package io.millrace.device.monitor;

import io.millrace.core.Burst;
import io.millrace.core.Ingress;
import io.millrace.core.Operation;
import io.millrace.core.Refusal;
import org.jspecify.annotations.Nullable;

/** The way in, on which entries are wrapped. */
final class MonitoredIngress implements Ingress {

    private final Ingress ingress;
    private final MonitoredDomain domain;
    private final Inspection inspection;
    private final CreditAccount credits;

    MonitoredIngress(Ingress ingress, MonitoredDomain domain) {
        this.ingress = ingress;
        this.domain = domain;
        inspection = domain.inspection();
        credits = domain.credits();
    }

    @Override
    @SuppressWarnings("NullAway") // The device refuses null.
    public Refusal enqueue(long header, Object payload) {
        int stripe = credits.stripe();
        long number = credits.begin(stripe, 1);
        Refusal refusal = Refusal.STOPPED;
        try {
            Object sent = payload == null ? null : wrap(stripe, number, header, payload);
            refusal = ingress.enqueue(header, sent);
        } finally {
            int accepted = refusal.accepted() ? 1 : 0;
            domain.check().ended(stripe, accepted, refusal, 1 - accepted, number);
        }
        return refusal;
    }

    private @Nullable Object wrap(int stripe, long number, long header, Object payload) {
        return inspection.wrap(
                number, header, payload, Series.ofThread(Thread.currentThread().getId(), stripe), number);
    }

    @Override
    public int enqueue(Burst burst) {
        int count = burst.count();
        if (count == 0) {
            return ingress.enqueue(burst);
        }
        int stripe = credits.stripe();
        long first = credits.begin(stripe, count);
        Burst carrier = carrier(burst, stripe, first);
        int accepted = 0;
        try {
            accepted = ingress.enqueue(carrier);
            burst.refusal(carrier.refusal());
        } finally {
            long last = credits.number(first, Math.max(0, accepted - 1));
            domain.check().ended(stripe, accepted, carrier.refusal(), count - accepted, last);
        }
        return accepted;
    }

    /** Returns the same with wrapped payloads, and with the mistakes that the device will find. */
    private Burst carrier(Burst burst, int stripe, long first) {
        Burst carrier = new Burst(burst.count());
        for (int i = 0; i < burst.count(); i++) {
            long header = burst.header(i);
            Object payload = burst.payload(i);
            if (burst.operation(i) != Operation.NEW) {
                carrier.deliver(burst.entry(i), header, 0, payload);
            } else {
                add(carrier, header, payload == null ? null : wrap(stripe, credits.number(first, i), header, payload));
            }
        }
        return carrier;
    }

    @SuppressWarnings("NullAway") // The device refuses null.
    private static void add(Burst carrier, long header, @Nullable Object payload) {
        carrier.add(header, payload);
    }

    @Override
    public boolean awaitCredit(long timeoutNanos) throws InterruptedException {
        return ingress.awaitCredit(timeoutNanos);
    }

    @Override
    public void forward(long handle, long header, @Nullable Object payload) {
        Watched entry = inspection.exists(header) ? domain.detached().get(handle) : null;
        if (entry == null) {
            ingress.forward(handle, header, payload);
        } else if (entry.claim(Watched.QUEUED)) {
            if (inspection.isOrdered(entry.header)) {
                entry.leaveInOrder();
            } else {
                entry.in(Series.NONE, 0);
            }
            entry.payload = payload;
            entry.leaveFlow(true);
            ingress.forward(handle, header, entry);
            domain.detached().remove(handle, entry);
        } else {
            // Somebody else finishes it, for the monitor. If the device prefers this call, the entry begins anew.
            ingress.forward(handle, header, new Watched(entry.number, payload, entry.ghost));
            domain.detached().remove(handle, entry);
        }
    }

    @Override
    public void release(long handle) {
        Watched entry = domain.detached().get(handle);
        int stripe = credits.stripe();
        boolean counts = entry == null || (entry.claim(Watched.FINISHED) && !entry.ghost);
        if (entry != null && counts) {
            entry.leaveFlow(true);
        }
        releaseCounted(handle, stripe, counts ? 1 : 0, entry == null);
        if (entry != null) {
            domain.detached().remove(handle, entry);
        }
        if (entry == null || !entry.ghost) {
            credits.returned(stripe, 1);
        }
    }

    /** Releases an entry after its credit was counted. Where somebody else may have finished it first, who has counts it too. */
    private void releaseCounted(long handle, int stripe, int count, boolean undo) {
        credits.returning(stripe, count);
        boolean done = false;
        try {
            ingress.release(handle);
            done = true;
        } finally {
            if (!done && undo) {
                credits.returning(stripe, -count);
            }
        }
    }
}
