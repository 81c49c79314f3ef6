package io.millrace.benchmarks.costs;

import io.millrace.core.ForwardingDomain;
import io.millrace.core.Ingress;
import io.millrace.core.Port;
import io.millrace.core.SchedulingDomain;
import java.util.Objects;
import java.util.stream.IntStream;

/** A domain whose ports and ingress are timed. */
final class TimedDomain extends ForwardingDomain {

    private final Ingress ingress;
    private final Port[] ports;

    TimedDomain(SchedulingDomain domain, Timesheets sheets) {
        super(domain);
        ingress = new TimedIngress(domain.ingress(), sheets);
        ports = IntStream.range(0, domain.configuration().ports().size())
                .mapToObj(id -> new TimedPort(domain.port(id), sheets))
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
}
