package io.millrace.core.domain;

import io.millrace.core.Burst;
import io.millrace.core.Ingress;
import io.millrace.core.Operation;
import io.millrace.core.Refusal;
import io.millrace.core.Surroundings;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The way in for threads without a port: a few stripes, so that many threads do not take credits from one word. */
final class DeviceIngress implements Ingress {

    private final DeviceDomain domain;
    private final Actor[] stripes;

    DeviceIngress(DeviceDomain domain, Actor[] stripes) {
        this.domain = domain;
        this.stripes = stripes;
    }

    /** Returns the actor of the calling thread. */
    Actor actor() {
        long mixed = Surroundings.threadNumber() * 0x9E37_79B9_7F4A_7C15L;
        return stripes[(int) (mixed >>> Integer.SIZE) & stripes.length - 1];
    }

    long ended() {
        return Arrays.stream(stripes).mapToLong(Actor::ended).sum();
    }

    @Override
    public Refusal enqueue(long header, Object payload) {
        domain.check(header);
        return domain.admit(header, payload, actor());
    }

    @Override
    public int enqueue(Burst burst) {
        for (int i = 0; i < burst.count(); i++) {
            if (burst.operation(i) != Operation.NEW) {
                throw new IllegalArgumentException(
                        "only NEW enters through the ingress: index=" + i + ", operation=" + burst.operation(i));
            }
            domain.check(burst.header(i));
        }
        Actor actor = actor();
        burst.refusal(Refusal.NONE);
        for (int i = 0; i < burst.count(); i++) {
            Refusal refusal = domain.admit(burst.header(i), DeviceDomain.payload(burst, i), actor);
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
    public void forward(long entry, long header, @Nullable Object payload) {
        domain.check(header);
        domain.forward(detached(entry), header, payload, actor());
    }

    @Override
    public void release(long entry) {
        domain.release(detached(entry), actor());
    }

    private int detached(long entry) {
        int slot = domain.store().slotAfter(entry, EntryStore.DETACHED, EntryStore.FINISHING);
        if (slot < 0) {
            throw new IllegalStateException(
                    "entry not detached, detach it at its port and finish it once: entry=" + entry);
        }
        return slot;
    }
}
