package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.DomainCounter;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortCounter;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to callers that name entries they do not hold, or queues and flows that do not exist: an exception and no change. */
public abstract class HandleContract extends DeviceContract {

    private DomainUnderTest twoPorts(SchedulingType type) {
        return start(DomainConfiguration.credits(8)
                .queue(queue(type, 2, 4))
                .queue(QueueConfiguration.atomic("other", 2))
                .port(worker(0))
                .port(worker(1)));
    }

    /** Asserts that the call throws and that no counter of the domain has moved. */
    private static <T extends Throwable> void refuses(DomainUnderTest domain, Class<T> type, Runnable call) {
        List<Long> before = counters(domain);
        assertThrows(type, call::run);
        assertEquals(before, counters(domain), "counters after a refused call");
    }

    private static void refusesHandle(DomainUnderTest domain, int port, long entry) {
        refuses(domain, IllegalStateException.class, () -> domain.port(port).release(entry));
        refuses(domain, IllegalStateException.class, () -> domain.port(port).forward(entry, EntryHeader.of(0, 0), 0));
        refuses(domain, IllegalStateException.class, () -> domain.port(port).detach(entry));
    }

    private static List<Long> counters(DomainUnderTest domain) {
        List<Long> values = new ArrayList<>();
        Arrays.stream(DomainCounter.values())
                .filter(counter -> counter != DomainCounter.WAKE_UPS)
                .forEach(counter -> values.add(domain.domain().counter(counter)));
        for (int port = 0; port < domain.domain().configuration().ports().size(); port++) {
            for (PortCounter counter : PortCounter.values()) {
                values.add(domain.domain().counter(port, counter));
            }
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseToFinishAnEntryTwice(SchedulingType type) {
        try (DomainUnderTest domain = twoPorts(type)) {
            domain.accept(0, 0, 1);
            domain.accept(0, 1, 2);
            Delivered released = domain.take(0);
            released.release();
            refusesHandle(domain, 0, released.entry());
            Delivered forwarded = domain.take(0);
            forwarded.forwardTo(1);
            refusesHandle(domain, 0, forwarded.entry());
            domain.assertInFlight(1);
        }
    }

    /** Also when the place of the entry has long been taken by others. */
    @ParameterizedTest
    @EnumSource
    void shouldRefuseOldHandlesAfterTheirPlaceWasReused(SchedulingType type) {
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(2).queue(queue(type, 1, 1)).port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            List<Long> old = new ArrayList<>();
            for (int round = 0; round < 300; round++) {
                domain.accept(0, 0, round);
                Delivered entry = domain.take(0);
                for (long stale : old.subList(Math.max(0, old.size() - 3), old.size())) {
                    refusesHandle(domain, 0, stale);
                }
                entry.release();
                old.add(entry.entry());
            }
            domain.accept(0, 0, -1);
            Delivered last = domain.take(0);
            old.forEach(stale -> refusesHandle(domain, 0, stale));
            domain.assertInFlight(1);
            last.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseTheEntryOfAnotherPort(SchedulingType type) {
        try (DomainUnderTest domain = twoPorts(type)) {
            domain.accept(0, 0, 1);
            Delivered entry = domain.take(0);
            refusesHandle(domain, 1, entry.entry());
            entry.release();
            domain.assertInFlight(0);
        }
    }

    @Test
    void shouldRefuseHandlesThatWereNeverIssued() {
        try (DomainUnderTest domain = twoPorts(SchedulingType.UNORDERED)) {
            LongStream.of(0, 1, 7, 8, 1L << 20, 1L << 32, 1L << 48, -1, Long.MIN_VALUE, Long.MAX_VALUE)
                    .forEach(entry -> refusesHandle(domain, 0, entry));
            domain.acceptNumbers(0, 0, 3);
            long held = domain.take(0).entry();
            for (int bit = 0; bit < Long.SIZE; bit++) {
                refusesHandle(domain, 0, held ^ 1L << bit);
            }
            refusesHandle(domain, 0, held + 1);
            refusesHandle(domain, 0, held - 1);
            domain.assertInFlight(3);
            domain.port(0).release(held);
        }
    }

    @Test
    void shouldRefuseInABurstWhatIsRefusedAlone() {
        try (DomainUnderTest domain = twoPorts(SchedulingType.UNORDERED)) {
            domain.accept(0, 0, 1);
            Delivered entry = domain.take(0);
            entry.release();
            Burst burst = new Burst(1);
            burst.deliver(entry.entry(), entry.header(), 0, "stale");
            refuses(domain, IllegalStateException.class, () -> domain.port(0).enqueue(burst));
            burst.forward(0, EntryHeader.of(1, 0), "stale");
            refuses(domain, IllegalStateException.class, () -> domain.port(0).enqueue(burst));
        }
    }

    /** What comes before a mistake in a burst is done, what comes behind it is not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDoOfABurstWhatComesBeforeAMistake(boolean staleHandle) {
        try (DomainUnderTest domain = twoPorts(SchedulingType.UNORDERED)) {
            domain.acceptNumbers(0, 0, 4);
            List<Delivered> entries = domain.take(0, 4);
            Burst burst = new Burst(5);
            entries.forEach(entry -> burst.deliver(entry.entry(), entry.header(), 0, entry.payload()));
            burst.add(EntryHeader.of(0, 0), "new");
            burst.forward(1, EntryHeader.of(1, 0), "passed on");
            if (staleHandle) {
                entries.get(2).release();
                assertThrows(IllegalStateException.class, () -> domain.port(0).enqueue(burst));
            } else {
                burst.forward(2, EntryHeader.of(7, 0), "to nowhere");
                assertThrows(
                        IllegalArgumentException.class, () -> domain.port(0).enqueue(burst));
                entries.get(2).release();
            }
            assertThrows(IllegalStateException.class, entries.get(0)::release);
            assertThrows(IllegalStateException.class, entries.get(1)::release);
            domain.assertInFlight(2);
            entries.get(3).release();
            assertEquals("passed on", domain.take(1).payload());
            domain.assertNothingFor(0);
        }
    }

    @Test
    void shouldLetOnlyDetachedEntriesBeFinishedThroughTheIngress() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = twoPorts(SchedulingType.ATOMIC)) {
            domain.accept(0, 0, 1);
            Delivered entry = domain.take(0);
            long handle = entry.entry();
            long header = EntryHeader.of(1, 0);
            refuses(domain, IllegalStateException.class, () -> domain.ingress().release(handle));
            refuses(domain, IllegalStateException.class, () -> domain.ingress().forward(handle, header, 0));
            entry.detach();
            refusesHandle(domain, 0, handle);
            refusesHandle(domain, 1, handle);
            domain.ingress().release(handle);
            refuses(domain, IllegalStateException.class, () -> domain.ingress().release(handle));
            refuses(domain, IllegalStateException.class, () -> domain.ingress().forward(handle, header, 0));
            refuses(domain, IllegalStateException.class, () -> domain.ingress().release(-1));
            domain.assertInFlight(0);
        }
    }

    @Test
    void shouldRefuseQueuesAndFlowsThatDoNotExist() {
        try (DomainUnderTest domain = twoPorts(SchedulingType.ORDERED)) {
            domain.accept(0, 0, 1);
            Delivered entry = domain.take(0);
            List<Long> wrong = List.of(
                    EntryHeader.of(2, 0),
                    EntryHeader.of(EntryHeader.MAX_QUEUE, 0),
                    EntryHeader.of(0, 2),
                    EntryHeader.of(1, 2),
                    EntryHeader.of(1, Integer.MAX_VALUE));
            Class<IllegalArgumentException> mistake = IllegalArgumentException.class;
            for (long header : wrong) {
                refuses(domain, mistake, () -> domain.ingress().enqueue(header, 0));
                refuses(domain, mistake, () -> domain.port(0).enqueue(header, 0));
                refuses(domain, mistake, () -> domain.port(0).forward(entry.entry(), header, 0));
            }
            domain.assertInFlight(1);
            entry.forwardTo(1);
            domain.take(1).release();
        }
    }

    /** Of a burst with one mistake the ingress accepts nothing, wherever in the burst it stands. */
    @Test
    void shouldAcceptNothingOfABurstWithAMistake() {
        try (DomainUnderTest domain = twoPorts(SchedulingType.UNORDERED)) {
            Burst burst = new Burst(4);
            burst.add(EntryHeader.of(0, 0), 0);
            burst.add(EntryHeader.of(0, 0), 1);
            burst.add(EntryHeader.of(5, 0), 2);
            refuses(
                    domain,
                    IllegalArgumentException.class,
                    () -> domain.ingress().enqueue(burst));
            burst.clear();
            burst.add(EntryHeader.of(0, 0), 0);
            burst.deliver(1, EntryHeader.of(0, 0), 0, "a release");
            refuses(
                    domain,
                    IllegalArgumentException.class,
                    () -> domain.ingress().enqueue(burst));
            domain.assertInFlight(0);
            domain.assertNothingFor(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarryEveryFieldAndThePayload(SchedulingType type) {
        try (DomainUnderTest domain = twoPorts(type)) {
            boolean flows = type == SchedulingType.ATOMIC || type == SchedulingType.ORDERED;
            Object payload = new Object();
            int flow = flows ? 1 : 123_456_789;
            long header = EntryHeader.withStage(EntryHeader.withPriority(EntryHeader.of(0, flow), 6), 255);
            if (!flows) {
                require(DeviceCapability.CARRIES_FLOW);
            }
            domain.accept(header, payload);
            Delivered entry = domain.take(0);
            assertEquals(header, entry.header());
            assertEquals(payload, entry.payload());
            long next = EntryHeader.withStage(EntryHeader.of(1, 1), 7);
            domain.port(0).forward(entry.entry(), next, null);
            Delivered again = domain.take(1);
            assertEquals(next, again.header());
            assertEquals(null, again.payload());
        }
    }

    /** A device may pack where an entry goes that waits for its turn; a flow that does not fit must not be lost. */
    @ParameterizedTest
    @ValueSource(ints = {0, (1 << 16) - 1, 1 << 16, (1 << 20) - 1, 1 << 20, Integer.MAX_VALUE})
    void shouldCarryAnyFlowOutOfAnOrderedQueue(int flow) {
        require(DeviceCapability.CARRIES_FLOW);
        try (DomainUnderTest domain = start(DomainConfiguration.credits(4)
                .queue(QueueConfiguration.ordered("work", 1, 2))
                .queue(QueueConfiguration.unordered("next"))
                .port(worker(0))
                .port(worker(1)))) {
            domain.acceptNumbers(0, 0, 2);
            Delivered first = domain.take(0);
            Delivered second = domain.take(0);
            long header = EntryHeader.withStage(EntryHeader.withPriority(EntryHeader.of(1, flow), 6), 255);
            domain.port(0).forward(second.entry(), header, second.payload());
            domain.port(0).forward(first.entry(), header, first.payload());
            for (int number = 0; number < 2; number++) {
                Delivered entry = domain.take(1);
                assertEquals(number, entry.number());
                assertEquals(header, entry.header());
            }
        }
    }
}
