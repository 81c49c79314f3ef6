package io.millrace.device.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingDomain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept, who is told, and how a watched device is asked for. */
final class MonitorTest {

    private static OrderViolation violation(int number) {
        return new OrderViolation(
                Promise.ATOMIC, "violation " + number, OrderViolation.Entry.NONE, OrderViolation.Entry.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "monitored",
                "monitored:software",
                "monitored:1/16",
                "monitored:1/16:software",
                "monitored:simulated:42",
                "monitored:1/2:simulated:42:PCT"
            })
    void shouldWatchTheDeviceThatIsWished(String name) {
        Device device = Devices.find(name);
        DomainConfiguration configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("work", 4, 16))
                .queue(QueueConfiguration.atomic("next", 4))
                .port(PortConfiguration.linkedTo(0, 1))
                .build();
        try (SchedulingDomain domain = device.open(configuration)) {
            domain.start();
            for (int i = 0; i < 40; i++) {
                domain.ingress().enqueue(EntryHeader.of(0, i % 4), i);
            }
            Burst burst = new Burst(4);
            int ended = 0;
            while (ended < 40) {
                int count = domain.port(0).dequeue(burst, 0);
                for (int i = count - 1; i >= 0; i--) {
                    if (EntryHeader.queue(burst.header(i)) == 0) {
                        long next = EntryHeader.of(1, EntryHeader.flow(burst.header(i)));
                        domain.port(0).forward(burst.entry(i), next, burst.payload(i));
                    } else {
                        // The rest is released by the next dequeue.
                        ended++;
                    }
                }
            }
            domain.port(0).dequeue(burst, 0);
            assertEquals(0, domain.inFlight());
        }
        assertEquals(List.of(), Monitor.of(device).violations());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "monitored:1/0:software",
                "monitored:1/x",
                "monitored:nothing",
                "monitored:software:7",
                "monitored:monitored:software"
            })
    void shouldRefuseWhatCannotBeWatched(String name) {
        assertThrows(IllegalArgumentException.class, () -> Devices.find(name));
    }

    @Test
    void shouldRefuseToWatchTwiceAndToTellOfWhatIsNotWatched() {
        Device software = Devices.find("software");
        assertThrows(IllegalArgumentException.class, () -> Monitor.of(software));
        Device watched = Monitor.watch(software);
        assertThrows(IllegalArgumentException.class, () -> Monitor.watch(watched));
    }

    @Test
    void shouldKeepTheFirstAndCountAll() {
        Monitor monitor = new Monitor();
        for (int i = 0; i < Monitor.KEPT + 5; i++) {
            monitor.report(violation(i));
        }
        assertEquals(Monitor.KEPT + 5, monitor.count());
        assertEquals(Monitor.KEPT, monitor.violations().size());
        assertEquals(violation(0), monitor.violations().get(0));
    }

    @Test
    void shouldTellAllListenersWhateverOneThrows() {
        List<OrderViolation> told = new ArrayList<>();
        Monitor monitor = new Monitor()
                .onViolation(violation -> {
                    throw new IllegalStateException("listener");
                })
                .onViolation(violation -> {
                    throw new AssertionError("listener");
                })
                .onViolation(told::add);
        monitor.report(violation(1));
        assertEquals(List.of(violation(1)), told);
    }

    /** What is forwarded from an ordered queue waits for its turn, and is overtaken meanwhile; nobody knows that of an entry that is watched from there on. */
    @Test
    void shouldTakeNoReorderedEntryOfASampleForOneThatWasOvertaken() {
        Device device = Monitor.watch(Devices.find("software"), 3);
        DomainConfiguration configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("work", 100, 8))
                .queue(QueueConfiguration.directed("sink"))
                .ports(2, PortConfiguration.linkedTo(0).withExplicitRelease().withClaimDepth(1))
                .port(PortConfiguration.linkedTo(1).withExplicitRelease())
                .build();
        try (SchedulingDomain domain = device.open(configuration)) {
            domain.start();
            Burst first = new Burst(1);
            Burst other = new Burst(1);
            Burst sink = new Burst(3);
            for (int flow = 0; flow < 99; flow++) {
                for (int each : new int[] {flow, flow, flow + 1}) {
                    domain.ingress().enqueue(EntryHeader.of(0, each), "payload");
                }
                assertEquals(1, domain.port(1).dequeue(first, 0));
                for (int i = 0; i < 2; i++) {
                    assertEquals(1, domain.port(0).dequeue(other, 0));
                    domain.port(0).forward(other.entry(0), EntryHeader.of(1, 0), "payload");
                }
                domain.port(1).forward(first.entry(0), EntryHeader.of(1, 0), "payload");
                assertEquals(3, domain.port(2).dequeue(sink, 0));
                domain.port(2).enqueue(sink);
            }
        }
        assertEquals(List.of(), Monitor.of(device).violations());
    }
}
