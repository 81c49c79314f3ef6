package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.DomainState;
import io.millrace.core.EntryHeader;
import io.millrace.core.FlushCallback;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingDomain;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a domain: every transition, legal and illegal, what each state takes, and that its end sets everybody free. */
public abstract class LifecycleContract extends DeviceContract {

    private static final FlushCallback IGNORE = (header, payload) -> {};
    private static final long LONG = TimeUnit.SECONDS.toNanos(30);

    private DomainUnderTest opened() {
        return open(DomainConfiguration.credits(64)
                .queue(QueueConfiguration.unordered("u"))
                .ports(2, worker(0))
                .build());
    }

    private static DomainUnderTest inState(DomainUnderTest domain, DomainState state) throws InterruptedException {
        switch (state) {
            case OPEN -> {}
            case STARTED -> domain.domain().start();
            case DRAINING -> {
                domain.domain().start();
                domain.domain().drain();
            }
            case STOPPED -> {
                domain.domain().start();
                assertTrue(domain.domain().stop(IGNORE, 0));
            }
            case CLOSED -> domain.domain().close();
        }
        assertEquals(state, domain.domain().state());
        return domain;
    }

    private static void illegal(DomainUnderTest domain, Crew.Body call) {
        DomainState before = domain.domain().state();
        assertThrows(IllegalStateException.class, call::run);
        assertEquals(before, domain.domain().state(), "an illegal call changes nothing");
    }

    @Test
    void shouldGoThroughItsLife() throws InterruptedException {
        try (DomainUnderTest domain = opened()) {
            SchedulingDomain life = domain.domain();
            assertEquals(DomainState.OPEN, life.state());
            life.start();
            assertEquals(DomainState.STARTED, life.state());
            life.drain();
            assertEquals(DomainState.DRAINING, life.state());
            assertTrue(life.stop(IGNORE, 0));
            assertEquals(DomainState.STOPPED, life.state());
            life.close();
            assertEquals(DomainState.CLOSED, life.state());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStartOnlyFromOpen(DomainState state) throws InterruptedException {
        try (DomainUnderTest domain = inState(opened(), state)) {
            if (state == DomainState.OPEN) {
                domain.domain().start();
                assertEquals(DomainState.STARTED, domain.domain().state());
            } else {
                illegal(domain, domain.domain()::start);
            }
        }
    }

    /** In the states after DRAINING a drain leads nowhere. */
    @ParameterizedTest
    @EnumSource
    void shouldDrainOnlyWhatIsStarted(DomainState state) throws InterruptedException {
        try (DomainUnderTest domain = inState(opened(), state)) {
            switch (state) {
                case OPEN -> illegal(domain, domain.domain()::drain);
                case STARTED, DRAINING -> {
                    domain.domain().drain();
                    domain.domain().drain();
                    assertEquals(DomainState.DRAINING, domain.domain().state());
                }
                default -> {
                    domain.domain().drain();
                    assertEquals(state, domain.domain().state());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStopOnlyWhatWasStarted(DomainState state) throws InterruptedException {
        try (DomainUnderTest domain = inState(opened(), state)) {
            if (state == DomainState.OPEN) {
                illegal(domain, () -> domain.domain().stop(IGNORE, 0));
            } else {
                assertTrue(domain.domain().stop(IGNORE, 0));
                assertTrue(domain.domain().stop(IGNORE, LONG));
                assertEquals(
                        state == DomainState.CLOSED ? state : DomainState.STOPPED,
                        domain.domain().state());
            }
        }
    }

    /** A stop that comes after the close waits for nobody, and says whether somebody still holds something. */
    @Test
    void shouldNotWaitForHoldersAfterTheClose() throws InterruptedException {
        try (DomainUnderTest domain = opened().started()) {
            domain.acceptNumbers(0, 0, 2);
            Delivered held = domain.take(0);
            domain.domain().close();
            long start = Surroundings.nanoTime();
            assertFalse(domain.domain().stop(IGNORE, LONG));
            assertTrue(Surroundings.nanoTime() - start < LONG, "does not wait");
            held.release();
            assertTrue(domain.domain().stop(IGNORE, LONG));
            assertEquals(DomainState.CLOSED, domain.domain().state());
        }
    }

    /** A holder need not know that the domain was closed under its hands. */
    @ParameterizedTest
    @EnumSource
    void shouldLetHoldersFinishAfterTheClose(SchedulingType type) {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(queue(type, 2, 4))
                .queue(QueueConfiguration.unordered("next"))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(0, 0, 1);
            Delivered released = domain.take(0);
            domain.accept(0, 1, 2);
            Delivered forwarded = domain.take(0);
            domain.domain().close();
            released.release();
            forwarded.forwardTo(1, 0);
            domain.assertNothingFor(1);
            assertThrows(IllegalStateException.class, released::release);
            assertThrows(IllegalStateException.class, forwarded::release);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldResetOnlyWhatIsStopped(DomainState state) throws InterruptedException {
        try (DomainUnderTest domain = inState(opened(), state)) {
            if (state == DomainState.STOPPED) {
                domain.domain().reset();
                assertEquals(DomainState.OPEN, domain.domain().state());
            } else {
                illegal(domain, domain.domain()::reset);
            }
        }
    }

    /** After a reset all is as at the opening, but the counters go on. */
    @ParameterizedTest
    @EnumSource
    void shouldBeginAnewAfterAReset(SchedulingType type) throws InterruptedException {
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(8).queue(queue(type, 2, 4)).port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            SchedulingDomain life = domain.domain();
            Port port = life.port(0);
            domain.acceptNumbers(0, 1, 4);
            Delivered old = domain.take(0);
            old.release();
            domain.take(0).release();
            assertTrue(life.stop(IGNORE, LONG));
            port.wake();
            life.reset();
            assertEquals(Refusal.STOPPED, domain.offer(0, 1));
            life.start();
            assertSame(port, life.port(0));
            assertThrows(IllegalStateException.class, old::release);
            Crew crew = domain.crew();
            crew.start("waiter", () -> assertEquals(0, domain.take(0).sequenceNumber(), "the first of its flow"));
            domain.await("waits", () -> life.report().ports().get(0).waits());
            domain.accept(0, 1, "new");
            crew.join();
            assertEquals(5, life.counter(DomainCounter.NEW_ACCEPTED));
            assertEquals(1, life.inFlight());
        }
    }

    @Test
    void shouldSayWhatIsLeftInsteadOfAReset() throws InterruptedException {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = opened().started()) {
            domain.acceptNumbers(0, 0, 3);
            Delivered held = domain.take(1);
            Delivered detached = domain.take(0).detach();
            assertFalse(domain.domain().stop(IGNORE, 0));
            String message = assertThrows(
                            IllegalStateException.class, () -> domain.domain().reset())
                    .getMessage();
            assertTrue(message.contains("inFlight=2") && message.contains("in_work=2"), message);
            assertTrue(message.contains("port id=1") && !message.contains("port id=0"), message);
            held.release();
            illegal(domain, domain.domain()::reset);
            domain.ingress().release(detached.entry());
            domain.domain().reset();
            domain.domain().start();
            domain.acceptNumbers(0, 0, 64);
            assertEquals(Refusal.NO_CREDIT, domain.offer(0, 0));
            domain.take(0, 64).forEach(Delivered::release);
        }
    }

    /**
     * The one who stops might flush the entries of the next life. It looks at the clock while it waits for a holder; there the last entry is released, so
     * nothing but the stop itself stands in the way.
     */
    @Test
    void shouldNotBeResetWhileSomebodyStops() throws InterruptedException {
        AtomicReference<Runnable> whileItWaits = new AtomicReference<>(() -> {});
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(8)
                .queue(QueueConfiguration.unordered("u"))
                .port(worker(0))
                .clock(() -> {
                    whileItWaits.get().run();
                    return Surroundings.nanoTime();
                });
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(0, 0, 1);
            Delivered held = domain.take(0);
            AtomicInteger refused = new AtomicInteger();
            whileItWaits.set(() -> {
                if (domain.domain().state() == DomainState.STOPPED) {
                    whileItWaits.set(() -> {});
                    held.release();
                    illegal(domain, domain.domain()::reset);
                    refused.incrementAndGet();
                }
            });
            assertTrue(domain.domain().stop(IGNORE, LONG));
            assertEquals(1, refused.get());
            domain.domain().reset();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCloseFromEveryStateAndRepeatedly(DomainState state) throws InterruptedException {
        try (DomainUnderTest domain = inState(opened(), state)) {
            domain.domain().close();
            assertEquals(DomainState.CLOSED, domain.domain().state());
            domain.domain().close();
            assertEquals(DomainState.CLOSED, domain.domain().state());
            assertEquals(Refusal.STOPPED, domain.offer(0, 0));
            domain.assertNothingFor(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNewEntriesOnlyWhileStarted(DomainState state) throws InterruptedException {
        try (DomainUnderTest domain = inState(opened(), state)) {
            Refusal expected = state == DomainState.STARTED ? Refusal.NONE : Refusal.STOPPED;
            long header = EntryHeader.of(0, 0);
            assertEquals(expected, domain.ingress().enqueue(header, 1));
            assertEquals(expected, domain.port(0).enqueue(header, 2));
            Burst burst = new Burst(2);
            burst.add(header, 3);
            burst.add(header, 4);
            int count = state == DomainState.STARTED ? 2 : 0;
            assertEquals(count, domain.ingress().enqueue(burst));
            assertEquals(expected, burst.refusal());
            assertEquals(count, domain.port(0).enqueue(burst));
            assertEquals(expected, burst.refusal());
            domain.assertInFlight(state == DomainState.STARTED ? 6 : 0);
        }
    }

    @Test
    void shouldDeliverAndForwardWhileDraining() throws InterruptedException {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.ordered("work", 1, 8))
                .queue(QueueConfiguration.atomic("sink", 1))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 8);
            domain.domain().drain();
            assertFalse(domain.domain().isIdle());
            domain.take(0, 8).forEach(entry -> entry.forwardTo(1));
            for (int i = 0; i < 8; i++) {
                assertEquals(List.of(i), domain.takeNumbers(1, 1));
            }
            assertTrue(domain.domain().isIdle());
            assertTrue(domain.domain().stop(IGNORE, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000, 50_000_000})
    void shouldNotWaitLongerThanTheLimitForAStuckHolder(long timeoutNanos) throws InterruptedException {
        try (DomainUnderTest domain = opened().started()) {
            domain.acceptNumbers(0, 0, 4);
            Delivered stuck = domain.take(0);
            List<Object> flushed = new ArrayList<>();
            long start = Surroundings.nanoTime();
            assertFalse(domain.domain().stop((header, payload) -> flushed.add(String.valueOf(payload)), timeoutNanos));
            long nanos = Surroundings.nanoTime() - start;
            assertTrue(nanos >= timeoutNanos, "gave up early: nanos=" + nanos);
            assertTrue(nanos < timeoutNanos + TimeUnit.SECONDS.toNanos(3), "gave up late: nanos=" + nanos);
            assertEquals(List.of("1", "2", "3"), flushed);
            domain.assertInFlight(1);
            domain.assertNothingFor(1);
            stuck.release();
            assertTrue(domain.domain().isIdle(), "held entries can still be finished");
            assertTrue(domain.domain().stop(IGNORE, 0));
        }
    }

    /** What is forwarded while the domain stops is flushed, since nobody will get it. */
    @ParameterizedTest
    @EnumSource
    void shouldFlushWhatHoldersForwardWhileItStops(SchedulingType type) throws InterruptedException {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(queue(type, 2, 4))
                .queue(QueueConfiguration.unordered("next"))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            domain.accept(0, 0, "held");
            Delivered held = domain.take(0);
            crew.start("holder", () -> {
                domain.await(
                        "stop",
                        () -> domain.domain().state() == DomainState.STOPPED || domain.offer(1, 0) == Refusal.STOPPED);
                held.forwardTo(1);
            });
            List<Object> flushed = new ArrayList<>();
            boolean stopped = domain.domain().stop((header, payload) -> flushed.add(String.valueOf(payload)), LONG);
            crew.join();
            assertTrue(stopped);
            assertEquals(1, flushed.stream().filter("held"::equals).count(), "flushed: " + flushed);
            domain.assertInFlight(0);
        }
    }

    /** A worker that relies on implicit release ends its entries by coming back to dequeue. */
    @Test
    void shouldStopWorkersThatReleaseImplicitly() throws InterruptedException {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.unordered("u"))
                .port(PortConfiguration.linkedTo(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 8);
            domain.take(0);
            assertFalse(domain.domain().stop(IGNORE, 0));
            domain.assertNothingFor(0);
            domain.assertInFlight(0);
            assertTrue(domain.domain().stop(IGNORE, 0));
        }
    }

    @Test
    void shouldEndDeliveryWhenAnInterruptEndsTheStop() {
        try (DomainUnderTest domain = opened().started()) {
            domain.acceptNumbers(0, 0, 3);
            Delivered held = domain.take(0);
            try (Crew crew = domain.crew()) {
                Thread stopper = crew.start(
                        "stopper",
                        () -> assertThrows(
                                InterruptedException.class,
                                () -> domain.domain().stop(IGNORE, LONG)));
                domain.awaitBlocked(stopper);
                stopper.interrupt();
                crew.join();
            }
            assertEquals(DomainState.STOPPED, domain.domain().state());
            domain.assertNothingFor(1);
            assertEquals(Refusal.STOPPED, domain.offer(0, 0));
            held.release();
            domain.assertInFlight(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"started close", "draining close", "started stop", "draining stop"})
    void shouldWakeWaitingPortsWhenTheDomainEnds(String how) throws InterruptedException {
        try (DomainUnderTest domain = opened().started();
                Crew crew = domain.crew()) {
            List<Thread> waiters = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int port = i;
                waiters.add(crew.start("waiter " + i, () -> {
                    long start = Surroundings.nanoTime();
                    assertEquals(0, domain.port(port).dequeue(new Burst(1), LONG));
                    assertTrue(Surroundings.nanoTime() - start < LONG, "woken, not timed out");
                }));
            }
            waiters.forEach(domain::awaitBlocked);
            if (how.startsWith("draining")) {
                domain.domain().drain();
            }
            if (how.endsWith("close")) {
                domain.domain().close();
            } else {
                assertTrue(domain.domain().stop(IGNORE, 0));
            }
            crew.join();
            domain.assertNothingFor(0);
        }
    }

    @Test
    void shouldWakeAThreadThatStopsWhenTheDomainIsClosed() {
        try (DomainUnderTest domain = opened().started();
                Crew crew = domain.crew()) {
            domain.accept(0, 0, 1);
            domain.take(0);
            Thread stopper = crew.start("stopper", () -> {
                long start = Surroundings.nanoTime();
                domain.domain().stop(IGNORE, LONG);
                assertTrue(Surroundings.nanoTime() - start < LONG, "woken, not timed out");
            });
            domain.awaitBlocked(stopper);
            domain.domain().close();
            crew.join();
        }
    }

    /** Each domain stands for itself; closing one and opening the next loses nothing. */
    @Test
    void shouldOpenAgainAndBesideOthers() {
        try (DomainUnderTest other = opened().started()) {
            other.accept(0, 0, 42);
            for (int round = 0; round < 50; round++) {
                try (DomainUnderTest domain = opened().started()) {
                    domain.acceptNumbers(0, 0, 64);
                    assertEquals(Refusal.NO_CREDIT, domain.offer(0, 0));
                    domain.take(0, 10).forEach(Delivered::release);
                }
            }
            other.assertInFlight(1);
            assertEquals(42, other.take(0).number());
        }
    }

    @Test
    void shouldRejectPortsAndQueuesThatDoNotExist() {
        try (DomainUnderTest domain = opened().started()) {
            for (int wrong : new int[] {-1, 2, Integer.MAX_VALUE}) {
                assertThrows(
                        IndexOutOfBoundsException.class, () -> domain.domain().port(wrong));
            }
            for (int wrong : new int[] {-1, 1, Integer.MAX_VALUE}) {
                assertThrows(
                        IndexOutOfBoundsException.class, () -> domain.domain().flush(wrong, IGNORE));
            }
            assertEquals(1, domain.port(1).id());
        }
    }

    @Test
    void shouldTellWhatItWasOpenedWith() {
        DomainConfiguration configuration = DomainConfiguration.credits(4)
                .queue(QueueConfiguration.unordered("u"))
                .port(worker(0))
                .build();
        try (DomainUnderTest domain = open(configuration)) {
            assertEquals(configuration, domain.domain().configuration());
        }
    }

    @Test
    void shouldLetADetachedEntryBeFinishedAfterTheStop() throws InterruptedException {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = opened().started()) {
            domain.accept(0, 0, 1);
            Delivered entry = domain.take(0).detach();
            assertFalse(domain.domain().stop(IGNORE, 0));
            domain.ingress().release(entry.entry());
            assertTrue(domain.domain().stop(IGNORE, 0));
        }
    }
}
