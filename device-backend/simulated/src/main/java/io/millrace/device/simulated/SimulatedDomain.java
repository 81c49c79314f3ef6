package io.millrace.device.simulated;

import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.DomainReport;
import io.millrace.core.DomainState;
import io.millrace.core.FlushCallback;
import io.millrace.core.Ingress;
import io.millrace.core.Port;
import io.millrace.core.PortCounter;
import io.millrace.core.SchedulingDomain;
import java.util.Objects;
import java.util.stream.IntStream;

/** A domain of the software device, whose threads are simulated, and in which things may fail. */
final class SimulatedDomain implements SchedulingDomain {

    private final SchedulingDomain domain;
    private final Runnable whenClosed;
    private final Ingress ingress;
    private final Port[] ports;

    SimulatedDomain(SchedulingDomain domain, Scheduler scheduler, Runnable whenClosed) {
        this.domain = domain;
        this.whenClosed = whenClosed;
        ingress = new SimulatedIngress(domain.ingress(), scheduler);
        ports = IntStream.range(0, domain.configuration().ports().size())
                .mapToObj(id -> new SimulatedPort(domain.port(id), scheduler))
                .toArray(Port[]::new);
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
        return ingress;
    }

    @Override
    public Port port(int id) {
        return ports[Objects.checkIndex(id, ports.length)];
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
        boolean first = domain.state() != DomainState.CLOSED;
        domain.close();
        if (first) {
            whenClosed.run();
        }
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
    public DomainReport report() {
        return domain.report();
    }
}
