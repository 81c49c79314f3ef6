package io.millrace.device.eventdev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.DeviceException;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Operation;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.driver.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Devices of DPDK serve one domain after the other, and nothing is lost. */
class EventdevLifeTest {

    private static final int MANY = 300;
    private static final int MANY_ROUNDS = 2000;
    private static final int BURST = 16;

    private static final int MORE_THAN_DEVICES = 17;

    private static final DomainConfiguration SMALL = DomainConfiguration.credits(16)
            .queue(QueueConfiguration.ordered("work", 4, 8))
            .queue(QueueConfiguration.atomic("sink", 4))
            .ports(2, PortConfiguration.linkedTo(0, 1).withExplicitRelease())
            .build();

    private static final DomainConfiguration LARGE = DomainConfiguration.credits(2048)
            .queue(QueueConfiguration.ordered("work", 1000, 8))
            .queue(QueueConfiguration.atomic("sink", 1000))
            .ports(20, PortConfiguration.linkedTo(0, 1).withExplicitRelease())
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
    void shouldOpenAnyNumberOneAfterTheOtherInTheSameMemory() {
        openAndClose(SMALL, 1);
        openAndClose(LARGE, 1);
        int devices = Shim.count();
        long memory = Shim.freeMemory();
        for (int i = 0; i < MANY; i++) {
            openAndClose(LARGE, i % 4);
            openAndClose(SMALL, i % 4);
        }
        openAndClose(LARGE, 1);
        assertEquals(devices, Shim.count());
        assertEquals(memory, Shim.freeMemory());
    }

    private void openAndClose(DomainConfiguration configuration, int held) {
        try (SchedulingDomain domain = device.open(configuration)) {
            use(domain, held);
        }
    }

    /** Ports of event_sw hoard the credits of what they release, and give back no more than a quantum in a call. */
    @Test
    void shouldTakeAllThatIsHandedInHoweverLongItGoesOn() {
        EventdevDevices.Taken taken = EventdevDevices.take(EventdevDevices.VIRTUAL);
        try {
            int id = taken.id();
            taken.check(Shim.open(id, 4096, 64, new int[] {0}, new int[] {1}, new int[] {-1, 0}), "be opened");
            long[] come = new long[BURST];
            long[] go = new long[BURST];
            Arrays.fill(come, Event.of(Operation.NEW, 0, 0, 1));
            Arrays.fill(go, Event.of(Operation.RELEASE, 0, 0, 0));
            for (int i = 0; i < MANY_ROUNDS; i++) {
                assertEquals(BURST, Shim.enqueue(id, 0, come, 0, BURST));
                Shim.schedule(id);
                assertEquals(BURST, Shim.dequeue(id, 1, come.clone(), BURST));
                assertEquals(BURST, Shim.enqueue(id, 1, go, 0, BURST));
            }
            assertEquals(0, Objects.requireNonNull(Shim.close(id)).length);
        } finally {
            EventdevDevices.giveBack(taken);
        }
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
