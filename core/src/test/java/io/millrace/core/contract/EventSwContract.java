package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.ConfigurationException;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Counterparts of the self tests of DPDK's event_sw, numbered and named like them. Where the original only prints a wrong result,
 * these fail. Left out: 7 (which port is the emptiest is the device's business), 16 to 19 (see {@link CounterContract}).
 */
public abstract class EventSwContract extends DeviceContract {

    private static final int SINK = 3;

    /** Queue 0 of the type at ports 0 to 2, queue 1 directed at port 3. */
    private DomainUnderTest threeWorkers(SchedulingType type) {
        return start(DomainConfiguration.credits(64)
                .queue(queue(type, 8, 16))
                .queue(QueueConfiguration.directed("sink"))
                .ports(3, worker(0))
                .port(worker(1)));
    }

    /** 1. */
    @Test
    void shouldPassSingleDirectedPacket() {
        try (DomainUnderTest domain = threeWorkers(SchedulingType.ATOMIC)) {
            Object payload = new Object();
            domain.accept(1, 4711, payload);
            for (int port = 0; port < 3; port++) {
                domain.assertNothingFor(port);
            }
            Delivered entry = domain.take(SINK);
            assertEquals(payload, entry.payload());
            assertEquals(1, domain.domain().counter(SINK, PortCounter.DELIVERED));
            domain.assertNothingFor(SINK);
            entry.release();
            domain.assertInFlight(0);
        }
    }

    /** 2. */
    @Test
    void shouldPassDirectedForwardCredits() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(1)
                .queue(QueueConfiguration.directed("d"))
                .port(PortConfiguration.linkedTo(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(0, 0, 0);
            for (int i = 0; i < 1000; i++) {
                domain.take(0).forwardTo(0);
                domain.assertInFlight(1);
            }
            domain.take(0).release();
        }
    }

    /** 3. */
    @Test
    void shouldPassSingleLoadBalancedPacket() {
        try (DomainUnderTest domain = threeWorkers(SchedulingType.ATOMIC)) {
            domain.accept(0, 3, 7);
            domain.assertInFlight(1);
            Delivered entry = domain.take(1);
            assertEquals(7, entry.number());
            assertEquals(1, domain.domain().counter(DomainCounter.NEW_ACCEPTED));
            assertEquals(1, domain.domain().counter(1, PortCounter.DELIVERED));
            domain.assertInFlight(1);
            entry.release();
            domain.assertInFlight(0);
        }
    }

    private static List<Integer> throughWorkersInReverse(DomainUnderTest domain) {
        domain.acceptNumbers(0, 0, 3);
        List<Delivered> entries = List.of(domain.take(0), domain.take(1), domain.take(2));
        for (int i = 2; i >= 0; i--) {
            entries.get(i).forwardTo(1);
        }
        return domain.takeNumbers(SINK, 3);
    }

    /** 4. */
    @Test
    void shouldPassUnorderedBasic() {
        try (DomainUnderTest domain = threeWorkers(SchedulingType.UNORDERED)) {
            assertEquals(Set.of(0, 1, 2), Set.copyOf(throughWorkersInReverse(domain)));
            domain.assertNothingFor(SINK);
        }
    }

    /** 5. */
    @Test
    void shouldPassOrderedBasic() {
        try (DomainUnderTest domain = threeWorkers(SchedulingType.ORDERED)) {
            assertEquals(List.of(0, 1, 2), throughWorkersInReverse(domain));
            domain.assertNothingFor(SINK);
        }
    }

    /** 6. */
    @Test
    void shouldPassBurstPackets() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.atomic("even", 4))
                .queue(QueueConfiguration.atomic("odd", 4))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            Burst burst = new Burst(16);
            for (int i = 0; i < 16; i++) {
                burst.add(EntryHeader.of(i % 2, 0), i);
            }
            assertEquals(16, domain.ingress().enqueue(burst));
            for (int port = 0; port < 2; port++) {
                int own = port;
                List<Integer> expected =
                        IntStream.range(0, 8).map(i -> 2 * i + own).boxed().toList();
                assertEquals(expected, domain.takeNumbers(port, 8));
                domain.assertNothingFor(port);
            }
        }
    }

    /** 8 to 11: prioritised directed, atomic, ordered, unordered. */
    @ParameterizedTest
    @EnumSource
    void shouldPassPrioritised(SchedulingType type) {
        require(DeviceCapability.ENTRY_PRIORITY);
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(8).queue(queue(type, 2, 4)).port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(EntryHeader.withPriority(EntryHeader.of(0, 0), EntryPriority.NORMAL), 0);
            domain.accept(EntryHeader.withPriority(EntryHeader.of(0, 1), EntryPriority.HIGHEST), 1);
            assertEquals(List.of(1, 0), domain.takeNumbers(0, 2));
        }
    }

    /** 12: ours throws instead of dropping. */
    @Test
    void shouldPassInvalidQueueId() {
        try (DomainUnderTest domain = threeWorkers(SchedulingType.ATOMIC)) {
            assertThrows(IllegalArgumentException.class, () -> domain.offer(2, 0));
            domain.assertInFlight(0);
            assertEquals(0, domain.domain().counter(DomainCounter.NEW_ACCEPTED));
        }
    }

    /** 13: flow 1 has open entries at port 0 and stays; flow 2 has none left and moves. */
    @Test
    void shouldPassLoadBalancingHistory() {
        try (DomainUnderTest domain = threeWorkers(SchedulingType.ATOMIC)) {
            domain.accept(0, 1, 10);
            Delivered open = domain.take(0);
            domain.accept(0, 2, 20);
            Delivered closed = domain.take(1);
            domain.accept(0, 1, 11);
            domain.accept(0, 2, 21);
            domain.assertNothingFor(2);
            closed.release();
            assertEquals(21, domain.take(2).number());
            domain.assertNothingFor(1);
            open.release();
            assertEquals(11, domain.take(1).number());
        }
    }

    /** 14. */
    @Test
    void shouldPassInflightCounts() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.atomic("a", 2))
                .queue(QueueConfiguration.unordered("b"))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 5);
            domain.assertInFlight(5);
            domain.acceptNumbers(1, 0, 3);
            domain.assertInFlight(8);
            List<Delivered> three = domain.take(1, 3);
            domain.assertInFlight(8);
            three.forEach(Delivered::release);
            domain.assertInFlight(5);
            for (int i = 4; i >= 0; i--) {
                domain.take(0).release();
                domain.assertInFlight(i);
            }
        }
    }

    /** 15: ours throws, and nothing underflows. */
    @Test
    void shouldPassAbuseInflights() {
        try (DomainUnderTest domain = threeWorkers(SchedulingType.ATOMIC)) {
            for (int i = 0; i < 5; i++) {
                long never = i;
                assertThrows(IllegalStateException.class, () -> domain.port(0).release(never));
            }
            domain.assertInFlight(0);
            assertEquals(0, domain.domain().counter(DomainCounter.RELEASED));
            assertEquals(0, domain.domain().counter(0, PortCounter.HELD));
            domain.acceptNumbers(0, 0, 3);
            domain.assertInFlight(3);
        }
    }

    /** 20. */
    @Test
    void shouldPassQueuePriority() {
        List<LinkConfiguration> links = List.of(
                new LinkConfiguration(0, EntryPriority.LOWEST),
                new LinkConfiguration(1, EntryPriority.NORMAL),
                new LinkConfiguration(2, EntryPriority.HIGHEST));
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.atomic("low", 1))
                .queue(QueueConfiguration.atomic("normal", 1))
                .queue(QueueConfiguration.atomic("high", 1))
                .port(PortConfiguration.linked(links).withExplicitRelease());
        try (DomainUnderTest domain = start(configuration)) {
            for (int queue = 0; queue < 3; queue++) {
                domain.accept(queue, 0, queue);
            }
            assertEquals(List.of(2, 1, 0), domain.takeNumbers(0, 3));
        }
    }

    /** 21: three unlinks are in progress until they are seen and nothing is held, then none is. */
    @Test
    void shouldPassUnlinkInProgress() {
        require(DeviceCapability.RUNTIME_LINKS);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16);
        IntStream.range(0, 3).forEach(i -> configuration.queue(QueueConfiguration.unordered("q" + i)));
        configuration.port(worker(0, 1, 2));
        try (DomainUnderTest domain = start(configuration)) {
            for (int queue = 0; queue < 3; queue++) {
                domain.accept(queue, 0, queue);
            }
            List<Delivered> held = domain.take(0, 3);
            for (int queue = 0; queue < 3; queue++) {
                assertEquals(queue, domain.port(0).unlinksInProgress());
                assertTrue(domain.port(0).unlink(queue));
                domain.accept(queue, 0, queue);
            }
            domain.assertNothingFor(0);
            for (int left = 3; left > 0; left--) {
                assertEquals(left, domain.port(0).unlinksInProgress());
                held.get(left - 1).release();
            }
            assertEquals(0, domain.port(0).unlinksInProgress());
        }
    }

    /** 22: a set-up that is applied twice, to two domains, and a domain that is set up again. */
    @Test
    void shouldPassOrderedReconfigure() throws InterruptedException {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.ordered("o", 2, 8))
                .queue(QueueConfiguration.directed("sink"))
                .port(worker(0))
                .port(worker(1));
        for (int i = 0; i < 2; i++) {
            try (DomainUnderTest domain = start(configuration)) {
                assertOrdered(domain);
                assertTrue(domain.domain().stop((header, payload) -> {}, 0));
                domain.domain().reset();
                domain.domain().start();
                assertOrdered(domain);
            }
        }
    }

    private static void assertOrdered(DomainUnderTest domain) {
        domain.acceptNumbers(0, 1, 3);
        List<Delivered> entries = domain.take(0, 3);
        for (int i = 2; i >= 0; i--) {
            assertEquals(i, entries.get(i).sequenceNumber());
            entries.get(i).forwardTo(1);
        }
        assertEquals(List.of(0, 1, 2), domain.takeNumbers(1, 3));
    }

    /** 23: a port goes from a load-balanced queue to a directed one and back before the start. */
    @Test
    void shouldPassPortLoadBalancedAndSingleReconfigure() {
        require(DeviceCapability.RUNTIME_LINKS);
        DomainConfiguration configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.atomic("balanced", 2))
                .queue(QueueConfiguration.directed("single"))
                .port(worker(0))
                .port(worker(1))
                .build();
        try (DomainUnderTest domain = open(configuration)) {
            Port port = domain.port(0);
            assertTrue(port.unlink(0));
            assertThrows(ConfigurationException.class, () -> port.link(LinkConfiguration.to(1)));
            assertTrue(domain.port(1).unlink(1));
            port.link(LinkConfiguration.to(1));
            assertTrue(port.unlink(1));
            port.link(LinkConfiguration.to(0));
            domain.port(1).link(LinkConfiguration.to(1));
            assertEquals(0, port.unlinksInProgress());
            domain.started().accept(1, 0, 1);
            domain.accept(0, 0, 0);
            assertEquals(List.of(0), domain.takeNumbers(0, 1));
            assertEquals(List.of(1), domain.takeNumbers(1, 1));
        }
    }

    /** 24. */
    @Test
    void shouldPassPortReconfigureCredits() throws InterruptedException {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(8)
                .queue(QueueConfiguration.atomic("a", 4))
                .port(PortConfiguration.linkedTo(0));
        try (DomainUnderTest domain = start(configuration)) {
            for (int round = 0; round < 32; round++) {
                domain.acceptNumbers(0, round % 4, 8);
                assertEquals(Refusal.NO_CREDIT, domain.offer(0, 0));
                assertEquals(0, domain.take(0).number());
                domain.assertInFlight(8);
                // The held entry is released by the last look of its port.
                assertFalse(domain.domain().stop((header, payload) -> {}, 0));
                domain.assertNothingFor(0);
                domain.assertInFlight(0);
                domain.domain().reset();
                domain.domain().start();
            }
        }
    }

    /** 25: flow 0 fills its port to the brim; an entry of flow 1 passes, exactly one of flow 0 waits. */
    @Test
    void shouldPassHeadOfLineBlocking() {
        try (DomainUnderTest domain = threeWorkers(SchedulingType.ATOMIC)) {
            domain.acceptNumbers(0, 0, 2);
            Delivered held = domain.take(0);
            domain.accept(0, 1, 100);
            assertEquals(100, domain.take(1).number());
            domain.assertNothingFor(1);
            domain.assertNothingFor(2);
            domain.assertInFlight(3);
            held.release();
            assertEquals(1, domain.take(2).number());
        }
    }

    /** 26. */
    @Test
    void shouldPassStopFlush() throws InterruptedException {
        try (DomainUnderTest domain = threeWorkers(SchedulingType.ATOMIC)) {
            for (int i = 0; i < 20; i++) {
                domain.accept(0, i % 8, i);
            }
            domain.acceptNumbers(1, 0, 5);
            Set<Integer> delivered = Set.copyOf(domain.takeNumbers(0, 4));
            List<Integer> flushed = new ArrayList<>();
            assertTrue(domain.domain()
                    .stop(
                            (header, payload) -> {
                                if (EntryHeader.queue(header) == 0 && payload instanceof Integer number) {
                                    flushed.add(number);
                                }
                            },
                            0));
            assertEquals(16, flushed.size());
            flushed.addAll(delivered);
            assertEquals(IntStream.range(0, 20).boxed().collect(Collectors.toSet()), Set.copyOf(flushed));
            assertEquals(21, domain.domain().counter(DomainCounter.FLUSHED));
        }
    }

    /** 27: a released ordered entry must not leave a mark that later swallows an atomic one (history of 32, and two). */
    @Test
    void shouldPassOrderedAndAtomicHistoryCompletion() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("o", 1, 8))
                .queue(QueueConfiguration.atomic("a", 1))
                .port(worker(0, 1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(0, 0, -1);
            domain.take(0).release();
            domain.accept(0, 0, 0);
            for (int i = 0; i < 2 * 34; i++) {
                Delivered entry = domain.take(0);
                assertEquals(i % 2, entry.queue());
                assertEquals(0, entry.number());
                entry.forwardTo(1 - entry.queue());
                domain.assertInFlight(1);
            }
        }
    }

    /** 28. */
    @Test
    void shouldPassWorkerLoopback() {
        loopback(PortConfiguration.linkedTo(IntStream.range(0, 8).toArray()));
    }

    /** 29. */
    @Test
    void shouldPassWorkerLoopbackWithoutImplicitRelease() {
        loopback(worker(IntStream.range(0, 8).toArray()));
    }

    /** Each entry goes through 8 atomic queues 16 times; no progress for a while is a deadlock. */
    private void loopback(PortConfiguration port) {
        int entries = Scale.of(1 << 9);
        int stages = 8 * 16;
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(256);
        IntStream.range(0, 8).forEach(i -> configuration.queue(QueueConfiguration.atomic("stage " + i, 64)));
        configuration.ports(2, port);
        AtomicInteger left = new AtomicInteger(entries);
        ExactlyOnceChecker once = new ExactlyOnceChecker("loopback", entries);
        int[] passes = new int[entries];
        ExclusivityChecker exclusivity = new ExclusivityChecker("loopback", 8 * 64);
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            crew.start("producer", () -> {
                for (int i = 0; i < entries; i++) {
                    domain.insist(EntryHeader.of(0, i % 64), i);
                }
            });
            for (int worker = 0; worker < 2; worker++) {
                int id = worker;
                crew.start("worker " + worker, () -> {
                    Burst burst = new Burst(16);
                    while (left.get() > 0 && !domain.failed()) {
                        int count = domain.port(id).dequeue(burst, TimeUnit.MILLISECONDS.toNanos(5));
                        for (int i = 0; i < count; i++) {
                            int number = burst.payload(i) instanceof Integer sent ? sent : -1;
                            long header = burst.header(i);
                            int place = EntryHeader.queue(header) * 64 + EntryHeader.flow(header);
                            exclusivity.enter(place, id + 1);
                            assertEquals(EntryHeader.queue(header), passes[number]++ % 8, "the stage of the entry");
                            exclusivity.leave(place, id + 1);
                            if (passes[number] < stages) {
                                long next = EntryHeader.of(passes[number] % 8, EntryHeader.flow(header));
                                domain.port(id).forward(burst.entry(i), next, number);
                            } else {
                                once.seen(number);
                                domain.port(id).release(burst.entry(i));
                                left.decrementAndGet();
                            }
                        }
                    }
                });
            }
            crew.join();
            once.allSeen();
        }
    }
}
