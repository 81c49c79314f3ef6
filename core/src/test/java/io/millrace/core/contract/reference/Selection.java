package io.millrace.core.contract.reference;

import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.SchedulingType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses what a port gets next: by link priority, then by entry priority, then by age; now and then from another end. */
final class Selection {

    private static final int GUARD_INTERVAL = 32;

    private final ReferenceDomain domain;
    private final List<StageQueue> queues;

    Selection(ReferenceDomain domain, List<StageQueue> queues) {
        this.domain = domain;
        this.queues = queues;
    }

    /** Removes and returns the next entry for the port; {@code flow} is the atomic flow that the delivery has already, if any. */
    @Nullable
    Entry next(ReferencePort port, @Nullable Flow flow) {
        if (!port.claimed.isEmpty()) {
            return port.claimed.poll();
        }
        boolean guard = port.turn % GUARD_INTERVAL == GUARD_INTERVAL - 1 && !domain.has(Fault.LOW_PRIORITY_STARVED);
        int shift = (int) (port.turn / GUARD_INTERVAL);
        List<LinkConfiguration> links = linksInOrder(port);
        if (guard) {
            Collections.rotate(links, -(shift % Math.max(1, links.size())));
        }
        for (LinkConfiguration link : links) {
            StageQueue queue = queues.get(link.queue());
            for (int i = 0; i < EntryPriority.LEVELS; i++) {
                int level = guard ? (i + shift) % EntryPriority.LEVELS : i;
                if (domain.has(Fault.PRIORITY_INVERTED)) {
                    level = EntryPriority.LOWEST - level;
                }
                Entry entry = firstDeliverable(queue, level, port, flow);
                if (entry != null) {
                    port.turn++;
                    share(port, link);
                    claimMore(port, queue, level);
                    return entry;
                }
            }
        }
        return null;
    }

    private List<LinkConfiguration> linksInOrder(ReferencePort port) {
        List<LinkConfiguration> links = new ArrayList<>(port.links);
        Collections.rotate(links, (int) (port.turn % Math.max(1, links.size())));
        links.sort(Comparator.comparingDouble(link -> shareOf(port, link)));
        if (!domain.has(Fault.LINK_PRIORITY_IGNORED)) {
            links.sort(Comparator.comparingInt(LinkConfiguration::priority));
        }
        return links;
    }

    private static double shareOf(ReferencePort port, LinkConfiguration link) {
        return port.shares.getOrDefault(link.queue(), 0.0);
    }

    /** Counts a delivery. Who has nothing begins where the others are. */
    private void share(ReferencePort port, LinkConfiguration link) {
        double reached = shareOf(port, link);
        if (!domain.has(Fault.IDLE_QUEUE_SAVES_UP)) {
            port.links.stream()
                    .filter(other -> other.priority() == link.priority())
                    .filter(other -> queues.get(other.queue()).levels.stream().allMatch(List::isEmpty))
                    .forEach(other -> port.shares.merge(other.queue(), reached, Math::max));
        }
        int weight = domain.has(Fault.WEIGHT_IGNORED) ? 1 : queues.get(link.queue()).weight;
        port.shares.merge(link.queue(), 1.0 / weight, Double::sum);
    }

    private @Nullable Entry firstDeliverable(StageQueue queue, int level, ReferencePort port, @Nullable Flow flow) {
        if (queue.deliverable == 0 && !domain.has(Fault.DELIVERY_DEPTH_IGNORED)) {
            return null;
        }
        boolean atTheLimit = queue.executing >= queue.configuration.executionCredits();
        if (atTheLimit && !domain.has(Fault.EXECUTION_CREDITS_IGNORED)) {
            return null;
        }
        if (domain.has(Fault.DIRECTED_REVERSED) && queue.type() == SchedulingType.DIRECTED) {
            return queue.levels.get(level).pollLast();
        }
        for (Iterator<Entry> entries = queue.levels.get(level).iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (queue.type() != SchedulingType.ATOMIC) {
                entries.remove();
                return entry;
            }
            Flow own = entry.flow;
            if (own != null && isDeliverable(entry, own, port) && (flow == null || flow == own)) {
                entries.remove();
                own.waiting.remove();
                own.held++;
                own.holder = port.id();
                return entry;
            }
            if (domain.has(Fault.HEAD_OF_LINE_BLOCKED)) {
                return null;
            }
        }
        return null;
    }

    private boolean isDeliverable(Entry entry, Flow flow, ReferencePort port) {
        boolean free = flow.held == 0 || flow.holder == port.id() && flow.detached == 0;
        return flow.waiting.peek() == entry && (free || domain.has(Fault.FLOW_SHARED));
    }

    private void claimMore(ReferencePort port, StageQueue queue, int level) {
        if (domain.has(Fault.CLAIMS_NOT_TAKEN_BACK) && queue.type() == SchedulingType.UNORDERED) {
            while (port.claimed.size() < port.configuration.claimDepth()
                    && !queue.levels.get(level).isEmpty()) {
                port.claimed.add(queue.levels.get(level).remove());
            }
        }
    }
}
