package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limit of entries of one queue that are delivered and unfinished: never passed, always reached, and nobody sleeps beside a free credit. */
public abstract class ExecutionCreditsContract extends DeviceContract {

    private static final int LIMIT = 3;
    private static final int FLOWS = 32;
    private static final int SPARE = 1;

    /** How a holding can end. */
    enum Ending {
        RELEASE,
        FORWARD,
        DETACH_AND_RELEASE,
        IMPLICIT_RELEASE
    }

    private static int portsFor(SchedulingType type, int ports) {
        return type == SchedulingType.DIRECTED ? 1 : ports;
    }

    /** A limited queue, and another one at a port of its own to forward to. */
    private DomainUnderTest limited(SchedulingType type, int limit, int ports) {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(queue(type, FLOWS, 32).withExecutionCredits(limit))
                .queue(QueueConfiguration.unordered("next"))
                .ports(portsFor(type, ports), worker(0))
                .port(worker(1));
        return start(configuration);
    }

    private static void acceptFlows(DomainUnderTest domain, int count) {
        for (int i = 0; i < count; i++) {
            domain.accept(0, i, i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHandOutAsManyAsTheLimitToManyPorts(SchedulingType type) {
        int ports = portsFor(type, LIMIT + 1);
        try (DomainUnderTest domain = limited(type, LIMIT, ports)) {
            acceptFlows(domain, 10);
            List<Delivered> held = new ArrayList<>();
            for (int i = 0; i < LIMIT; i++) {
                held.add(domain.take(i % ports));
            }
            for (int next = 0; next < 10 - LIMIT; next++) {
                for (int port = 0; port < ports; port++) {
                    domain.assertNothingFor(port);
                }
                held.remove(0).release();
                held.add(domain.take(next % ports));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHandOutAsManyAsTheLimitInOneDelivery(SchedulingType type) {
        try (DomainUnderTest domain = limited(type, LIMIT, 1)) {
            domain.acceptNumbers(0, 0, 10);
            for (int i = 0; i < 3; i++) {
                List<Delivered> held = domain.takeSome(0, 8, DomainUnderTest.patienceNanos());
                assertEquals(LIMIT, held.size());
                domain.assertNothingFor(0);
                held.forEach(Delivered::release);
            }
            assertEquals(
                    1, domain.takeSome(0, 8, DomainUnderTest.patienceNanos()).size());
        }
    }

    /** Whatever one port leaves behind, the others get: it keeps nothing that it may not have. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECTED")
    void shouldLeaveTheRestToOtherPorts(SchedulingType type) {
        try (DomainUnderTest domain = limited(type, LIMIT, 2)) {
            acceptFlows(domain, 10);
            Delivered first = domain.take(0);
            Delivered second = domain.take(1);
            Delivered third = domain.take(1);
            domain.assertNothingFor(1);
            second.release();
            third.release();
            for (int i = 3; i < 10; i++) {
                Delivered next = domain.take(1);
                assertEquals(i, next.number(), "the oldest first");
                next.release();
            }
            first.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountDetachedEntriesUntilTheyAreFinished(SchedulingType type) {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = limited(type, 1, 1)) {
            acceptFlows(domain, 2);
            Delivered detached = domain.take(0).detach();
            domain.assertNothingFor(0);
            domain.ingress().release(detached.entry());
            assertEquals(1, domain.take(0).number());
        }
    }

    /** The one thing that a single window for both cannot do: work goes on behind a slow head. */
    @Test
    void shouldNotCountOrderedEntriesThatWaitForTheirTurn() {
        try (DomainUnderTest domain = limited(SchedulingType.ORDERED, 2, 1)) {
            domain.acceptNumbers(0, 0, 20);
            Delivered head = domain.take(0);
            for (int i = 1; i < 20; i++) {
                Delivered next = domain.take(0);
                domain.assertNothingFor(0);
                if (i % 3 == 0) {
                    next.release();
                } else {
                    next.forwardTo(1);
                }
            }
            domain.assertNothingFor(1);
            head.forwardTo(1);
            for (int i = 0; i < 20; i++) {
                if (i == 0 || i % 3 != 0) {
                    assertEquals(i, domain.take(1).number());
                }
            }
        }
    }

    @Test
    void shouldCountTheHeldEntriesOfAnAtomicFlow() {
        try (DomainUnderTest domain = limited(SchedulingType.ATOMIC, LIMIT, 2)) {
            domain.acceptNumbers(0, 0, 2);
            domain.accept(0, 1, 10);
            domain.accept(0, 2, 20);
            List<Delivered> flow = domain.takeSome(0, 8, DomainUnderTest.patienceNanos());
            assertEquals(2, flow.size());
            Delivered other = domain.take(1);
            assertEquals(10, other.number());
            domain.assertNothingFor(1);
            flow.get(1).release();
            assertEquals(20, domain.take(1).number());
        }
    }

    @Test
    void shouldLimitItsOwnQueueAndNoOther() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.unordered("limited").withExecutionCredits(1))
                .queue(QueueConfiguration.unordered("free"))
                .port(worker(0, 1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 5);
            domain.acceptNumbers(1, 0, 5);
            int limited = 0;
            for (int i = 0; i < 6; i++) {
                limited += domain.take(0).queue() == 0 ? 1 : 0;
            }
            assertEquals(1, limited, "held entries of the limited queue");
            domain.assertNothingFor(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotRefuseNewEntriesAtTheLimit(SchedulingType type) {
        try (DomainUnderTest domain = limited(type, 1, 1)) {
            domain.accept(0, 0, 0);
            domain.take(0);
            for (int i = 1; i < 20; i++) {
                assertEquals(Refusal.NONE, domain.offer(0, i));
            }
        }
    }

    /** A port that found the queue at its limit and sleeps is woken by whatever ends a holding. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECTED")
    void shouldWakeAPortWhenAHoldingEnds(SchedulingType type) {
        for (Ending ending : Ending.values()) {
            PortConfiguration holder =
                    ending == Ending.IMPLICIT_RELEASE ? PortConfiguration.linkedTo(0, 1) : worker(0, 1);
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                    .queue(queue(type, FLOWS, 8).withExecutionCredits(1))
                    .queue(QueueConfiguration.directed("next"))
                    .port(holder)
                    .port(worker(0));
            try (DomainUnderTest domain = start(configuration);
                    Crew crew = domain.crew()) {
                // One is held, one may go to the holder when it looks again, and one is for the waiter.
                acceptFlows(domain, 3);
                Delivered held = domain.take(0);
                Thread waiter = crew.start("waiter", () -> {
                    Burst burst = new Burst(1);
                    long begin = Surroundings.nanoTime();
                    assertEquals(1, domain.port(1).dequeue(burst, 2 * DomainUnderTest.patienceNanos()));
                    long nanos = Surroundings.nanoTime() - begin;
                    assertTrue(nanos < DomainUnderTest.patienceNanos(), "not woken by " + ending + ": nanos=" + nanos);
                    domain.port(1).release(burst.entry(0));
                });
                domain.awaitBlocked(waiter);
                end(domain, held, ending);
                crew.join();
            }
        }
    }

    private void end(DomainUnderTest domain, Delivered held, Ending ending) {
        switch (ending) {
            case RELEASE -> held.release();
            case FORWARD -> held.forwardTo(1);
            case DETACH_AND_RELEASE -> {
                require(DeviceCapability.DETACH);
                domain.ingress().release(held.detach().entry());
            }
            case IMPLICIT_RELEASE -> domain.takeSome(0, 1, 0).forEach(Delivered::release);
        }
    }

    /** What a flush takes was never delivered: it neither needs a credit nor brings one. */
    @ParameterizedTest
    @EnumSource
    void shouldKeepTheLimitThroughAFlush(SchedulingType type) {
        try (DomainUnderTest domain = limited(type, LIMIT, 1)) {
            for (int round = 0; round < 3; round++) {
                acceptFlows(domain, 10);
                List<Delivered> held = domain.take(0, LIMIT);
                assertEquals(10 - LIMIT, domain.domain().flush(0, (header, payload) -> {}));
                acceptFlows(domain, 10);
                domain.assertNothingFor(0);
                assertEquals(10, domain.domain().flush(0, (header, payload) -> {}));
                held.forEach(Delivered::release);
                domain.assertNothingFor(0);
            }
        }
    }

    /** All credits are in use at the same moment, again and again, and never more; one lost wake-up would stop the run. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECTED")
    void shouldReachTheLimitAndNeverPassIt(SchedulingType type) {
        int total = Scale.of(6_000) * LIMIT;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger met = new AtomicInteger();
        try (DomainUnderTest domain = limited(type, LIMIT, LIMIT + SPARE);
                Crew crew = domain.crew()) {
            crew.start("producer", () -> {
                // More than are needed: the last few of an atomic queue might be of one flow.
                for (int i = 0; met.get() < total; i++) {
                    domain.insist(EntryHeader.of(0, i % FLOWS), i);
                }
                for (int port = 0; port < LIMIT + SPARE; port++) {
                    domain.port(port).wake();
                }
            });
            for (int i = 0; i < LIMIT + SPARE; i++) {
                int port = i;
                crew.start("worker " + i, () -> {
                    Burst burst = new Burst(1);
                    while (met.get() < total && !domain.failed()) {
                        if (domain.port(port).dequeue(burst, Long.MAX_VALUE) == 1) {
                            int now = running.incrementAndGet();
                            assertTrue(now <= LIMIT, "held at once: count=" + now);
                            meet(domain, met, total);
                            running.decrementAndGet();
                            domain.port(port).release(burst.entry(0));
                        }
                    }
                });
            }
            crew.join();
        }
    }

    /** Waits until as many holders as the limit have come, as at a barrier. */
    private static void meet(DomainUnderTest domain, AtomicInteger met, int total) {
        int together = (met.getAndIncrement() / LIMIT + 1) * LIMIT;
        domain.await("the limit is reached", () -> met.get() >= Math.min(together, total));
    }
}
