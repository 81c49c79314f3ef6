package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.PortCounter;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One thread drives a port at a time, and leaves nothing behind when it goes. */
public abstract class QuiesceContract extends DeviceContract {

    private static final int SINK = 2;

    /** Queue 0 of the type at ports 0 and 1, or at port 0 alone if it is directed; queue 1 directed at port 2. */
    private DomainUnderTest twoWorkers(SchedulingType type) {
        return start(DomainConfiguration.credits(64)
                .queue(queue(type, 4, 32))
                .queue(QueueConfiguration.directed("sink"))
                .queue(QueueConfiguration.unordered("other"))
                .port(worker(0))
                .port(type == SchedulingType.DIRECTED ? worker(2) : worker(0, 2))
                .port(worker(1)));
    }

    private static List<Integer> quiesce(DomainUnderTest domain, int port) {
        List<Integer> numbers = new ArrayList<>();
        int count = domain.port(port).quiesce((header, payload) -> {
            assertEquals(0, EntryHeader.queue(header));
            numbers.add(payload instanceof Integer number ? number : -1);
        });
        assertEquals(numbers.size(), count, "the count that quiesce returns is that of its callbacks");
        numbers.sort(null);
        return numbers;
    }

    /** Held entries go to the callback, of whichever dequeue they are; all others stay and are delivered. */
    @ParameterizedTest
    @EnumSource
    void shouldHandOverEachHeldEntryOnce(SchedulingType type) {
        try (DomainUnderTest domain = twoWorkers(type)) {
            domain.acceptNumbers(0, 0, 20);
            List<Delivered> held = new ArrayList<>(domain.takeSome(0, 2, 0));
            held.addAll(domain.takeSome(0, 2, 0));
            int count = held.size();
            assertEquals(IntStream.range(0, count).boxed().toList(), quiesce(domain, 0));
            domain.assertInFlight(20 - count);
            assertEquals(0, domain.domain().counter(0, PortCounter.HELD));
            held.forEach(entry -> assertThrows(IllegalStateException.class, entry::release));
            assertEquals(List.of(), quiesce(domain, 0));
            int other = type == SchedulingType.DIRECTED ? 0 : 1;
            assertEquals(
                    20 - count,
                    List.copyOf(domain.takeNumbers(other, 20 - count)).size());
        }
    }

    @Test
    void shouldLetTheOrderedStreamGoOn() {
        try (DomainUnderTest domain = twoWorkers(SchedulingType.ORDERED)) {
            domain.acceptNumbers(0, 1, 6);
            domain.take(0, 2);
            domain.take(1, 4).forEach(entry -> entry.forwardTo(1));
            domain.assertNothingFor(SINK);
            assertEquals(List.of(0, 1), quiesce(domain, 0));
            assertEquals(List.of(2, 3, 4, 5), domain.takeNumbers(SINK, 4));
        }
    }

    @Test
    void shouldPassAHeldFlowOn() {
        try (DomainUnderTest domain = twoWorkers(SchedulingType.ATOMIC)) {
            domain.acceptNumbers(0, 1, 6);
            domain.take(0, 2);
            domain.assertNothingFor(1);
            assertEquals(List.of(0, 1), quiesce(domain, 0));
            assertEquals(List.of(2, 3, 4, 5), domain.takeNumbers(1, 4));
        }
    }

    /** Back in its queue it is served by the rank of the link, and not when there is nothing else. */
    @ParameterizedTest
    @EnumSource(names = "DIRECTED", mode = EnumSource.Mode.EXCLUDE)
    void shouldPutWhatWasSetAsideBackIntoItsQueue(SchedulingType type) {
        List<LinkConfiguration> links = List.of(
                new LinkConfiguration(0, EntryPriority.HIGHEST), new LinkConfiguration(1, EntryPriority.LOWEST));
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(queue(type, 4, 32))
                .queue(QueueConfiguration.unordered("other"))
                .port(worker(0))
                .port(worker(0).withLinks(links));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 4);
            domain.acceptNumbers(1, 0, 4);
            domain.take(0);
            assertEquals(List.of(0), quiesce(domain, 0));
            for (int i = 0; i < 7; i++) {
                Delivered entry = domain.take(1);
                assertEquals(i < 3 ? 0 : 1, entry.queue());
                entry.release();
            }
        }
    }

    /** The port may be the only one that serves the queue; what it had set aside is there for its next dequeue. */
    @ParameterizedTest
    @EnumSource
    void shouldBeginAnewWithTheNextDequeue(SchedulingType type) {
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(64).queue(queue(type, 4, 32)).port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 10);
            domain.take(0);
            assertEquals(List.of(0), quiesce(domain, 0));
            assertEquals(9, domain.takeNumbers(0, 9).size());
        }
    }

    /** What is detached belongs to whoever finishes it. */
    @Test
    void shouldLeaveDetachedEntriesAlone() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = twoWorkers(SchedulingType.UNORDERED)) {
            domain.acceptNumbers(0, 0, 2);
            Delivered detached = domain.take(0).detach();
            domain.take(0);
            assertEquals(List.of(1), quiesce(domain, 0));
            domain.ingress().release(detached.entry());
            domain.assertInFlight(0);
        }
    }

    @Test
    void shouldCompleteTheUnlinksOfThePort() {
        require(DeviceCapability.RUNTIME_LINKS);
        try (DomainUnderTest domain = twoWorkers(SchedulingType.ATOMIC)) {
            domain.acceptNumbers(0, 0, 2);
            domain.take(0);
            domain.port(0).unlink(0);
            assertEquals(1, domain.port(0).unlinksInProgress());
            assertEquals(List.of(0), quiesce(domain, 0));
            assertEquals(0, domain.port(0).unlinksInProgress());
            assertEquals(1, domain.take(1).number());
        }
    }

    /** Another port that sleeps is woken for what the quiesced one gives up. */
    @Test
    void shouldWakeAnotherPortForAFlowThatBecomesFree() {
        try (DomainUnderTest domain = twoWorkers(SchedulingType.ATOMIC);
                Crew crew = domain.crew()) {
            domain.acceptNumbers(0, 0, 2);
            domain.take(0);
            Thread waiter =
                    crew.start("waiter", () -> assertEquals(1, domain.take(1).number()));
            domain.awaitBlocked(waiter);
            assertEquals(List.of(0), quiesce(domain, 0));
            crew.join();
        }
    }

    @Test
    void shouldHandOverAfterTheDomainHasStopped() throws InterruptedException {
        try (DomainUnderTest domain = twoWorkers(SchedulingType.ATOMIC)) {
            domain.acceptNumbers(0, 0, 2);
            domain.take(0);
            assertFalse(domain.domain().stop((header, payload) -> {}, 0), "an entry is held");
            assertEquals(List.of(0), quiesce(domain, 0));
            domain.assertInFlight(0);
        }
    }

    /** The thread that waits is not disturbed, and the port is of use to the other when the first has left. */
    @Test
    void shouldRefuseASecondThread() {
        try (DomainUnderTest domain = twoWorkers(SchedulingType.UNORDERED);
                Crew crew = domain.crew()) {
            Thread waiter = crew.start("the first", () -> {
                Delivered entry =
                        domain.takeSome(0, 1, TimeUnit.SECONDS.toNanos(30)).get(0);
                assertEquals(7, entry.number());
                entry.release();
            });
            domain.awaitBlocked(waiter);
            List<IllegalStateException> refusals = List.of(
                    assertThrows(
                            IllegalStateException.class, () -> domain.port(0).dequeue(new Burst(1), 0)),
                    assertThrows(IllegalStateException.class, () -> quiesce(domain, 0)));
            for (IllegalStateException refusal : refusals) {
                String message = String.valueOf(refusal.getMessage());
                assertTrue(message.contains("port=0"), message);
                assertTrue(message.contains("the first"), message);
                assertTrue(message.contains(Thread.currentThread().getName()), message);
            }
            domain.accept(0, 0, 7);
            domain.await("delivery", domain.domain()::isIdle);
            crew.join();
            domain.accept(0, 0, 8);
            assertEquals(8, domain.take(0).number());
        }
    }
}
