package io.millrace.device.eventdev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceException;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.driver.DriverDevice;
import io.millrace.core.driver.DriverTrait;
import io.millrace.core.driver.ModelDriver;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device over a driver does not have, and drivers that cannot be what they say. */
class DriverDeviceTest {

    private static ModelDriver driver(String traits) {
        Set<DriverTrait> all = EnumSet.noneOf(DriverTrait.class);
        for (String trait : traits.split(" ")) {
            all.add(DriverTrait.valueOf(trait));
        }
        return new ModelDriver(1, all);
    }

    @ParameterizedTest
    @CsvSource({
        "EXPLICIT_RELEASE SHARED_PORTS, SHARED_PORTS needs TAKES_ALL",
        "ORDERED_QUEUES DRIVEN, EXPLICIT_RELEASE is needed"
    })
    void shouldRefuseADriverThatDoesNotFitTogether(String traits, String reason) {
        ModelDriver driver = driver(traits);
        DeviceException refused = assertThrows(DeviceException.class, () -> new DriverDevice("model", driver));
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
        assertTrue(refused.getMessage().contains("driver=model"), refused::getMessage);
    }

    @Test
    void shouldTakeADriverThatDoes() {
        assertEquals("model", new DriverDevice("model", driver("EXPLICIT_RELEASE SHARED_PORTS TAKES_ALL")).name());
    }

    @Test
    void shouldRefuseFragmentsInsteadOfKeepingThem() {
        DomainConfiguration configuration = DomainConfiguration.credits(4)
                .queue(QueueConfiguration.ordered("work", 1, 2))
                .port(PortConfiguration.linkedTo(0))
                .build();
        try (SchedulingDomain domain = new DriverDevice("model", ModelDriver.usual()).open(configuration)) {
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
