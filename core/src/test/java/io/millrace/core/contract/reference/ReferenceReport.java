package io.millrace.core.contract.reference;

import io.millrace.core.DomainReport;
import io.millrace.core.DomainState;
import io.millrace.core.PortReport;
import io.millrace.core.QueueReport;
import io.millrace.core.SchedulingType;
import io.millrace.core.StalledFlow;
import java.util.ArrayList;
import java.util.List;

/** Looks at a {@link ReferenceDomain}, under its lock. */
final class ReferenceReport {

    private final ReferenceDomain domain;
    private final List<StageQueue> queues;
    private final List<ReferencePort> ports;

    ReferenceReport(ReferenceDomain domain, List<StageQueue> queues, List<ReferencePort> ports) {
        this.domain = domain;
        this.queues = queues;
        this.ports = ports;
    }

    DomainReport of(DomainState state, int inFlight) {
        return new DomainReport(
                state,
                domain.configuration().creditLimit(),
                inFlight,
                queues.stream().map(this::of).toList(),
                ports.stream().map(this::of).toList(),
                stalledFlows());
    }

    private QueueReport of(StageQueue queue) {
        int waiting = queue.levels.stream().mapToInt(List::size).sum();
        long held = ports.stream()
                .flatMap(port -> port.held.values().stream())
                .filter(entry -> entry.queue == queue)
                .count();
        long detached = domain.detached.values().stream()
                .filter(entry -> entry.queue == queue)
                .count();
        long flows = queue.flows.values().stream().filter(Flow::isInUse).count();
        int parked = queue.flows.values().stream()
                .mapToInt(flow -> parked(flow) + fragments(flow))
                .sum();
        return new QueueReport(
                queue.id,
                queue.configuration.name(),
                queue.type(),
                queue.entered,
                queue.delivered,
                queue.flushed,
                waiting,
                (int) (held + detached),
                parked,
                (int) flows);
    }

    private PortReport of(ReferencePort port) {
        return new PortReport(port.id(), port.driver, port.waits, port.held.size(), port.claimed.size(), port.links);
    }

    private int parked(Flow flow) {
        return domain.has(Fault.PARKED_UNSEEN)
                ? 0
                : (int) flow.window.stream().filter(ReferenceReport::isDone).count();
    }

    private static int fragments(Flow flow) {
        return flow.window.stream().mapToInt(entry -> entry.fragments.size()).sum();
    }

    private static boolean isDone(Entry entry) {
        return entry.state == Entry.State.PARKED || entry.state == Entry.State.FINISHED;
    }

    private List<StalledFlow> stalledFlows() {
        List<StalledFlow> stalled = new ArrayList<>();
        for (StageQueue queue : queues) {
            queue.flows.forEach((id, flow) -> {
                Entry head = flow.window.peek();
                if (queue.type() == SchedulingType.ORDERED && head != null && parked(flow) > 0) {
                    stalled.add(of(queue, id, head, parked(flow)));
                }
            });
        }
        return stalled;
    }

    private StalledFlow of(StageQueue queue, int flow, Entry head, int parked) {
        StalledFlow.Head where = switch (head.state) {
            case HELD -> StalledFlow.Head.HELD;
            case DETACHED -> StalledFlow.Head.DETACHED;
            default -> StalledFlow.Head.WAITING;
        };
        int holder = domain.has(Fault.HEAD_HOLDER_UNKNOWN) ? 0 : head.port;
        int port = where == StalledFlow.Head.HELD ? holder : StalledFlow.NO_PORT;
        return new StalledFlow(queue.id, flow, head.sequenceNumber, where, port, parked);
    }
}
