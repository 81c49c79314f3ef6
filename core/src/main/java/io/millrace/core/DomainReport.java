package io.millrace.core;

import java.util.List;

/**
 * What a domain was like at about one moment: for people who want to know why it stands still, and for the {@link DomainWatchdog}.
 *
 * <p>The figures are read one after the other while entries move; they are exact, and fit each other, while nothing moves.
 *
 * @param state where the domain is in its life
 * @param credits how many entries may be in flight
 * @param inFlight how many are
 * @param queues the queues in the order of their numbers
 * @param ports the ports in the order of their numbers
 * @param stalledFlows the ordered flows in which finished entries wait for an unfinished one
 */
public record DomainReport(
        DomainState state,
        int credits,
        int inFlight,
        List<QueueReport> queues,
        List<PortReport> ports,
        List<StalledFlow> stalledFlows) {

    /** Copies the lists. */
    public DomainReport {
        queues = List.copyOf(queues);
        ports = List.copyOf(ports);
        stalledFlows = List.copyOf(stalledFlows);
    }

    /** Returns how many entries may still enter. */
    public int free() {
        return credits - inFlight;
    }

    /**
     * Does nothing if no entry is left: the last step of every {@linkplain SchedulingDomain#reset reset}, the same for all devices.
     *
     * @throws IllegalStateException if something is left, with the queues and ports that have it
     */
    public void requireEmpty() {
        List<QueueReport> used = queues.stream()
                .filter(queue -> queue.waiting() + queue.inWork() + queue.parked() > 0)
                .toList();
        List<PortReport> holding =
                ports.stream().filter(port -> port.held() + port.setAside() > 0).toList();
        if (inFlight != 0 || !used.isEmpty() || !holding.isEmpty()) {
            throw new IllegalStateException("not everything has come back:\n"
                    + new DomainReport(state, credits, inFlight, used, holding, stalledFlows).toText());
        }
    }

    /** Returns the report for people: a line for the domain, for each queue, port and stalled flow. */
    public String toText() {
        return ReportFormat.text(this);
    }

    /** Returns the report for programs: one JSON object without line breaks. */
    public String toJson() {
        return ReportFormat.json(this);
    }
}
