package io.millrace.device.monitor;

import io.millrace.core.DomainState;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import java.util.concurrent.atomic.AtomicLong;

/** Compares the {@link CreditAccount} with what the device says of its credits. An account has many words, so it is not added up for each entry. */
final class CreditCheck {

    private static final int FEW = 64;
    private static final int MOST_BETWEEN = 1024;
    private static final int SHARE = 16;

    private final SchedulingDomain domain;
    private final CreditAccount account;
    private final Monitor monitor;
    private final int limit;
    private final int mask;

    /** How many too many, and how many lost, were reported: each is told of once. */
    private final AtomicLong knownExcess = new AtomicLong();

    private final AtomicLong knownLoss = new AtomicLong();

    /** Counted by many threads without care: it says only when to look. */
    private int refusals;

    CreditCheck(SchedulingDomain domain, CreditAccount account, Monitor monitor) {
        this.domain = domain;
        this.account = account;
        this.monitor = monitor;
        limit = domain.configuration().creditLimit();
        mask = limit < FEW ? 0 : Math.min(MOST_BETWEEN, Integer.highestOneBit(limit / SHARE)) - 1;
    }

    /** Counts entries that were handed in, and looks at the limit now and then. */
    void ended(int stripe, int accepted, Refusal refusal, int refused, long number) {
        long before = account.end(stripe, accepted, refused);
        if ((before & ~mask) != (before + accepted & ~mask)) {
            expectWithinLimit(number);
        }
        if (refusal == Refusal.NO_CREDIT) {
            int count = ++refusals;
            // Where there is more than the limit, it is there when the device begins to refuse.
            if (count < FEW || count % FEW == 0) {
                expectWithinLimit(number);
                expectNoneLost();
            }
        }
    }

    private void expectWithinLimit(long number) {
        long inFlight = account.inFlightAtLeast();
        if (inFlight > limit && isNew(knownExcess, inFlight - limit) && !isClosed()) {
            OrderViolation.Entry entry = new OrderViolation.Entry(number, -1);
            report(
                    "more entries in flight than credits: limit=" + limit + ", inFlight=" + inFlight + ", last="
                            + entry,
                    entry);
        }
    }

    /** Expects that the device counts nothing while nothing is in flight. */
    void expectNoneLost() {
        long done = account.done();
        int inFlight = domain.inFlight();
        if (inFlight > 0 && account.isQuietSince(done) && isNew(knownLoss, inFlight) && !isClosed()) {
            report(
                    "credit lost: the device counts entries where none is in flight: limit=" + limit + ", inFlight="
                            + inFlight,
                    OrderViolation.Entry.NONE);
        }
    }

    /** Expects that everything has come back, as the device says. */
    void expectNothingMissing(String call) {
        long missing = account.inFlightAtLeast();
        if (missing > 0 && !isClosed()) {
            report(
                    "entries neither finished nor flushed where the device says that none is in flight: call=" + call
                            + ", missing=" + missing,
                    OrderViolation.Entry.NONE);
        }
    }

    /** A close drops what was not delivered, and says nothing. */
    private boolean isClosed() {
        return domain.state() == DomainState.CLOSED;
    }

    private static boolean isNew(AtomicLong known, long found) {
        return known.getAndAccumulate(found, Math::max) < found;
    }

    private void report(String message, OrderViolation.Entry entry) {
        monitor.report(new OrderViolation(Promise.CREDITS, message, OrderViolation.Entry.NONE, entry));
    }
}
