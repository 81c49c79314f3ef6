package io.millrace.core;

import java.util.Objects;

/** A domain that has another one do everything. A device that wraps another overrides what it adds to, with its own {@link #ingress()} and {@link #port(int)}. */
public abstract class ForwardingDomain implements SchedulingDomain {

    /** The domain that does it. */
    protected final SchedulingDomain domain;

    /** Creates one before another domain. */
    protected ForwardingDomain(SchedulingDomain domain) {
        this.domain = Objects.requireNonNull(domain, "domain");
    }

    @Override
    public DomainConfiguration configuration() {
        return domain.configuration();
    }

    @Override
    public DomainState state() {
        return domain.state();
    }

    @Override
    public void start() {
        domain.start();
    }

    @Override
    public Ingress ingress() {
        return domain.ingress();
    }

    @Override
    public Port port(int id) {
        return domain.port(id);
    }

    @Override
    public void drain() {
        domain.drain();
    }

    @Override
    public int inFlight() {
        return domain.inFlight();
    }

    @Override
    public boolean isIdle() {
        return domain.isIdle();
    }

    @Override
    public int flush(int queue, FlushCallback callback) {
        return domain.flush(queue, callback);
    }

    @Override
    public boolean stop(FlushCallback callback, long timeoutNanos) throws InterruptedException {
        return domain.stop(callback, timeoutNanos);
    }

    @Override
    public void reset() {
        domain.reset();
    }

    @Override
    public void close() {
        domain.close();
    }

    @Override
    public int weight(int queue) {
        return domain.weight(queue);
    }

    @Override
    public void weight(int queue, int weight) {
        domain.weight(queue, weight);
    }

    @Override
    public long counter(DomainCounter counter) {
        return domain.counter(counter);
    }

    @Override
    public long counter(int port, PortCounter counter) {
        return domain.counter(port, counter);
    }

    @Override
    public long counter(int queue, QueueCounter counter) {
        return domain.counter(queue, counter);
    }

    @Override
    public DomainReport report() {
        return domain.report();
    }
}
