package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.CounterSnapshot;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.EntryHeader;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Domains of one device share nothing: no credits, no wake-ups, no handles, no end. */
public abstract class IsolationContract extends DeviceContract {

    private DomainUnderTest domain(SchedulingType type) {
        return start(DomainConfiguration.credits(16)
                .queue(queue(type, 2, 8))
                .ports(type == SchedulingType.DIRECTED ? 1 : 2, worker(0)));
    }

    /** The first entries of two domains lie in the same place of each, which is where handles would be alike. */
    @ParameterizedTest
    @EnumSource
    void shouldRefuseHandlesOfAnotherDomain(SchedulingType type) {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest one = domain(type);
                DomainUnderTest other = domain(type)) {
            for (int round = 0; round < 20; round++) {
                one.accept(0, 0, "one");
                other.accept(0, 0, "other");
                Delivered mine = one.take(0);
                Delivered foreign = other.take(0);
                assertThrows(IllegalStateException.class, () -> one.port(0).release(foreign.entry()));
                assertThrows(IllegalStateException.class, () -> other.port(0).detach(mine.entry()));
                foreign.detach();
                assertThrows(IllegalStateException.class, () -> one.ingress().release(foreign.entry()));
                assertThrows(IllegalStateException.class, () -> one.port(0).release(foreign.entry()));
                other.ingress().release(foreign.entry());
                mine.release();
            }
        }
    }

    /** A domain that is flooded and full takes nothing from another, wakes nobody there, and moves none of its counters. */
    @Test
    void shouldNotFeelAFloodElsewhere() throws InterruptedException {
        int total = Scale.of(20_000);
        try (DomainUnderTest quiet = domain(SchedulingType.UNORDERED);
                DomainUnderTest flooded = domain(SchedulingType.UNORDERED);
                Crew asleep = quiet.crew();
                Crew busy = flooded.crew()) {
            Thread sleeper = asleep.start("sleeper", () -> quiet.take(0).release());
            quiet.awaitBlocked(sleeper);
            quiet.await("waits", () -> quiet.domain().report().ports().get(0).waits());
            CounterSnapshot before = CounterSnapshot.of(quiet.domain());
            busy.start("producer", () -> {
                for (int i = 0; i < total; i++) {
                    flooded.insist(EntryHeader.of(0, 0), i);
                }
            });
            busy.start("consumer", () -> {
                for (int i = 0; i < total; i++) {
                    flooded.take(0).release();
                }
            });
            busy.join();
            flooded.acceptNumbers(0, 0, 16);
            assertEquals(Refusal.NO_CREDIT, flooded.offer(0, 0));
            CounterSnapshot since = CounterSnapshot.of(quiet.domain()).since(before);
            since.names().stream()
                    .filter(name -> !name.endsWith("parked"))
                    .forEach(name -> assertEquals(0, since.value(name), name));
            assertEquals(16, quiet.domain().report().free());
            quiet.acceptNumbers(0, 0, 1);
            asleep.join();
            quiet.acceptNumbers(0, 0, 16);
            assertEquals(Refusal.NO_CREDIT, quiet.offer(0, 0));
            assertEquals(0, quiet.domain().counter(DomainCounter.REFUSED_STOPPED));
        }
    }

    @Test
    void shouldNotFeelTheEndOfAnother() throws InterruptedException {
        try (DomainUnderTest living = domain(SchedulingType.UNORDERED);
                Crew crew = living.crew()) {
            Thread waiter = crew.start("waiter", () -> living.take(0).release());
            for (int i = 0; i < 8; i++) {
                try (DomainUnderTest ending = domain(SchedulingType.UNORDERED)) {
                    ending.accept(0, 0, i);
                    ending.domain().flush(0, (header, payload) -> {});
                    ending.domain().stop((header, payload) -> {}, TimeUnit.SECONDS.toNanos(1));
                }
            }
            living.await("waits", () -> living.domain().report().ports().get(0).waits());
            assertTrue(waiter.isAlive());
            living.accept(0, 0, "still here");
            crew.join();
        }
    }
}
