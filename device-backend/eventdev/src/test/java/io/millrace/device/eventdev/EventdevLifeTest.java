package io.millrace.device.eventdev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.DeviceException;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Devices of DPDK come and go with the domains, and leave nothing. */
class EventdevLifeTest {

    /** DPDK has room for 64 services, and each device registers one. */
    private static final int MORE_THAN_SERVICES = 150;

    private static final int MORE_THAN_DEVICES = 17;

    /** What DPDK 22.11 does not free when event_sw is closed: the chunks of its queues. */
    private static final long LOST_BY_DPDK = 150_000;

    private static final DomainConfiguration SMALL = DomainConfiguration.credits(16)
            .queue(QueueConfiguration.ordered("work", 4, 8))
            .queue(QueueConfiguration.atomic("sink", 4))
            .ports(2, PortConfiguration.linkedTo(0, 1).withExplicitRelease())
            .build();

    private final Device device = Eventdevs.orSkip("event_sw");

    private static void use(SchedulingDomain domain, int held) {
        domain.start();
        for (int i = 0; i < 8; i++) {
            assertTrue(domain.ingress().enqueue(EntryHeader.of(i % 2, i % 4), i).accepted());
        }
        for (int i = 0; i < held; i++) {
            assertEquals(1, domain.port(i % 2).dequeue(new Burst(1), 0));
        }
    }

    @Test
    void shouldOpenMoreThanDpdkHasServicesOneAfterTheOther() {
        int before = Shim.count();
        long memory = Shim.freeMemory();
        for (int i = 0; i < MORE_THAN_SERVICES; i++) {
            try (SchedulingDomain domain = device.open(SMALL)) {
                use(domain, i % 4);
            }
        }
        assertEquals(before, Shim.count());
        long lost = (memory - Shim.freeMemory()) / MORE_THAN_SERVICES;
        assertTrue(lost <= LOST_BY_DPDK, () -> lost + " bytes lost for each domain");
    }

    @Test
    void shouldRefuseOneMoreThanThereIsRoomForAndGoOn() {
        List<SchedulingDomain> domains = new ArrayList<>();
        try {
            DeviceException refused = assertThrows(DeviceException.class, () -> {
                for (int i = 0; i < MORE_THAN_DEVICES; i++) {
                    domains.add(device.open(SMALL));
                }
            });
            assertTrue(refused.getMessage().contains("event_sw"), refused::getMessage);
            domains.remove(0).close();
            domains.add(device.open(SMALL));
            domains.forEach(domain -> use(domain, 1));
        } finally {
            domains.forEach(SchedulingDomain::close);
        }
    }

    @Test
    void shouldRefuseOtherArgumentsThanEalRunsWith() {
        System.setProperty(Eal.ARGUMENTS_PROPERTY, "--no-huge -m 64");
        try {
            DeviceException refused =
                    assertThrows(DeviceException.class, () -> new EventdevProvider().device("event_sw"));
            assertTrue(refused.getMessage().contains("asked=[--no-huge, -m, 64]"), refused::getMessage);
            assertTrue(refused.getMessage().contains("a process has one"), refused::getMessage);
        } finally {
            System.clearProperty(Eal.ARGUMENTS_PROPERTY);
        }
    }

    @Test
    void shouldSayThatEventDswIsNotOffered() {
        DeviceException refused = assertThrows(DeviceException.class, () -> new EventdevProvider().device("event_dsw"));
        assertTrue(refused.getMessage().contains("driver=event_dsw, use event_sw"), refused::getMessage);
    }

    @Test
    void shouldLetWhatWasHeldAtACloseEnd() {
        SchedulingDomain domain = device.open(SMALL);
        domain.start();
        domain.ingress().enqueue(EntryHeader.of(0, 0), "held");
        domain.ingress().enqueue(EntryHeader.of(0, 0), "waits for its turn behind it");
        domain.ingress().enqueue(EntryHeader.of(1, 0), "dropped");
        Burst burst = new Burst(1);
        domain.port(0).unlink(1);
        assertEquals(1, domain.port(0).dequeue(burst, 0));
        domain.close();
        assertEquals(2, domain.inFlight());
        domain.port(0).forward(burst.entry(0), EntryHeader.of(1, 0), "nowhere");
        assertEquals(0, domain.inFlight());
        assertEquals(0, domain.port(1).dequeue(burst, 0));
        domain.close();
    }
}
