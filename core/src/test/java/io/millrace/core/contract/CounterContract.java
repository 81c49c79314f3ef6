package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.CounterSnapshot;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.QueueCounter;
import io.millrace.core.Refusal;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is counted, exactly, while nothing moves, and how the figures hang together after everything moved. */
public abstract class CounterContract extends DeviceContract {

    private DomainUnderTest oneQueue(int credits, PortConfiguration... ports) {
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(credits).queue(QueueConfiguration.unordered("u"));
        for (PortConfiguration port : ports) {
            configuration.port(port);
        }
        return start(configuration);
    }

    private static void expect(DomainUnderTest domain, DomainCounter counter, long value) {
        assertEquals(value, domain.domain().counter(counter), counter.label());
    }

    private static void expect(DomainUnderTest domain, int port, PortCounter counter, long value) {
        assertEquals(value, domain.domain().counter(port, counter), counter.label() + " of port " + port);
    }

    @Test
    void shouldBeginAtZero() {
        try (DomainUnderTest domain = oneQueue(4, worker(0), worker(0))) {
            for (DomainCounter counter : DomainCounter.values()) {
                expect(domain, counter, 0);
            }
            for (PortCounter counter : PortCounter.values()) {
                expect(domain, 0, counter, 0);
                expect(domain, 1, counter, 0);
            }
        }
    }

    @Test
    void shouldCountTheWayOfAnEntry() {
        try (DomainUnderTest domain = oneQueue(4, worker(0), worker(0))) {
            domain.acceptNumbers(0, 0, 3);
            expect(domain, DomainCounter.NEW_ACCEPTED, 3);
            expect(domain, DomainCounter.IN_FLIGHT, 3);
            Delivered first = domain.take(0);
            Delivered second = domain.take(0);
            expect(domain, 0, PortCounter.DELIVERED, 2);
            expect(domain, 0, PortCounter.HELD, 2);
            first.forwardTo(0);
            expect(domain, 0, PortCounter.FORWARDED, 1);
            expect(domain, 0, PortCounter.HELD, 1);
            second.release();
            expect(domain, 0, PortCounter.RELEASED, 1);
            expect(domain, 0, PortCounter.HELD, 0);
            expect(domain, 0, PortCounter.IMPLICITLY_RELEASED, 0);
            expect(domain, DomainCounter.RELEASED, 1);
            expect(domain, DomainCounter.IN_FLIGHT, 2);
            domain.take(1, 2).forEach(Delivered::release);
            expect(domain, 1, PortCounter.DELIVERED, 2);
            expect(domain, 1, PortCounter.RELEASED, 2);
            expect(domain, DomainCounter.NEW_ACCEPTED, 3);
            expect(domain, DomainCounter.RELEASED, 3);
            expect(domain, DomainCounter.FLUSHED, 0);
        }
    }

    @Test
    void shouldCountNewEntriesOfPortsAndBursts() {
        try (DomainUnderTest domain = oneQueue(16, worker(0))) {
            long header = EntryHeader.of(0, 0);
            Burst burst = new Burst(3);
            for (int i = 0; i < 3; i++) {
                burst.add(header, i);
            }
            assertEquals(3, domain.ingress().enqueue(burst));
            assertEquals(3, domain.port(0).enqueue(burst));
            assertEquals(Refusal.NONE, domain.port(0).enqueue(header, 1));
            expect(domain, DomainCounter.NEW_ACCEPTED, 7);
        }
    }

    @Test
    void shouldCountImplicitReleasesAmongTheReleases() {
        try (DomainUnderTest domain = oneQueue(8, PortConfiguration.linkedTo(0))) {
            domain.acceptNumbers(0, 0, 5);
            domain.take(0).release();
            domain.take(0);
            domain.take(0);
            domain.take(0).forwardTo(0);
            domain.take(0);
            domain.take(0);
            domain.assertNothingFor(0);
            expect(domain, 0, PortCounter.IMPLICITLY_RELEASED, 4);
            expect(domain, 0, PortCounter.RELEASED, 5);
            expect(domain, 0, PortCounter.FORWARDED, 1);
            expect(domain, 0, PortCounter.DELIVERED, 6);
            expect(domain, DomainCounter.RELEASED, 5);
        }
    }

    @Test
    void shouldCountEachRefusalByItsCause() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(8)
                .queue(QueueConfiguration.ordered("o", 4, 2))
                .port(worker(0).withNewEntryThreshold(4));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 2);
            for (int i = 0; i < 3; i++) {
                assertEquals(Refusal.REORDER_WINDOW, domain.offer(0, 0));
            }
            domain.acceptNumbers(0, 1, 2);
            for (int i = 0; i < 4; i++) {
                assertEquals(Refusal.NEW_ENTRY_THRESHOLD, domain.port(0).enqueue(EntryHeader.of(0, 2), i));
            }
            domain.acceptNumbers(0, 2, 2);
            domain.acceptNumbers(0, 3, 2);
            domain.take(0).forwardTo(0);
            for (int i = 0; i < 5; i++) {
                assertEquals(false, domain.offer(0, 0).accepted());
            }
            domain.domain().drain();
            for (int i = 0; i < 6; i++) {
                assertEquals(Refusal.STOPPED, domain.offer(0, 0));
            }
            long window = domain.domain().counter(DomainCounter.REFUSED_REORDER_WINDOW);
            long credit = domain.domain().counter(DomainCounter.REFUSED_NO_CREDIT);
            assertTrue(window >= 3 && window + credit == 8, "window=" + window + ", credit=" + credit);
            expect(domain, DomainCounter.REFUSED_NEW_ENTRY_THRESHOLD, 4);
            expect(domain, DomainCounter.REFUSED_STOPPED, 6);
            expect(domain, DomainCounter.NEW_ACCEPTED, 8);
        }
    }

    @Test
    void shouldCountRefusalsForWantOfCredit() {
        try (DomainUnderTest domain = oneQueue(2, worker(0))) {
            domain.acceptNumbers(0, 0, 2);
            for (int i = 0; i < 7; i++) {
                assertEquals(Refusal.NO_CREDIT, domain.offer(0, 0));
            }
            expect(domain, DomainCounter.REFUSED_NO_CREDIT, 7);
            expect(domain, DomainCounter.NEW_ACCEPTED, 2);
        }
    }

    @Test
    void shouldCountFlushedEntriesAmongTheReleased() {
        try (DomainUnderTest domain = oneQueue(8, worker(0))) {
            domain.acceptNumbers(0, 0, 8);
            domain.take(0).release();
            assertEquals(7, domain.domain().flush(0, (header, payload) -> {}));
            expect(domain, DomainCounter.FLUSHED, 7);
            expect(domain, DomainCounter.RELEASED, 8);
            expect(domain, 0, PortCounter.DELIVERED, 1);
        }
    }

    @Test
    void shouldNotCountADetachedEntryAsHeld() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = oneQueue(8, worker(0))) {
            domain.acceptNumbers(0, 0, 2);
            Delivered entry = domain.take(0).detach();
            domain.take(0).release();
            expect(domain, 0, PortCounter.HELD, 0);
            expect(domain, 0, PortCounter.DETACHED, 1);
            expect(domain, DomainCounter.IN_FLIGHT, 1);
            domain.ingress().release(entry.entry());
            expect(domain, DomainCounter.RELEASED, 2);
            expect(domain, 0, PortCounter.RELEASED, 1);
        }
    }

    private DomainUnderTest twoQueues() {
        return start(DomainConfiguration.credits(16)
                .queue(QueueConfiguration.ordered("o", 2, 8))
                .queue(QueueConfiguration.unordered("u"))
                .port(worker(0))
                .port(worker(1)));
    }

    /** Statistics by name have the values of statistics by id. The self test of event_sw has number 16. */
    @Test
    void shouldHaveEveryCounterByName() {
        try (DomainUnderTest domain = twoQueues()) {
            domain.acceptNumbers(0, 1, 5);
            domain.take(0, 2).get(1).forwardTo(1);
            CounterSnapshot snapshot = CounterSnapshot.of(domain.domain());
            Set<String> expected = new HashSet<>();
            for (DomainCounter counter : DomainCounter.values()) {
                expected.add(counter.label());
                assertEquals(domain.domain().counter(counter), snapshot.value(counter.label()), counter.label());
            }
            for (int id = 0; id < 2; id++) {
                for (QueueCounter counter : QueueCounter.values()) {
                    String name = "queue." + id + "." + counter.label();
                    expected.add(name);
                    assertEquals(domain.domain().counter(id, counter), snapshot.value(name), name);
                }
                for (PortCounter counter : PortCounter.values()) {
                    String name = "port." + id + "." + counter.label();
                    expected.add(name);
                    assertEquals(domain.domain().counter(id, counter), snapshot.value(name), name);
                }
            }
            assertEquals(expected, snapshot.names());
            assertEquals(5, snapshot.value("new_accepted"));
            assertEquals(2, snapshot.value("port.0.delivered"));
            assertEquals(2, snapshot.value("queue.0.delivered"));
            assertEquals(3, snapshot.value("queue.0.waiting"));
            assertEquals(1, snapshot.value("queue.0.parked"));
            assertEquals(1, snapshot.value("queue.0.in_work"));
            assertEquals(0, snapshot.value("queue.1.entered"));
        }
    }

    /** A reset is a baseline that each reader keeps: counters begin at 0, gauges go on, and no reader disturbs another. Number 17. */
    @Test
    void shouldCountFromABaselineAndKeepGauges() {
        try (DomainUnderTest domain = twoQueues()) {
            domain.acceptNumbers(0, 0, 4);
            domain.take(0).release();
            CounterSnapshot baseline = CounterSnapshot.of(domain.domain());
            domain.acceptNumbers(1, 0, 2);
            domain.take(1).forwardTo(0);
            CounterSnapshot now = CounterSnapshot.of(domain.domain());
            CounterSnapshot since = now.since(baseline);
            assertEquals(2, since.value("new_accepted"));
            assertEquals(0, since.value("released"));
            assertEquals(5, since.value("in_flight"));
            assertEquals(1, since.value("queue.0.entered"));
            assertEquals(4, since.value("queue.0.waiting"));
            assertEquals(0, since.value("queue.0.delivered"));
            assertEquals(1, since.value("port.1.forwarded"));
            assertEquals(6, now.value("new_accepted"), "the earlier reader sees everything");
            assertEquals(now.names(), since.names());
            since.names()
                    .forEach(name -> assertEquals(
                            name.endsWith("in_flight") || isGauge(name) ? now.value(name) : 0,
                            now.since(now).value(name),
                            name));
        }
    }

    private static boolean isGauge(String name) {
        return Set.of("waiting", "in_work", "parked", "flows", "held").contains(name.replaceAll(".*\\.", ""))
                && name.startsWith("port.") == name.endsWith("held");
    }

    /** Numbers 18 and 19: over all ids and beyond, what exists has a value and what does not is refused. */
    @Test
    void shouldRefuseCountersThatDoNotExist() {
        try (DomainUnderTest domain = twoQueues()) {
            domain.acceptNumbers(0, 0, 3);
            CounterSnapshot snapshot = CounterSnapshot.of(domain.domain());
            for (int id = -1; id < 255; id++) {
                int wrong = id;
                boolean exists = id == 0 || id == 1;
                for (QueueCounter counter : QueueCounter.values()) {
                    String name = "queue." + id + "." + counter.label();
                    expectKnown(exists, () -> domain.domain().counter(wrong, counter), () -> snapshot.value(name));
                }
                for (PortCounter counter : PortCounter.values()) {
                    String name = "port." + id + "." + counter.label();
                    expectKnown(exists, () -> domain.domain().counter(wrong, counter), () -> snapshot.value(name));
                }
            }
            assertThrows(IllegalArgumentException.class, () -> snapshot.value(""));
            assertThrows(IllegalArgumentException.class, () -> snapshot.value("queue.0"));
            try (DomainUnderTest other = oneQueue(4, worker(0))) {
                CounterSnapshot others = CounterSnapshot.of(other.domain());
                assertThrows(IllegalArgumentException.class, () -> snapshot.since(others));
            }
        }
    }

    private static void expectKnown(boolean exists, Executable byId, Executable byName) {
        if (exists) {
            assertDoesNotThrow(byId);
            assertDoesNotThrow(byName);
        } else {
            assertThrows(IndexOutOfBoundsException.class, byId);
            assertThrows(IllegalArgumentException.class, byName);
        }
    }

    @Test
    void shouldCountDequeuesThatDeliverNothing() {
        try (DomainUnderTest domain = oneQueue(4, worker(0))) {
            domain.assertNothingFor(0);
            domain.acceptNumbers(0, 0, 1);
            Delivered entry = domain.take(0);
            domain.takeSome(0, 1, 1000);
            expect(domain, 0, PortCounter.EMPTY_DEQUEUES, 2);
            entry.release();
        }
    }

    /** After a run with threads: delivered is forwarded, released or detached, and the sums meet. */
    @Test
    void shouldAddUpAfterAllHasMoved() {
        int total = Scale.of(40_000);
        AtomicInteger left = new AtomicInteger(total);
        int workers = 3;
        PortConfiguration implicit = PortConfiguration.linkedTo(0);
        try (DomainUnderTest domain = oneQueue(64, worker(0), implicit, worker(0))) {
            try (Crew crew = domain.crew()) {
                crew.start("producer", () -> {
                    for (int i = 0; i < total; i++) {
                        domain.insist(EntryHeader.of(0, 0), i);
                    }
                });
                for (int i = 0; i < workers; i++) {
                    int port = i;
                    crew.start("worker " + i, () -> work(domain, port, left));
                }
                crew.join();
            }
            long delivered = 0;
            long forwarded = 0;
            long released = 0;
            long takenBack = 0;
            for (int port = 0; port < workers; port++) {
                delivered += domain.domain().counter(port, PortCounter.DELIVERED);
                forwarded += domain.domain().counter(port, PortCounter.FORWARDED);
                released += domain.domain().counter(port, PortCounter.RELEASED);
                takenBack += domain.domain().counter(port, PortCounter.TAKEN_BACK);
                expect(domain, port, PortCounter.HELD, 0);
            }
            expect(domain, 0, PortCounter.IMPLICITLY_RELEASED, 0);
            assertEquals(total, released, "released by ports");
            assertEquals(delivered, forwarded + released, "delivered, and forwarded or released");
            assertTrue(takenBack <= delivered, "what is taken back is delivered once");
            expect(domain, DomainCounter.NEW_ACCEPTED, total);
            expect(domain, DomainCounter.RELEASED, total);
            expect(domain, DomainCounter.IN_FLIGHT, 0);
        }
    }

    /** Forwards each entry once to the queue it came from, by the stage mark; port 1 lets implicit release do the rest. */
    private static void work(DomainUnderTest domain, int port, AtomicInteger left) {
        Burst burst = new Burst(8);
        while (left.get() > 0 && !domain.failed()) {
            int count = domain.port(port).dequeue(burst, TimeUnit.MILLISECONDS.toNanos(5));
            for (int i = 0; i < count; i++) {
                long header = burst.header(i);
                if (EntryHeader.stage(header) == 0) {
                    domain.port(port).forward(burst.entry(i), EntryHeader.withStage(header, 1), burst.payload(i));
                } else {
                    if (port != 1) {
                        domain.port(port).release(burst.entry(i));
                    }
                    left.decrementAndGet();
                }
            }
        }
        domain.port(port).dequeue(burst, 0);
    }
}
