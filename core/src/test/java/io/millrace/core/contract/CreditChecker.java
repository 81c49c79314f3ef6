package io.millrace.core.contract;

import io.millrace.core.DomainCounter;
import io.millrace.core.PortCounter;
import io.millrace.core.SchedulingDomain;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks that entries in flight never pass the limit, and that every credit comes back. Any threads may report. */
public final class CreditChecker {

    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Creates a checker with nothing in flight. */
    public CreditChecker(int limit) {
        this.limit = limit;
    }

    /** To be called after a NEW was accepted, so that what is counted here is never more than what is in flight. */
    public void accepted() {
        int now = inFlight.incrementAndGet();
        if (now > limit) {
            throw new AssertionError("more in flight than credits: inFlight=" + now + ", limit=" + limit);
        }
    }

    /** To be called before an entry is released. */
    public void releasing() {
        inFlight.decrementAndGet();
    }

    /** Checks that as many were released as were accepted. */
    public void nothingInFlight() {
        if (inFlight.get() != 0) {
            throw new AssertionError("accepted and released differ: inFlight=" + inFlight);
        }
    }

    /** Checks what the domain itself says when nothing moves and nothing should be in flight. */
    public static void requireConserved(SchedulingDomain domain) {
        long accepted = domain.counter(DomainCounter.NEW_ACCEPTED);
        long released = domain.counter(DomainCounter.RELEASED);
        long flushed = domain.counter(DomainCounter.FLUSHED);
        String figures = "accepted=" + accepted + ", released=" + released + ", flushed=" + flushed + ", inFlight="
                + domain.inFlight();
        require(domain.inFlight() == 0 && domain.isIdle(), "credits not returned: " + figures);
        require(domain.counter(DomainCounter.IN_FLIGHT) == 0, "counter of entries in flight is not 0: " + figures);
        require(accepted == released, "accepted and released differ: " + figures);
        require(flushed >= 0 && flushed <= released, "flushed entries are not among the released ones: " + figures);
        for (int port = 0; port < domain.configuration().ports().size(); port++) {
            long held = domain.counter(port, PortCounter.HELD);
            require(held == 0, "port holds entries: port=" + port + ", held=" + held);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
