package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an atomic queue promises, step by step: who holds a flow, from when until when, and who does not wait for it. */
public abstract class AtomicityContract extends DeviceContract {

    private DomainUnderTest atomic(int flows, int ports) {
        return start(DomainConfiguration.credits(64)
                .queue(QueueConfiguration.atomic("a", flows))
                .ports(ports, worker(0)));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void shouldDeliverAFlowInTheOrderOfAppending() {
        try (DomainUnderTest domain = atomic(4, 2)) {
            domain.acceptNumbers(0, 3, 20);
            for (int i = 0; i < 20; i++) {
                Delivered entry = domain.take(i % 2);
                assertEquals(i, entry.number());
                assertEquals(3, entry.flow());
                entry.release();
            }
        }
    }

    @Test
    void shouldKeepAHeldFlowFromOtherPorts() {
        try (DomainUnderTest domain = atomic(4, 3)) {
            domain.acceptNumbers(0, 0, 3);
            Delivered held = domain.take(0);
            domain.assertNothingFor(1);
            domain.assertNothingFor(2);
            held.release();
            assertEquals(1, domain.take(2).number());
            domain.assertNothingFor(1);
        }
    }

    /** A FORWARD ends the holding as a RELEASE does. */
    @Test
    void shouldGiveAFlowFreeByForward() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.atomic("a", 1))
                .queue(QueueConfiguration.directed("sink"))
                .ports(2, worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 2);
            Delivered first = domain.take(0);
            domain.assertNothingFor(1);
            first.forwardTo(1);
            domain.take(1).forwardTo(1);
            assertEquals(numbers(2), domain.takeNumbers(2, 2));
        }
    }

    /** The load balancing history of event_sw: a flow moves after its last release and not before. */
    @Test
    void shouldMoveAFlowAfterTheLastReleaseAndNotBefore() {
        try (DomainUnderTest domain = atomic(1, 2)) {
            domain.acceptNumbers(0, 0, 10);
            int next = 0;
            int port = 0;
            while (next < 10) {
                List<Delivered> turn = domain.takeSome(port, 3, DomainUnderTest.patienceNanos());
                assertTrue(!turn.isEmpty(), "a free flow is delivered to any linked port");
                for (Delivered entry : turn) {
                    domain.assertNothingFor(1 - port);
                    assertEquals(next++, entry.number());
                    entry.release();
                }
                port = 1 - port;
            }
        }
    }

    @Test
    void shouldMoveAFlowWhicheverDeliveredEntryIsFinishedLast() {
        require(DeviceCapability.INDEPENDENT_ORDER);
        try (DomainUnderTest domain = atomic(1, 2)) {
            domain.acceptNumbers(0, 0, 8);
            List<Delivered> turn = new ArrayList<>(domain.takeSome(0, 4, DomainUnderTest.patienceNanos()));
            int count = turn.size();
            while (!turn.isEmpty()) {
                domain.assertNothingFor(1);
                turn.remove(turn.size() - 1).release();
            }
            assertEquals(count, domain.take(1).number());
        }
    }

    @Test
    void shouldDeliverOneAtomicFlowAtATime() {
        try (DomainUnderTest domain = atomic(8, 2)) {
            for (int i = 0; i < 32; i++) {
                domain.accept(0, i % 8, i / 8);
            }
            SequenceChecker sequence = new SequenceChecker("one flow a delivery", 8);
            for (int done = 0; done < 32; ) {
                List<Delivered> delivery = domain.takeSome(0, 16, DomainUnderTest.patienceNanos());
                assertTrue(!delivery.isEmpty(), "entries are due");
                for (Delivered entry : delivery) {
                    assertEquals(delivery.get(0).flow(), entry.flow(), "one delivery has one atomic flow");
                    sequence.next(entry.flow(), entry.number());
                    entry.release();
                    done++;
                }
            }
        }
    }

    @Test
    void shouldHoldDifferentFlowsAtDifferentPorts() {
        try (DomainUnderTest domain = atomic(8, 8)) {
            for (int flow = 0; flow < 8; flow++) {
                domain.accept(0, flow, flow);
            }
            Set<Integer> flows = new HashSet<>();
            for (int port = 0; port < 8; port++) {
                flows.add(domain.take(port).flow());
            }
            assertEquals(8, flows.size(), "every port holds another flow");
        }
    }

    /** The same flow id in two queues is two flows. */
    @Test
    void shouldTellFlowsOfDifferentQueuesApart() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(8)
                .queue(QueueConfiguration.atomic("a", 1))
                .queue(QueueConfiguration.atomic("b", 1))
                .ports(2, worker(0, 1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(0, 0, 0);
            domain.accept(1, 0, 1);
            assertTrue(domain.take(0).queue() != domain.take(1).queue(), "two queues, two flows");
        }
    }

    /** Work conservation: what a port has claimed behind the flow that it holds is taken back by others. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void shouldNotHoldOtherFlowsBehindABlockedHolder(int claimDepth) {
        require(DeviceCapability.TAKE_BACK);
        require(DeviceCapability.EXACT_FLOWS);
        PortConfiguration port = worker(0).withClaimDepth(claimDepth);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.atomic("a", 16))
                .ports(2, port);
        try (DomainUnderTest domain = start(configuration)) {
            for (int i = 0; i < 32; i++) {
                domain.accept(0, i % 16, i);
            }
            Delivered blocked = domain.take(0);
            SequenceChecker sequence = new SequenceChecker("other flows", 16);
            for (int i = 0; i < 30; i++) {
                Delivered entry = domain.take(1);
                assertTrue(entry.flow() != blocked.flow(), "the held flow stays where it is");
                sequence.next(entry.flow(), entry.sequenceNumber());
                entry.release();
            }
            domain.assertNothingFor(1);
        }
    }

    /** A held flow with a long tail does not stand before entries of other flows that came later. */
    @Test
    void shouldLetLateFlowsPassTheTailOfAHeldOne() {
        try (DomainUnderTest domain = atomic(2, 2)) {
            domain.acceptNumbers(0, 0, 40);
            Delivered held = domain.take(0);
            domain.accept(0, 1, 99);
            Delivered late = domain.take(1);
            assertEquals(99, late.number());
            assertEquals(0, held.number());
        }
    }

    /** A flow is queue and flow id; the priority is no part of it. */
    @Test
    void shouldKeepTheOrderOfAFlowWhosePrioritiesDiffer() {
        try (DomainUnderTest domain = atomic(1, 2)) {
            for (int i = 0; i < 8; i++) {
                domain.accept(EntryHeader.withPriority(EntryHeader.of(0, 0), EntryPriority.LOWEST - i), i);
            }
            for (int i = 0; i < 8; i++) {
                Delivered entry = domain.take(i % 2);
                assertEquals(i, entry.number());
                domain.assertNothingFor(1 - i % 2);
                entry.release();
            }
        }
    }

    /** A detached entry holds its flow, also against the port that had it: two threads would be in the flow at once. */
    @Test
    void shouldHoldTheFlowOfADetachedEntryAgainstEveryPort() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = atomic(2, 2)) {
            domain.acceptNumbers(0, 0, 3);
            Delivered detached = domain.take(0).detach();
            domain.assertNothingFor(0);
            domain.assertNothingFor(1);
            domain.accept(0, 1, 7);
            assertEquals(7, domain.take(0).number(), "the port itself is free for other flows");
            domain.inThreads(1, thread -> domain.ingress().release(detached.entry()));
            assertEquals(1, domain.take(1).number());
        }
    }

    @Test
    void shouldGiveADetachedFlowFreeByForward() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = atomic(2, 2)) {
            domain.acceptNumbers(0, 0, 2);
            Delivered detached = domain.take(0).detach();
            domain.ingress().forward(detached.entry(), EntryHeader.of(0, 1), 5);
            Set<Integer> came = Set.of(domain.take(0).number(), domain.take(1).number());
            assertEquals(Set.of(1, 5), came);
        }
    }

    /** A worker that waits for a held flow is woken when the flow becomes free. */
    @Test
    void shouldWakeAWaitingPortWhenAFlowBecomesFree() {
        try (DomainUnderTest domain = atomic(1, 2)) {
            for (int round = 0; round < 200; round++) {
                domain.acceptNumbers(0, 0, 2);
                Delivered held = domain.take(0);
                try (Crew crew = domain.crew()) {
                    crew.start("waiter", () -> {
                        Burst burst = new Burst(1);
                        assertEquals(1, domain.port(1).dequeue(burst, DomainUnderTest.patienceNanos()));
                        domain.port(1).release(burst.entry(0));
                    });
                    if (round % 2 == 0) {
                        Surroundings.giveWay();
                    }
                    held.release();
                    crew.join();
                }
            }
        }
    }

    /** A thread that blocks while it holds one flow delays nobody else: all others are finished before it goes on. */
    @Test
    void shouldFinishOtherFlowsWhileAThreadIsBlockedInOne() {
        require(DeviceCapability.TAKE_BACK);
        int flows = 20;
        try (DomainUnderTest domain = atomic(flows, 2)) {
            CountDownLatch others = new CountDownLatch(flows - 1);
            AtomicBoolean blocked = new AtomicBoolean();
            for (int flow = 0; flow < flows; flow++) {
                domain.accept(0, flow, flow);
            }
            domain.inThreads(2, port -> {
                Burst burst = new Burst(1);
                while (others.getCount() > 0 && !domain.failed()) {
                    if (domain.port(port).dequeue(burst, TimeUnit.MILLISECONDS.toNanos(10)) == 0) {
                        continue;
                    }
                    if (blocked.compareAndSet(false, true)) {
                        awaitBounded(others);
                    } else {
                        others.countDown();
                    }
                    domain.port(port).release(burst.entry(0));
                }
            });
            assertEquals(0, domain.domain().inFlight());
        }
    }

    private static void awaitBounded(CountDownLatch latch) {
        try {
            assertTrue(latch.await(DomainUnderTest.patienceNanos(), TimeUnit.NANOSECONDS), "other flows are delayed");
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
    }
}
