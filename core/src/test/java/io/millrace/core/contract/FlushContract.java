package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.EntryHeader;
import io.millrace.core.FlushCallback;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
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

/** Flush: each entry is either taken back or delivered, and after a drain nothing is missed. */
public abstract class FlushContract extends DeviceContract {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

    private DomainUnderTest twoQueues(SchedulingType type) {
        return start(DomainConfiguration.credits(64)
                .queue(queue(type, 4, 32))
                .queue(QueueConfiguration.unordered("other"))
                .port(worker(0))
                .port(worker(1)));
    }

    private static Set<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().collect(Collectors.toSet());
    }

    private static List<Integer> flush(DomainUnderTest domain, int queue) {
        List<Integer> numbers = new ArrayList<>();
        int count = domain.domain().flush(queue, (header, payload) -> {
            assertEquals(queue, EntryHeader.queue(header));
            numbers.add(payload instanceof Integer number ? number : -1);
        });
        assertEquals(numbers.size(), count);
        return numbers;
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeBackEachUndeliveredEntryOnce(SchedulingType type) {
        try (DomainUnderTest domain = twoQueues(type)) {
            domain.acceptNumbers(0, 1, 10);
            domain.acceptNumbers(1, 0, 3);
            assertEquals(numbers(0, 10), Set.copyOf(flush(domain, 0)));
            domain.assertInFlight(3);
            assertEquals(10, domain.domain().counter(DomainCounter.FLUSHED));
            assertEquals(List.of(), flush(domain, 0));
            domain.assertNothingFor(0);
            domain.acceptNumbers(0, 1, 10);
            assertEquals(
                    numbers(0, 10),
                    domain.take(0, 10).stream()
                            .peek(Delivered::release)
                            .map(Delivered::number)
                            .collect(Collectors.toSet()));
        }
    }

    /** What the port has set aside of the directed queue comes to light in the flush of the other one. */
    @Test
    void shouldLeaveTheOrderOfAnotherQueueAsItIs() {
        require(DeviceCapability.DIRECTED_ON_SHARED_PORT);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.directed("directed"))
                .queue(QueueConfiguration.unordered("other"))
                .port(worker(0, 1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 10);
            assertEquals(List.of(0), domain.takeNumbers(0, 1));
            for (int number = 10; number < 20; number++) {
                domain.accept(0, 0, number);
            }
            assertEquals(List.of(), flush(domain, 1));
            assertEquals(IntStream.range(1, 20).boxed().toList(), domain.takeNumbers(0, 19));
        }
    }

    /** What a port has set aside was not delivered, and what follows a held entry of an atomic flow was not either. */
    @ParameterizedTest
    @EnumSource
    void shouldTakeBackWhatStandsBehindAHeldEntry(SchedulingType type) {
        try (DomainUnderTest domain = twoQueues(type)) {
            domain.acceptNumbers(0, 1, 20);
            Delivered held = domain.take(0);
            assertEquals(0, held.number());
            assertEquals(numbers(1, 20), Set.copyOf(flush(domain, 0)));
            domain.assertNothingFor(0);
            held.release();
            domain.assertInFlight(0);
            domain.accept(0, 1, 99);
            assertEquals(99, domain.take(0).number(), "the flow goes on afterwards");
        }
    }

    /** A flushed entry of an ordered flow is skipped; what is parked behind it goes on. */
    @Test
    void shouldLetParkedEntriesPassFlushedOnes() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("work", 1, 32))
                .queue(QueueConfiguration.directed("sink"))
                .port(worker(0).withClaimDepth(1))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 6);
            List<Delivered> entries = domain.take(0, 3);
            entries.get(2).forwardTo(1);
            entries.get(1).forwardTo(1);
            assertEquals(numbers(3, 6), Set.copyOf(flush(domain, 0)));
            domain.accept(0, 0, 6);
            domain.take(0).forwardTo(1);
            domain.assertNothingFor(1);
            entries.get(0).forwardTo(1);
            assertEquals(List.of(0, 1, 2, 6), domain.takeNumbers(1, 4));
        }
    }

    /** The credit is returned after the call. */
    @Test
    void shouldReturnTheCreditAfterTheCallback() {
        try (DomainUnderTest domain = twoQueues(SchedulingType.UNORDERED)) {
            domain.acceptNumbers(0, 0, 64);
            FlushCallback callback =
                    (header, payload) -> assertTrue(domain.domain().inFlight() > 0);
            assertEquals(64, domain.domain().flush(0, callback));
            domain.assertInFlight(0);
            domain.acceptNumbers(0, 0, 64);
            assertEquals(Refusal.NO_CREDIT, domain.offer(0, 0));
        }
    }

    /** Stop flushes every queue, and each entry of the domain is delivered or flushed, once. */
    @ParameterizedTest
    @EnumSource
    void shouldFlushEverythingWhenItStops(SchedulingType type) throws InterruptedException {
        try (DomainUnderTest domain = twoQueues(type)) {
            domain.acceptNumbers(0, 2, 30);
            domain.acceptNumbers(1, 0, 10);
            domain.take(0).release();
            AtomicInteger flushed = new AtomicInteger();
            assertTrue(domain.domain().stop((header, payload) -> flushed.incrementAndGet(), 0));
            assertEquals(39, flushed.get());
            assertEquals(39, domain.domain().counter(DomainCounter.FLUSHED));
        }
    }

    /** Flush beside producers and workers: each entry is taken or delivered. */
    @ParameterizedTest
    @EnumSource
    void shouldTakeOrDeliverEachEntryWhileEverythingMoves(SchedulingType type) {
        int total = Scale.of(30_000);
        ExactlyOnceChecker once = new ExactlyOnceChecker("flushed or delivered", total);
        AtomicInteger left = new AtomicInteger(total);
        try (DomainUnderTest domain = twoQueues(type);
                Crew crew = domain.crew()) {
            crew.start("producer", () -> {
                for (int i = 0; i < total; i++) {
                    domain.insist(EntryHeader.of(0, i % 4), i);
                }
            });
            crew.start("worker", () -> {
                Burst burst = new Burst(8);
                while (left.get() > 0 && !domain.failed()) {
                    int count = domain.port(0).dequeue(burst, TICK);
                    for (int i = 0; i < count; i++) {
                        once.seen(burst.payload(i) instanceof Integer number ? number : -1);
                        domain.port(0).release(burst.entry(i));
                    }
                    left.addAndGet(-count);
                }
            });
            crew.start("flusher", () -> {
                while (left.get() > 0 && !domain.failed()) {
                    int count = domain.domain()
                            .flush(0, (header, payload) -> once.seen(payload instanceof Integer number ? number : -1));
                    left.addAndGet(-count);
                    Surroundings.giveWay();
                }
            });
            crew.join();
            once.allSeen();
            domain.assertInFlight(0);
        }
    }

    /** After a drain beside racing producers a flush misses nothing that was accepted. */
    @ParameterizedTest
    @EnumSource
    void shouldMissNothingAfterADrainBesideRacingProducers(SchedulingType type) {
        int rounds = Scale.of(150);
        for (int round = 0; round < rounds; round++) {
            AtomicInteger accepted = new AtomicInteger();
            try (DomainUnderTest domain = twoQueues(type);
                    Crew crew = domain.crew()) {
                for (int i = 0; i < 3; i++) {
                    int flow = i;
                    crew.start("producer " + i, () -> {
                        Refusal refusal = Refusal.NONE;
                        while (refusal != Refusal.STOPPED && !domain.failed()) {
                            refusal = domain.offer(0, flow);
                            accepted.addAndGet(refusal.accepted() ? 1 : 0);
                        }
                    });
                }
                if (round % 2 == 0) {
                    domain.await("an entry", () -> domain.domain().inFlight() > 5);
                }
                domain.domain().drain();
                int taken = domain.domain().flush(0, (header, payload) -> {});
                domain.assertNothingFor(0);
                crew.join();
                assertEquals(accepted.get(), taken, "accepted and flushed");
                assertEquals(accepted.get(), domain.domain().counter(DomainCounter.NEW_ACCEPTED));
                domain.await("idle", domain.domain()::isIdle);
            }
        }
    }

    /** Stop beside producers and workers: accepted is delivered or flushed, none is left. */
    @ParameterizedTest
    @EnumSource
    void shouldLoseNothingWhenItStopsInFullRun(SchedulingType type) throws InterruptedException {
        int rounds = Scale.of(40);
        for (int round = 0; round < rounds; round++) {
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger delivered = new AtomicInteger();
            AtomicInteger flushed = new AtomicInteger();
            try (DomainUnderTest domain = twoQueues(type);
                    Crew crew = domain.crew()) {
                for (int i = 0; i < 2; i++) {
                    int flow = i;
                    crew.start("producer " + i, () -> {
                        Refusal refusal = Refusal.NONE;
                        while (refusal != Refusal.STOPPED && !domain.failed()) {
                            refusal = domain.offer(0, flow);
                            accepted.addAndGet(refusal.accepted() ? 1 : 0);
                        }
                    });
                }
                AtomicInteger stopped = new AtomicInteger();
                crew.start("worker", () -> {
                    Burst burst = new Burst(4);
                    while (stopped.get() == 0 && !domain.failed()) {
                        int count = domain.port(0).dequeue(burst, TICK);
                        delivered.addAndGet(count);
                        for (int k = 0; k < count; k++) {
                            domain.port(0).release(burst.entry(k));
                        }
                    }
                });
                domain.await("a delivery", () -> delivered.get() > 10);
                assertTrue(domain.domain()
                        .stop((header, payload) -> flushed.incrementAndGet(), DomainUnderTest.patienceNanos()));
                stopped.set(1);
                crew.join();
                assertEquals(accepted.get(), delivered.get() + flushed.get(), "accepted, and delivered or flushed");
            }
        }
    }
}
