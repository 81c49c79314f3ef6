package io.millrace.samples.evtest;

import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.SchedulingType;
import java.util.List;
import java.util.stream.IntStream;

/** Takes every credit of a domain in which nothing is in flight, and gives it back. */
final class CreditProbe {
    private final SchedulingDomain domain;
    private final DomainConfiguration configuration;

    CreditProbe(SchedulingDomain domain) {
        this.domain = domain;
        configuration = domain.configuration();
    }

    /**
     * Checks a started domain whose ports nobody drives. Ordered queues do not give all credits away, so where there are only such it checks that what they gave
     * comes back.
     */
    void requireAll() {
        requireIdle("when all entries had ended");
        int queue = queueThatTakesAll();
        int had = fill(Math.max(0, queue));
        int expected = queue < 0 ? had : configuration.creditLimit();
        if (had != expected || domain.inFlight() != expected) {
            throw new BrokenPromise(
                    Promise.CREDITS,
                    "other than the limit: credits=" + expected + ", had=" + had + ", inFlight=" + domain.inFlight());
        }
        domain.flush(Math.max(0, queue), (header, payload) -> {});
        requireIdle("after a flush");
    }

    /** Checks that nothing is in flight. */
    void requireIdle(String when) {
        if (domain.inFlight() != 0) {
            throw new BrokenPromise(Promise.CREDITS, domain.inFlight() + " in flight " + when);
        }
    }

    private int queueThatTakesAll() {
        List<QueueConfiguration> queues = configuration.queues();
        return IntStream.range(0, queues.size())
                .filter(queue -> queues.get(queue).type() != SchedulingType.ORDERED)
                .findFirst()
                .orElse(-1);
    }

    private int fill(int queue) {
        int accepted = 0;
        int flow = 0;
        int flows = configuration.queues().get(queue).flowLimit();
        while (flow < flows) {
            Refusal refusal = domain.ingress().enqueue(EntryHeader.of(queue, flow), "probe");
            if (refusal.accepted()) {
                accepted++;
            } else if (refusal == Refusal.REORDER_WINDOW) {
                flow++;
            } else if (refusal == Refusal.NO_CREDIT) {
                return accepted;
            } else {
                throw new BrokenPromise(Promise.CREDITS, "a refusal of another cause: " + refusal);
            }
        }
        return accepted;
    }
}
