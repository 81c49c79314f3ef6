package io.millrace.device.monitor;

import io.millrace.core.DomainReport;
import io.millrace.core.FlushCallback;
import io.millrace.core.ForwardingDomain;
import io.millrace.core.Ingress;
import io.millrace.core.Port;
import io.millrace.core.SchedulingDomain;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A domain whose entries are looked at on their way in and out. */
final class MonitoredDomain extends ForwardingDomain {

    private final Inspection inspection;
    private final CreditAccount credits;
    private final CreditCheck check;
    private final Map<Long, Watched> detached = new ConcurrentHashMap<>();
    private final Ingress ingress;
    private final MonitoredPort[] ports;

    /** How often the domain was reset. Counted before it is started again, read by ports when they dequeue. */
    private final AtomicInteger resets = new AtomicInteger();

    MonitoredDomain(SchedulingDomain domain, Sampling sampling, Monitor monitor) {
        super(domain);
        inspection = new Inspection(domain.configuration(), sampling, monitor);
        credits = inspection.credits();
        check = new CreditCheck(domain, credits, monitor);
        ingress = new MonitoredIngress(domain.ingress(), this);
        ports = IntStream.range(0, domain.configuration().ports().size())
                .mapToObj(id -> new MonitoredPort(domain.port(id), this))
                .toArray(MonitoredPort[]::new);
    }

    Inspection inspection() {
        return inspection;
    }

    CreditAccount credits() {
        return credits;
    }

    CreditCheck check() {
        return check;
    }

    /** Returns the watched entries that any thread may finish, by handle. */
    Map<Long, Watched> detached() {
        return detached;
    }

    int resets() {
        return resets.get();
    }

    @Override
    public Ingress ingress() {
        return ingress;
    }

    @Override
    public Port port(int id) {
        return ports[Objects.checkIndex(id, ports.length)];
    }

    @Override
    public int flush(int queue, FlushCallback callback) {
        Objects.requireNonNull(callback, "callback");
        Flushing flushing = new Flushing(callback);
        try {
            return domain.flush(queue, flushing);
        } finally {
            flushing.end();
        }
    }

    @Override
    public boolean stop(FlushCallback callback, long timeoutNanos) throws InterruptedException {
        Objects.requireNonNull(callback, "callback");
        Flushing flushing = new Flushing(callback);
        boolean isEmpty;
        try {
            isEmpty = domain.stop(flushing, timeoutNanos);
        } finally {
            flushing.end();
        }
        if (isEmpty) {
            check.expectNothingMissing("stop");
        } else {
            check.expectNoneLost();
        }
        return isEmpty;
    }

    @Override
    public void reset() {
        domain.reset();
        check.expectNothingMissing("reset");
        inspection.reset();
        detached.clear();
        resets.incrementAndGet();
    }

    @Override
    public DomainReport report() {
        check.expectNoneLost();
        return domain.report();
    }

    /** One flush or stop, which gives the user what was handed in. */
    private final class Flushing implements FlushCallback {

        private final FlushCallback callback;
        private final int stripe = credits.stripe();
        private int taken;

        Flushing(FlushCallback callback) {
            this.callback = callback;
        }

        @Override
        public void flushed(long header, @Nullable Object payload) {
            if (payload instanceof Watched entry) {
                int before = entry.become(Watched.FINISHED);
                if (before != Watched.QUEUED) {
                    inspection.reportFlush(entry, before, header);
                }
                if (before == Watched.QUEUED && !entry.ghost) {
                    count();
                }
                callback.flushed(header, entry.payload);
            } else {
                count();
                callback.flushed(header, payload);
            }
        }

        private void count() {
            // Before the device gives the credit back, which is after this call.
            taken++;
            credits.returning(stripe, 1);
        }

        void end() {
            credits.returned(stripe, taken);
        }
    }
}
