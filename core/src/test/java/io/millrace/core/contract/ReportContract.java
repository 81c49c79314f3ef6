package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainReport;
import io.millrace.core.DomainState;
import io.millrace.core.EntryHeader;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.QueueCounter;
import io.millrace.core.QueueReport;
import io.millrace.core.SchedulingType;
import io.millrace.core.StalledFlow;
import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report says of a domain in each of its states, at rest and when everybody is stuck. */
public abstract class ReportContract extends DeviceContract {

    private static final int WORK = 0;
    private static final int SINK = 1;

    private DomainUnderTest ordered() {
        return start(DomainConfiguration.credits(32)
                .queue(QueueConfiguration.ordered("work", 4, 16))
                .queue(QueueConfiguration.atomic("sink", 4))
                .ports(2, worker(WORK).withClaimDepth(1))
                .port(worker(SINK)));
    }

    private static QueueReport queue(DomainUnderTest domain, int id) {
        return domain.domain().report().queues().get(id);
    }

    /** Checks what is said of a queue: waiting, in work, parked, flows. */
    private static void expect(DomainUnderTest domain, int queue, int... figures) {
        QueueReport report = queue(domain, queue);
        assertEquals(
                List.of(figures[0], figures[1], figures[2], figures[3]),
                List.of(report.waiting(), report.inWork(), report.parked(), report.flows()),
                () -> "waiting, in work, parked, flows of " + report);
    }

    private static void expectSums(DomainReport report) {
        int inFlight = report.queues().stream()
                .mapToInt(queue -> queue.waiting() + queue.inWork() + queue.parked())
                .sum();
        assertEquals(report.inFlight(), inFlight, () -> "parts of " + report.toText());
        assertEquals(report.credits(), report.inFlight() + report.free());
        for (QueueReport queue : report.queues()) {
            assertEquals(queue.entered(), queue.delivered() + queue.flushed() + queue.waiting(), queue.toString());
        }
    }

    @Test
    void shouldFollowEntriesThroughAnOrderedFlow() {
        try (DomainUnderTest domain = ordered()) {
            domain.acceptNumbers(WORK, 3, 5);
            expect(domain, WORK, 5, 0, 0, 1);
            List<Delivered> entries = domain.take(0, 4);
            expect(domain, WORK, 1, 4, 0, 1);
            entries.get(1).forwardTo(SINK);
            entries.get(2).release();
            expect(domain, WORK, 1, 2, 2, 1);
            expect(domain, SINK, 0, 0, 0, 0);
            entries.get(0).forwardTo(SINK);
            expect(domain, WORK, 1, 1, 0, 1);
            expect(domain, SINK, 2, 0, 0, 1);
            Delivered served = domain.take(2);
            expect(domain, SINK, 1, 1, 0, 1);
            expectSums(domain.domain().report());
            served.release();
            entries.get(3).release();
            expect(domain, WORK, 1, 0, 0, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountWhatEnteredAndLeft(SchedulingType type) {
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(32).queue(queue(type, 4, 8)).port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 1, 3);
            domain.acceptNumbers(0, 2, 4);
            domain.take(0).release();
            domain.take(0).forwardTo(0);
            assertEquals(6, domain.domain().flush(0, (header, payload) -> {}));
            QueueReport report = queue(domain, 0);
            assertEquals(List.of(8L, 2L, 6L), List.of(report.entered(), report.delivered(), report.flushed()));
            for (QueueCounter counter : QueueCounter.values()) {
                assertEquals(report.value(counter), domain.domain().counter(0, counter), counter.label());
            }
            expectSums(domain.domain().report());
        }
    }

    /** Fragments are no entries of the queue they go to before the turn of their own entry has come. */
    @Test
    void shouldCountFragmentsWhereTheirEntryIs() {
        require(DeviceCapability.FRAGMENTS);
        try (DomainUnderTest domain = ordered()) {
            domain.acceptNumbers(WORK, 0, 2);
            List<Delivered> entries = domain.take(0, 2);
            for (int i = 0; i < 3; i++) {
                domain.port(0).fragment(entries.get(1).entry(), EntryHeader.of(SINK, 0), "fragment");
            }
            expect(domain, WORK, 0, 2, 3, 1);
            expectSums(domain.domain().report());
            entries.get(1).forwardTo(SINK);
            expect(domain, WORK, 0, 1, 4, 1);
            expect(domain, SINK, 0, 0, 0, 0);
            assertEquals(1, domain.domain().report().stalledFlows().get(0).parked());
            entries.get(0).release();
            expect(domain, WORK, 0, 0, 0, 0);
            expect(domain, SINK, 4, 0, 0, 1);
            expectSums(domain.domain().report());
        }
    }

    @Test
    void shouldNameTheHeadThatOthersWaitFor() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = ordered()) {
            domain.acceptNumbers(WORK, 3, 6);
            Delivered before = domain.take(0);
            Delivered head = domain.take(1);
            List<Delivered> rest = domain.take(0, 3);
            assertEquals(List.of(), domain.domain().report().stalledFlows());
            before.forwardTo(SINK);
            rest.forEach(entry -> entry.forwardTo(SINK));
            StalledFlow held = new StalledFlow(WORK, 3, head.sequenceNumber(), StalledFlow.Head.HELD, 1, 3);
            assertEquals(List.of(held), domain.domain().report().stalledFlows());
            head.detach();
            StalledFlow detached =
                    new StalledFlow(WORK, 3, head.sequenceNumber(), StalledFlow.Head.DETACHED, StalledFlow.NO_PORT, 3);
            assertEquals(List.of(detached), domain.domain().report().stalledFlows());
            expect(domain, WORK, 1, 1, 3, 1);
            domain.ingress().release(head.entry());
            assertEquals(List.of(), domain.domain().report().stalledFlows());
            expect(domain, SINK, 4, 0, 0, 1);
        }
    }

    /** A higher priority overtakes within its flow; the entry that it waits for afterwards is in nobody's hands. */
    @Test
    void shouldNameAHeadThatNobodyHasTaken() {
        require(DeviceCapability.ENTRY_PRIORITY);
        try (DomainUnderTest domain = ordered()) {
            domain.accept(EntryHeader.of(WORK, 0), "late");
            domain.accept(EntryHeader.withPriority(EntryHeader.of(WORK, 0), 0), "urgent");
            Delivered urgent = domain.take(0);
            assertEquals("urgent", urgent.payload());
            urgent.forwardTo(SINK);
            StalledFlow expected = new StalledFlow(WORK, 0, 0, StalledFlow.Head.WAITING, StalledFlow.NO_PORT, 1);
            assertEquals(List.of(expected), domain.domain().report().stalledFlows());
        }
    }

    @Test
    void shouldTellWhatPortsDo() throws InterruptedException {
        try (DomainUnderTest domain = ordered();
                Crew crew = domain.crew()) {
            assertNull(domain.domain().report().ports().get(0).thread());
            CountDownLatch stuck = new CountDownLatch(1);
            domain.accept(WORK, 0, "held");
            Thread holder = crew.start("holder", () -> {
                Delivered entry = domain.take(0);
                stuck.await();
                entry.release();
            });
            Thread waiter = crew.start("waiter", () -> domain.takeSome(2, 1, TimeUnit.SECONDS.toNanos(30)));
            domain.awaitBlocked(holder);
            domain.awaitBlocked(waiter);
            DomainReport report = domain.domain().report();
            assertSame(holder, report.ports().get(0).thread());
            assertEquals(1, report.ports().get(0).held());
            assertFalse(report.ports().get(0).waits());
            assertSame(waiter, report.ports().get(2).thread());
            assertEquals(0, report.ports().get(2).held());
            assertTrue(report.ports().get(2).waits());
            stuck.countDown();
            domain.port(2).wake();
            crew.join();
            assertFalse(domain.domain().report().ports().get(2).waits());
        }
    }

    @Test
    void shouldTellLinksAndNames() {
        DomainConfiguration configuration = DomainConfiguration.credits(8)
                .queue(QueueConfiguration.unordered("a"))
                .queue(QueueConfiguration.atomic("b", 1))
                .port(PortConfiguration.linkedTo(1, 0))
                .port(PortConfiguration.linkedTo(0))
                .build();
        try (DomainUnderTest domain = open(configuration)) {
            DomainReport report = domain.domain().report();
            assertEquals(
                    List.of("a", "b"),
                    report.queues().stream().map(QueueReport::name).toList());
            assertEquals(SchedulingType.ATOMIC, report.queues().get(1).type());
            assertEquals(
                    List.of(LinkConfiguration.to(1), LinkConfiguration.to(0)),
                    report.ports().get(0).links());
            assertEquals(DomainState.OPEN, report.state());
            assertEquals(8, report.free());
        }
    }

    /** Holders are stuck, a port waits, and a thread waits in stop: who asks gets an answer. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReportWhileEverybodyIsStuck(boolean closed) throws InterruptedException {
        try (DomainUnderTest domain = ordered();
                Crew crew = domain.crew()) {
            CountDownLatch end = new CountDownLatch(1);
            domain.acceptNumbers(WORK, 0, 2);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int port = i;
                threads.add(crew.start("stuck " + i, () -> {
                    Delivered entry = domain.take(port);
                    end.await();
                    entry.release();
                }));
            }
            threads.forEach(domain::awaitBlocked);
            threads.add(crew.start(
                    "stopper", () -> domain.domain().stop((header, payload) -> {}, TimeUnit.SECONDS.toNanos(30))));
            threads.forEach(domain::awaitBlocked);
            if (closed) {
                domain.domain().close();
            }
            DomainReport report = domain.domain().report();
            assertEquals(closed ? DomainState.CLOSED : DomainState.STOPPED, report.state());
            assertEquals(2, report.inFlight());
            assertEquals(2, report.queues().get(WORK).inWork());
            assertTrue(report.toText().contains("thread=\"stuck 1\""), report.toText());
            expectSums(report);
            end.countDown();
            crew.join();
        }
    }

    /** While everything moves a report stays within its bounds, and disturbs nothing. */
    @ParameterizedTest
    @EnumSource
    void shouldReportWhileEverythingMoves(SchedulingType type) {
        int total = Scale.of(3_000);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(32)
                .queue(queue(type, 2, 8))
                .queue(QueueConfiguration.unordered("sink"))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            crew.start("producer", () -> {
                for (int i = 0; i < total; i++) {
                    domain.insist(EntryHeader.of(0, i % 2), i);
                }
            });
            crew.start("worker", () -> {
                for (int i = 0; i < total; i++) {
                    domain.take(0).forwardTo(1);
                }
            });
            crew.start("sink", () -> {
                for (int i = 0; i < total; i++) {
                    domain.take(1).release();
                }
            });
            long delivered = 0;
            while (delivered < total && !domain.failed()) {
                DomainReport report = domain.domain().report();
                assertTrue(report.inFlight() >= 0 && report.inFlight() <= 32, report.toText());
                assertTrue(report.queues().get(1).delivered() >= delivered, report.toText());
                delivered = report.queues().get(1).delivered();
                Surroundings.giveWay();
            }
            crew.join();
            expectSums(domain.domain().report());
            assertEquals(List.of(), domain.domain().report().stalledFlows());
        }
    }
}
