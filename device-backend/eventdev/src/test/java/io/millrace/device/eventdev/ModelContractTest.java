package io.millrace.device.eventdev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.contract.WholeContract;
import io.millrace.core.driver.DriverDevice;
import io.millrace.core.driver.ModelDriver;
import org.junit.jupiter.api.Test;

/** The common part over a driver, on a driver that is a model: everywhere, with or without DPDK. */
class ModelContractTest extends WholeContract {

    @Override
    protected Device device(Object suite) {
        return new DriverDevice("model", ModelDriver.usual());
    }

    @Test
    void shouldRefuseFragmentsInsteadOfKeepingThem() {
        DomainConfiguration configuration = DomainConfiguration.credits(4)
                .queue(QueueConfiguration.ordered("work", 1, 2))
                .port(PortConfiguration.linkedTo(0))
                .build();
        try (SchedulingDomain domain = device(this).open(configuration)) {
            domain.start();
            domain.ingress().enqueue(EntryHeader.of(0, 0), "whole");
            Burst burst = new Burst(1);
            assertEquals(1, domain.port(0).dequeue(burst, 0));
            UnsupportedOperationException refused = assertThrows(
                    UnsupportedOperationException.class,
                    () -> domain.port(0).fragment(burst.entry(0), EntryHeader.of(0, 0), "part"));
            assertTrue(refused.getMessage().contains("device=model, needed=FRAGMENTS"), refused::getMessage);
            domain.port(0).release(burst.entry(0));
            assertEquals(0, domain.inFlight());
        }
    }
}
