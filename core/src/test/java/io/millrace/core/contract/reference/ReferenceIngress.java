package io.millrace.core.contract.reference;

import io.millrace.core.Burst;
import io.millrace.core.Ingress;
import io.millrace.core.Operation;
import io.millrace.core.PortConfiguration;
import io.millrace.core.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The way in of a {@link ReferenceDomain}. */
final class ReferenceIngress implements Ingress {

    private final ReferenceDomain domain;

    ReferenceIngress(ReferenceDomain domain) {
        this.domain = domain;
    }

    @Override
    public Refusal enqueue(long header, Object payload) {
        return domain.enter(header, payload, PortConfiguration.NO_THRESHOLD);
    }

    @Override
    public int enqueue(Burst burst) {
        for (int i = 0; i < burst.count(); i++) {
            if (burst.operation(i) != Operation.NEW) {
                throw new IllegalArgumentException(
                        "entry is not NEW: index=" + i + ", operation=" + burst.operation(i));
            }
            domain.queue(burst.header(i));
        }
        burst.refusal(Refusal.NONE);
        for (int i = 0; i < burst.count(); i++) {
            Refusal refusal = enqueue(burst.header(i), Objects.requireNonNull(burst.payload(i)));
            if (!refusal.accepted()) {
                burst.refusal(refusal);
                return i;
            }
        }
        return burst.count();
    }

    @Override
    public boolean awaitCredit(long timeoutNanos) throws InterruptedException {
        return domain.awaitCredit(timeoutNanos);
    }

    @Override
    public void forward(long handle, long header, @Nullable Object payload) {
        domain.locked(() -> {
            Entry entry = find(handle);
            StageQueue destination = domain.queue(header);
            finish(entry);
            domain.finish(entry, destination, header, payload);
            return entry;
        });
    }

    @Override
    public void release(long handle) {
        domain.locked(() -> {
            Entry entry = find(handle);
            finish(entry);
            domain.finish(entry, null, 0, null);
            return entry;
        });
    }

    private Entry find(long handle) {
        Entry entry = domain.detached.get(handle);
        if (entry == null) {
            throw new IllegalStateException("entry is not detached: entry=" + handle);
        }
        return entry;
    }

    private void finish(Entry entry) {
        domain.detached.remove(entry.handle);
        if (entry.flow != null) {
            entry.flow.detached--;
        }
    }
}
