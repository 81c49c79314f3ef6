package io.millrace.device.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.Device;
import io.millrace.core.Devices;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.SchedulingType;
import io.millrace.core.contract.reference.Fault;
import io.millrace.core.contract.reference.ReferenceDevice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices with a planted fault: the monitor finds each, and names the entries. Each scenario is content with a device that is whole. */
final class PlantedFaultTest {

    private static final int SECOND = 1;

    private Device device = Monitor.watch(new ReferenceDevice());
    private final List<SchedulingDomain> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(SchedulingDomain::close);
    }

    /** Entries that port 0 of two enters have the numbers 0, 10, 20: ports and stripes of other threads are ten together. */
    private SchedulingDomain open(int credits, QueueConfiguration first, QueueConfiguration second) {
        boolean apart = second.type() == SchedulingType.DIRECTED;
        SchedulingDomain domain = device.open(DomainConfiguration.credits(credits)
                .queue(first)
                .queue(second)
                .port(PortConfiguration.linkedTo(0).withExplicitRelease())
                .port((apart ? PortConfiguration.linkedTo(1) : PortConfiguration.linkedTo(0, 1)).withExplicitRelease())
                .build());
        opened.add(domain);
        domain.start();
        return domain;
    }

    private SchedulingDomain open(int credits, QueueConfiguration only) {
        return open(credits, only, QueueConfiguration.unordered("next"));
    }

    private void plant(Fault... faults) {
        device = Monitor.watch(new ReferenceDevice(faults));
    }

    private static Refusal enter(SchedulingDomain domain, int flow) {
        return domain.port(0).enqueue(EntryHeader.of(0, flow), "payload");
    }

    private static Burst take(SchedulingDomain domain, int port, int most) {
        Burst burst = new Burst(most);
        domain.port(port).dequeue(burst, 0);
        return burst;
    }

    private static void finish(SchedulingDomain domain, int port, Burst burst) {
        for (int i = 0; i < burst.count(); i++) {
            domain.port(port).release(burst.entry(i));
        }
    }

    private static boolean stop(SchedulingDomain domain) {
        try {
            return domain.stop((header, payload) -> assertEquals("payload", payload), 0);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private List<String> found() {
        return Monitor.of(device).violations().stream()
                .map(violation -> violation.promise() + ": " + violation)
                .toList();
    }

    /** Runs a scenario on a whole device, and then on one with the fault. */
    private List<String> with(Runnable scenario, Fault... faults) {
        scenario.run();
        assertEquals(List.of(), found());
        plant(faults);
        scenario.run();
        return found();
    }

    @Test
    void shouldNameTwoEntriesOfAnAtomicFlowThatTwoPortsHold() {
        Runnable scenario = () -> {
            SchedulingDomain domain = open(8, QueueConfiguration.atomic("charge", 9));
            enter(domain, 7);
            enter(domain, 7);
            Burst first = take(domain, 0, 1);
            Burst second = take(domain, SECOND, 1);
            finish(domain, 0, first);
            finish(domain, SECOND, second);
            finish(domain, SECOND, take(domain, SECOND, 2));
        };
        assertEquals(
                List.of(
                        "ATOMIC: atomic flow held by two ports: queue=charge, flow=7, first=entry 0 at port 0, second=entry"
                                + " 10 at port 1"),
                with(scenario, Fault.FLOW_SHARED));
        OrderViolation violation = Monitor.of(device).violations().get(0);
        assertEquals(new OrderViolation.Entry(0, 0), violation.first());
        assertEquals(new OrderViolation.Entry(10, 1), violation.second());
    }

    @Test
    void shouldNameTwoEntriesOfAnAtomicFlowThatWasFreedEarly() {
        Runnable scenario = () -> {
            SchedulingDomain domain = open(8, QueueConfiguration.atomic("charge", 9));
            enter(domain, 7);
            enter(domain, 7);
            enter(domain, 7);
            Burst two = take(domain, 0, 2);
            domain.port(0).release(two.entry(0));
            finish(domain, SECOND, take(domain, SECOND, 1));
            domain.port(0).release(two.entry(1));
        };
        List<String> found = with(scenario, Fault.FLOW_FREED_EARLY);
        assertEquals(
                List.of(
                        "ATOMIC: atomic flow held by two ports: queue=charge, flow=7, first=entry 0 at port 0, second=entry"
                                + " 20 at port 1"),
                found);
    }

    @Test
    void shouldNameADetachedEntryWhoseFlowGoesOn() {
        Runnable scenario = () -> {
            SchedulingDomain domain = open(8, QueueConfiguration.atomic("charge", 9));
            enter(domain, 7);
            enter(domain, 7);
            Burst first = take(domain, 0, 1);
            domain.port(0).detach(first.entry(0));
            finish(domain, 0, take(domain, 0, 1));
            domain.ingress().release(first.entry(0));
            finish(domain, 0, take(domain, 0, 1));
        };
        List<String> found = with(scenario, Fault.DETACH_FREES_FLOW);
        assertEquals(
                List.of(
                        "ATOMIC: atomic flow delivered while an entry is detached: queue=charge, flow=7, first=entry 0 at port"
                                + " 0, second=entry 10 at port 0"),
                found);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNameAtomicEntriesThatAreDeliveredOutOfOrder(boolean withTheirPlaces) {
        device = Monitor.watch(
                BurstFault.on(Devices.find("software"), burst -> BurstFault.reverse(burst, withTheirPlaces)));
        SchedulingDomain domain = open(8, QueueConfiguration.atomic("charge", 9));
        enter(domain, 7);
        enter(domain, 7);
        finish(domain, 0, take(domain, 0, 2));
        String names = ", first=entry 10 at port 0, second=entry 0 at port 0";
        String expected = withTheirPlaces
                ? "ATOMIC: atomic flow delivered out of order: queue=charge, flow=7" + names
                : "ATOMIC: entries of one producer overtook each other: queue=charge, flow=7, producer=port 0" + names;
        assertEquals(List.of(expected), found());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldNameTwoEntriesThatChangePlacesWhenTheyLeaveAnOrderedFlow(boolean directed) {
        Runnable scenario = () -> {
            SchedulingDomain domain = open(
                    8,
                    QueueConfiguration.ordered("work", 4, 4),
                    directed ? QueueConfiguration.directed("sink") : QueueConfiguration.atomic("sink", 1));
            enter(domain, 3);
            enter(domain, 3);
            Burst two = take(domain, 0, 2);
            domain.port(0).forward(two.entry(1), EntryHeader.of(1, 0), "second");
            domain.port(0).forward(two.entry(0), EntryHeader.of(1, 0), "first");
            Burst arrived = take(domain, SECOND, 2);
            finish(domain, SECOND, arrived);
            assertEquals(2, arrived.count());
        };
        assertEquals(
                List.of(
                        "ORDERED: ordered flow left out of order: queue=sink, flow=0, from=work, originFlow=3, first=entry"
                                + " 10 at port 1, second=entry 0 at port 1"),
                with(scenario, Fault.REORDER_SKIPPED));
    }

    @Test
    void shouldNameAFragmentThatLeavesBeforeItsTurn() {
        Runnable scenario = () -> {
            SchedulingDomain domain =
                    open(8, QueueConfiguration.ordered("work", 4, 4), QueueConfiguration.directed("sink"));
            enter(domain, 3);
            enter(domain, 3);
            Burst two = take(domain, 0, 2);
            domain.port(0).fragment(two.entry(1), EntryHeader.of(1, 0), "fragment");
            domain.port(0).forward(two.entry(0), EntryHeader.of(1, 0), "first");
            domain.port(0).release(two.entry(1));
            finish(domain, SECOND, take(domain, SECOND, 2));
        };
        assertEquals(
                List.of(
                        "ORDERED: ordered flow left out of order: queue=sink, flow=0, from=work, originFlow=3, first=entry"
                                + " 20 at port 1, second=entry 0 at port 1"),
                with(scenario, Fault.FRAGMENT_SENT_AT_ONCE));
    }

    @Test
    void shouldNameEntriesOfADirectedQueueInReverse() {
        Runnable scenario = () -> {
            SchedulingDomain domain =
                    open(8, QueueConfiguration.unordered("other"), QueueConfiguration.directed("sink"));
            for (int i = 0; i < 2; i++) {
                domain.port(0).enqueue(EntryHeader.of(1, 5), "payload");
            }
            finish(domain, SECOND, take(domain, SECOND, 2));
        };
        assertEquals(
                List.of(
                        "DIRECTED: entries of one producer overtook each other: queue=sink, flow=5, producer=port 0, first=entry"
                                + " 10 at port 1, second=entry 0 at port 1"),
                with(scenario, Fault.DIRECTED_REVERSED));
    }

    @Test
    void shouldNameAnEntryThatIsDeliveredTwice() {
        Runnable scenario = () -> {
            SchedulingDomain domain = open(64, QueueConfiguration.unordered("work"));
            for (int i = 0; i < 16; i++) {
                enter(domain, 0);
            }
            Burst held = take(domain, 0, 16);
            Burst again = take(domain, SECOND, 1);
            finish(domain, 0, held);
            finish(domain, SECOND, again);
        };
        assertEquals(
                List.of(
                        "EXACTLY_ONCE: entry delivered twice: queue=work, flow=0, first=entry 150 at port 0, second=entry 150"
                                + " at port 1"),
                with(scenario, Fault.DELIVERED_TWICE));
    }

    @Test
    void shouldNameAnEntryThatIsDeliveredAfterItsEnd() {
        Burst first = new Burst(1);
        device = Monitor.watch(BurstFault.on(Devices.find("software"), burst -> {
            Burst from = first.count() == 0 ? burst : first;
            Burst to = first.count() == 0 ? first : burst;
            to.deliver(from.entry(0), from.header(0), from.sequenceNumber(0), from.payload(0));
        }));
        SchedulingDomain domain = open(64, QueueConfiguration.unordered("work"));
        enter(domain, 0);
        finish(domain, 0, take(domain, 0, 2));
        enter(domain, 0);
        domain.port(SECOND).dequeue(new Burst(2), 0);
        assertEquals(
                List.of(
                        "EXACTLY_ONCE: entry delivered after its end: queue=work, flow=0, first=entry 0, second=entry 0 at"
                                + " port 1"),
                found());
    }

    /** The reference device has let go of the payload by then. */
    @Test
    void shouldNoticeADeliveryOfWhatNobodyHasHandedIn() {
        plant(Fault.DELIVERED_TWICE);
        SchedulingDomain domain = open(64, QueueConfiguration.unordered("work"));
        for (int i = 0; i < 16; i++) {
            enter(domain, 0);
        }
        finish(domain, 0, take(domain, 0, 16));
        finish(domain, SECOND, take(domain, SECOND, 1));
        assertEquals(1, found().size());
        assertTrue(
                found().get(0)
                        .startsWith("EXACTLY_ONCE: entry delivered that nobody has handed in: queue=work, flow=0"),
                found()::toString);
    }

    @Test
    void shouldNoticeOneEntryTooMany() {
        Runnable scenario = () -> {
            SchedulingDomain domain = open(4, QueueConfiguration.unordered("work"));
            while (enter(domain, 0).accepted()) {
                // Until it is full.
            }
        };
        assertEquals(
                List.of("CREDITS: more entries in flight than credits: limit=4, inFlight=5, last=entry 40"),
                with(scenario, Fault.CREDIT_TOO_MANY));
    }

    /** Where there are many credits the account is added up when the device begins to refuse. */
    @Test
    void shouldNoticeOneEntryTooManyAmongMany() {
        plant(Fault.CREDIT_TOO_MANY);
        SchedulingDomain domain = open(1000, QueueConfiguration.unordered("work"));
        while (enter(domain, 0).accepted()) {
            // Until it is full.
        }
        assertEquals(1, Monitor.of(device).count());
        assertTrue(found().get(0).contains("limit=1000, inFlight=1001"), found()::toString);
    }

    @Test
    void shouldNoticeALostCredit() {
        Runnable scenario = () -> {
            SchedulingDomain domain = open(64, QueueConfiguration.unordered("work"));
            for (int i = 0; i < 20; i++) {
                enter(domain, 0);
                finish(domain, 0, take(domain, 0, 1));
            }
            stop(domain);
        };
        assertEquals(
                List.of(
                        "CREDITS: credit lost: the device counts entries where none is in flight: limit=64, inFlight=1"),
                with(scenario, Fault.CREDIT_LEAKED));
    }

    @Test
    void shouldNoticeThatAllCreditsAreLost() {
        plant(Fault.CREDIT_LEAKED);
        SchedulingDomain domain = open(2, QueueConfiguration.unordered("work"));
        while (enter(domain, 0).accepted()) {
            finish(domain, 0, take(domain, 0, 1));
        }
        assertEquals(
                List.of("CREDITS: credit lost: the device counts entries where none is in flight: limit=2, inFlight=2"),
                found());
    }

    @Test
    void shouldNoticeALostEntryAtTheEnd() {
        Runnable scenario = () -> {
            SchedulingDomain domain = open(64, QueueConfiguration.unordered("work"));
            for (int i = 0; i < 20; i++) {
                enter(domain, 0);
            }
            assertTrue(stop(domain));
        };
        assertEquals(
                List.of(
                        "CREDITS: entries neither finished nor flushed where the device says that none is in flight: call=stop,"
                                + " missing=1"),
                with(scenario, Fault.ENTRY_LOST));
    }

    @Test
    void shouldNoticeAStopThatDoesNotWait() {
        plant(Fault.STOP_DOES_NOT_WAIT);
        SchedulingDomain domain = open(64, QueueConfiguration.unordered("work"));
        enter(domain, 0);
        take(domain, 0, 1);
        stop(domain);
        assertTrue(found().get(0).contains("call=stop, missing=1"), found()::toString);
    }

    @Test
    void shouldNoticeAResetThatForgets() {
        plant(Fault.RESET_UNVERIFIED);
        SchedulingDomain domain = open(64, QueueConfiguration.unordered("work"));
        enter(domain, 0);
        take(domain, 0, 1);
        assertFalse(stop(domain));
        domain.reset();
        assertTrue(found().get(0).contains("call=reset, missing=1"), found()::toString);
    }

    @Test
    void shouldNoticeAHandleThatIsIgnored() {
        plant(Fault.WRONG_HANDLE_IGNORED);
        SchedulingDomain domain = open(64, QueueConfiguration.unordered("work"));
        domain.port(0).release(99);
        assertEquals(List.of("EXACTLY_ONCE: entry finished that the port does not hold: port=0, handle=99"), found());
    }

    /** What is in the sample is found, and nothing else is said. */
    @Test
    void shouldFindInASampleWhatIsInIt() {
        device = Monitor.watch(new ReferenceDevice(Fault.FLOW_SHARED), 16);
        SchedulingDomain domain = open(4000, QueueConfiguration.atomic("charge", 1000));
        for (int flow = 0; flow < 1000; flow++) {
            enter(domain, flow);
            enter(domain, flow);
            Burst first = take(domain, 0, 1);
            Burst second = take(domain, SECOND, 1);
            finish(domain, 0, first);
            finish(domain, SECOND, second);
        }
        long count = Monitor.of(device).count();
        assertTrue(count > 30 && count < 100, () -> "about one flow in 16 of 1000: count=" + count);
        assertTrue(found().stream().allMatch(each -> each.startsWith("ATOMIC: atomic flow held by two ports")));
    }
}
