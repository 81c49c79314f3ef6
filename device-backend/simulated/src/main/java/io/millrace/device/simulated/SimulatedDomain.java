package io.millrace.device.simulated;

import io.millrace.core.DomainState;
import io.millrace.core.ForwardingDomain;
import io.millrace.core.Ingress;
import io.millrace.core.Port;
import io.millrace.core.SchedulingDomain;
import java.util.Objects;
import java.util.stream.IntStream;

/** A domain of the software device, whose threads are simulated, and in which things may fail. */
final class SimulatedDomain extends ForwardingDomain {

    private final Runnable whenClosed;
    private final Ingress ingress;
    private final Port[] ports;

    SimulatedDomain(SchedulingDomain domain, Scheduler scheduler, Runnable whenClosed) {
        super(domain);
        this.whenClosed = whenClosed;
        ingress = new SimulatedIngress(domain.ingress(), scheduler);
        ports = IntStream.range(0, domain.configuration().ports().size())
                .mapToObj(id -> new SimulatedPort(domain.port(id), scheduler))
                .toArray(Port[]::new);
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
    public void close() {
        boolean first = domain.state() != DomainState.CLOSED;
        try {
            domain.close();
        } finally {
            if (first) {
                whenClosed.run();
            }
        }
    }
}
