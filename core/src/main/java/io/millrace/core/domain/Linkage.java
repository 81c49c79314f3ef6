package io.millrace.core.domain;

import io.millrace.core.ConfigurationCheck;
import io.millrace.core.Device;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.Surroundings;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Changes the links of a domain while everything else goes on.
 *
 * <p>A link is known in two places: the port has the queues that it looks at, the queue has the set of ports that may have its entries and that it rings for.
 * Whoever moves entries only reads them.
 *
 * <ol>
 *   <li>A port looks at a queue before it is in the set. So whoever finds a searching port in the set may rely on it.
 *   <li>Who appends publishes and then reads the set; who links adds to the set and then wakes the port. One of the two sees the other.
 *   <li>Who appends may have relied on a port that leaves. So who unlinks takes the port out of the set and then rings for the others, whether or not there
 *       seems to be anything.
 *   <li>A port sets aside and then looks whether it is still in the set; who unlinks takes it out of the set and then looks at what is set aside. One of the two
 *       gives it back.
 *   <li>A port says which links it looks at, and then looks; they change after it is out of the set and what was set aside is back. So a port
 *       that has named links without a queue, or is at rest, gets nothing more of that queue.
 * </ol>
 */
final class Linkage {

    private final DeviceDomain domain;
    private final Device device;
    private final BitSet[] leaving;

    /** Held while ports are woken, and so no monitor. */
    private final Lock changing = new ReentrantLock();

    Linkage(DeviceDomain domain, Device device) {
        this.domain = domain;
        this.device = device;
        leaving = domain.configuration().ports().stream()
                .map(port -> new BitSet())
                .toArray(BitSet[]::new);
    }

    void link(DevicePort port, LinkConfiguration link) {
        Surroundings.lock(changing);
        try {
            PortLinks next = port.currentLinks().with(link);
            ConfigurationCheck.checkLink(configurationWith(port, next), port.id(), link.queue(), device);
            port.setLinks(next);
            domain.queue(link.queue()).linked().add(port.id());
            leaving[port.id()].clear(link.queue());
            domain.doorbell().wake(port.id());
        } finally {
            changing.unlock();
        }
    }

    boolean unlink(DevicePort port, int queue) {
        Surroundings.lock(changing);
        try {
            Objects.checkIndex(queue, domain.configuration().queues().size());
            PortLinks links = port.currentLinks();
            if (!links.contains(queue)) {
                return false;
            }
            PortSet linked = domain.queue(queue).linked();
            linked.remove(port.id());
            port.aside().giveBack(queue);
            leaving[port.id()].set(queue);
            port.setLinks(links.without(queue));
            domain.doorbell().wake(port.id());
            domain.doorbell().ring(linked);
            return true;
        } finally {
            changing.unlock();
        }
    }

    int unlinksInProgress(DevicePort port) {
        Surroundings.lock(changing);
        try {
            BitSet queues = leaving[port.id()];
            if (!queues.isEmpty() && (port.hasNoticedItsLinks() || !domain.delivers())) {
                queues.and(domain.store().queuesHeldBy(port.id()));
            }
            return queues.cardinality();
        } finally {
            changing.unlock();
        }
    }

    /** Brings back the links that the domain was opened with. Nothing moves meanwhile. */
    void reset() {
        Surroundings.lock(changing);
        try {
            for (int id = 0; id < domain.portCount(); id++) {
                DevicePort port = domain.port(id);
                port.currentLinks()
                        .all()
                        .forEach(link -> domain.queue(link.queue()).linked().remove(port.id()));
                List<LinkConfiguration> first =
                        domain.configuration().ports().get(id).links();
                port.setLinks(new PortLinks(first));
                first.forEach(link -> domain.queue(link.queue()).linked().add(port.id()));
                leaving[id].clear();
            }
        } finally {
            changing.unlock();
        }
    }

    private DomainConfiguration configurationWith(DevicePort changed, PortLinks links) {
        DomainConfiguration opened = domain.configuration();
        List<PortConfiguration> ports = IntStream.range(0, domain.portCount())
                .mapToObj(domain::port)
                .map(port ->
                        opened.ports().get(port.id()).withLinks((port == changed ? links : port.currentLinks()).all()))
                .toList();
        return new DomainConfiguration(opened.creditLimit(), opened.queues(), ports, opened.clock());
    }
}
