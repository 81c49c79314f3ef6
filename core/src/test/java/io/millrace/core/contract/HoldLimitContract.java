package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limit of what a port holds, which is the history list of hardware: its end stops delivery at that port and nothing else. */
public abstract class HoldLimitContract extends DeviceContract {

    private static final int LIMIT = 3;

    private DomainUnderTest limited(SchedulingType type) {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(32)
                .queue(queue(type, 16, 16))
                .port(worker(0).withHoldLimit(LIMIT));
        return start(configuration);
    }

    private static void acceptFlows(DomainUnderTest domain, int count) {
        for (int i = 0; i < count; i++) {
            domain.accept(0, i, i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldDeliverAsManyAsThePortMayHold(SchedulingType type) {
        try (DomainUnderTest domain = limited(type)) {
            acceptFlows(domain, 10);
            List<Delivered> held = domain.take(0, LIMIT);
            for (int i = LIMIT; i < 10; i++) {
                domain.assertNothingFor(0);
                held.remove(0).release();
                held.add(domain.take(0));
            }
            domain.assertNothingFor(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFillABurstUpToTheLimit(SchedulingType type) {
        try (DomainUnderTest domain = limited(type)) {
            domain.accept(0, 0, 0);
            domain.acceptNumbers(0, 1, 10);
            Delivered first = domain.take(0);
            List<Delivered> rest = domain.takeSome(0, 8, DomainUnderTest.patienceNanos());
            assertEquals(LIMIT - 1, rest.size());
            first.release();
            rest.forEach(Delivered::release);
            rest = domain.takeSome(0, 8, DomainUnderTest.patienceNanos());
            assertEquals(LIMIT, rest.size());
        }
    }

    /** It would wait for itself. */
    @Test
    void shouldComeBackAtOnceFromAWaitAtTheLimit() {
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED)) {
            domain.acceptNumbers(0, 0, 10);
            domain.take(0, LIMIT);
            long begin = Surroundings.nanoTime();
            assertEquals(List.of(), domain.takeSome(0, 8, TimeUnit.SECONDS.toNanos(30)));
            long nanos = Surroundings.nanoTime() - begin;
            assertTrue(nanos < TimeUnit.SECONDS.toNanos(15), "waited: nanos=" + nanos);
        }
    }

    @Test
    void shouldHandInAtTheLimit() {
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED)) {
            domain.acceptNumbers(0, 0, LIMIT);
            Delivered held = domain.take(0, LIMIT).get(0);
            assertEquals(Refusal.NONE, domain.port(0).enqueue(held.header(), "new"));
            held.forwardTo(0);
            assertEquals("new", domain.take(0).payload(), "forwarding made room");
        }
    }

    @Test
    void shouldNotCountDetachedEntries() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = limited(SchedulingType.UNORDERED)) {
            domain.acceptNumbers(0, 0, 10);
            List<Delivered> detached =
                    domain.take(0, LIMIT).stream().map(Delivered::detach).toList();
            assertEquals(LIMIT, domain.take(0, LIMIT).size());
            domain.assertNothingFor(0);
            detached.forEach(entry -> domain.ingress().release(entry.entry()));
            domain.assertNothingFor(0);
        }
    }

    /** What the previous delivery left is released before it is counted. */
    @Test
    void shouldCountWhatIsReleasedImplicitlyNoMore() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(32)
                .queue(QueueConfiguration.unordered("u"))
                .port(PortConfiguration.linkedTo(0).withHoldLimit(LIMIT));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 3 * LIMIT);
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        LIMIT,
                        domain.takeSome(0, 8, DomainUnderTest.patienceNanos()).size());
            }
            assertEquals(0, domain.takeSome(0, 8, 0).size());
        }
    }

    /** Nothing waits behind a port that may hold no more: others take back what was set aside for it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIRECTED")
    void shouldLeaveTheRestToOtherPorts(SchedulingType type) {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(32)
                .queue(queue(type, 16, 16))
                .port(worker(0).withHoldLimit(LIMIT))
                .port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            acceptFlows(domain, 10);
            domain.take(0, LIMIT);
            domain.assertNothingFor(0);
            assertEquals(10 - LIMIT, domain.take(1, 10 - LIMIT).size());
        }
    }
}
