package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.FlushCallback;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.contract.reference.Fault;
import io.millrace.core.contract.reference.ReferenceDevice;
import org.junit.jupiter.api.Test;

final class CreditCheckerTest {

    private final CreditChecker checker = new CreditChecker(2);

    @Test
    void shouldAcceptUpToTheLimit() {
        for (int round = 0; round < 5; round++) {
            checker.accepted();
            checker.accepted();
            checker.releasing();
            checker.releasing();
        }
        checker.nothingInFlight();
    }

    @Test
    void shouldCatchOneTooMany() {
        checker.accepted();
        checker.accepted();
        assertThrows(AssertionError.class, checker::accepted);
    }

    @Test
    void shouldCatchWhatIsNotReleased() {
        checker.accepted();
        assertThrows(AssertionError.class, checker::nothingInFlight);
    }

    @Test
    void shouldCatchReleasesWithoutEntries() {
        checker.releasing();
        assertThrows(AssertionError.class, checker::nothingInFlight);
    }

    @Test
    void shouldAcceptADomainThatReturnsEveryCredit() {
        CreditChecker.requireConserved(usedDomain(new ReferenceDevice()));
    }

    @Test
    void shouldCatchADomainThatLeaksCredits() {
        SchedulingDomain leaking = usedDomain(new ReferenceDevice(Fault.CREDIT_LEAKED));
        assertThrows(AssertionError.class, () -> CreditChecker.requireConserved(leaking));
        SchedulingDomain keeping = usedDomain(new ReferenceDevice(Fault.FLUSH_KEEPS_CREDITS));
        assertThrows(AssertionError.class, () -> CreditChecker.requireConserved(keeping));
    }

    private static SchedulingDomain usedDomain(ReferenceDevice device) {
        FlushCallback nothing = (header, payload) -> {};
        SchedulingDomain domain = device.open(DomainConfiguration.credits(100)
                .queue(QueueConfiguration.unordered("u"))
                .port(PortConfiguration.linkedTo(0))
                .build());
        domain.start();
        for (int i = 0; i < 100; i++) {
            assertEquals(Refusal.NONE, domain.ingress().enqueue(EntryHeader.of(0, 0), i));
        }
        domain.flush(0, nothing);
        return domain;
    }
}
