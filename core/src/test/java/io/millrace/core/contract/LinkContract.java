package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.ConfigurationException;
import io.millrace.core.ConfigurationRefusal;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryPriority;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that change while the domain is open: who gets what, and when an unlink is complete. */
public abstract class LinkContract extends DeviceContract {

    private static final int SPARE = 1;
    private static final int SINK = 2;

    @BeforeEach
    void needsRuntimeLinks() {
        require(DeviceCapability.RUNTIME_LINKS);
    }

    /** Queue 0 of the type at port 0; queue 1, of no interest, at port 1; queue 2 directed at port 2. */
    private DomainConfiguration.Builder oneOfTwo(SchedulingType type) {
        return DomainConfiguration.credits(64)
                .queue(queue(type, 4, 32))
                .queue(QueueConfiguration.unordered("other"))
                .queue(QueueConfiguration.directed("sink"))
                .port(worker(0))
                .port(worker(1))
                .port(worker(2));
    }

    private static void move(DomainUnderTest domain, int queue, int from, int to) {
        assertTrue(domain.port(from).unlink(queue), "was linked");
        domain.port(to).link(LinkConfiguration.to(queue));
    }

    /** Takes whatever comes to a port, and releases it. */
    private static Set<Integer> drain(DomainUnderTest domain, int port) {
        Set<Integer> numbers = new HashSet<>();
        List<Delivered> some = domain.takeSome(port, 8, 0);
        while (!some.isEmpty()) {
            some.forEach(entry -> {
                assertTrue(numbers.add(entry.number()), "came twice");
                entry.release();
            });
            some = domain.takeSome(port, 8, 0);
        }
        return numbers;
    }

    private static Set<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().collect(Collectors.toSet());
    }

    private static void assertRefused(ConfigurationRefusal refusal, Runnable call) {
        assertEquals(
                refusal, assertThrows(ConfigurationException.class, call::run).refusal());
    }

    /** A directed queue has one link, so it is moved; the others share. */
    @ParameterizedTest
    @EnumSource
    void shouldDeliverToAPortFromItsLinkOn(SchedulingType type) {
        try (DomainUnderTest domain = start(oneOfTwo(type))) {
            domain.acceptNumbers(0, 0, 4);
            domain.assertNothingFor(SPARE);
            if (type == SchedulingType.DIRECTED) {
                domain.port(0).unlink(0);
            }
            domain.port(SPARE).link(LinkConfiguration.to(0));
            assertEquals(List.of(0, 1, 2, 3), domain.takeNumbers(SPARE, 4));
            domain.accept(1, 0, 99);
            assertEquals(99, domain.take(SPARE).number(), "the old link is still there");
        }
    }

    /** What the port had set aside goes to the others as well, in the order that the type promises. */
    @ParameterizedTest
    @EnumSource
    void shouldGiveEverythingToOthersAfterAnUnlink(SchedulingType type) {
        try (DomainUnderTest domain = start(oneOfTwo(type))) {
            domain.acceptNumbers(0, 0, 20);
            Delivered first = domain.take(0);
            assertEquals(0, first.number());
            move(domain, 0, 0, SPARE);
            first.release();
            domain.assertNothingFor(0);
            List<Integer> rest = domain.takeNumbers(SPARE, 19);
            assertEquals(numbers(1, 20), Set.copyOf(rest));
            if (type == SchedulingType.ATOMIC || type == SchedulingType.DIRECTED) {
                assertEquals(IntStream.range(1, 20).boxed().toList(), rest);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWakeAWaitingPortForWhatWaitsInALinkedQueue(SchedulingType type) {
        try (DomainUnderTest domain = start(oneOfTwo(type));
                Crew crew = domain.crew()) {
            domain.acceptNumbers(0, 0, 3);
            Delivered first = domain.take(0);
            domain.port(0).unlink(0);
            first.release();
            Thread waiter = crew.start(
                    "waiter", () -> domain.takeSome(SPARE, 1, Long.MAX_VALUE).forEach(Delivered::release));
            domain.awaitBlocked(waiter);
            domain.port(SPARE).link(LinkConfiguration.to(0));
            domain.await("delivery", () -> domain.domain().inFlight() == 1);
            crew.join();
        }
    }

    /** Nobody is left to take the entries: they wait, more may come, a flush finds them, and a link brings them out. */
    @ParameterizedTest
    @EnumSource
    void shouldKeepTheEntriesOfAQueueThatNobodyServes(SchedulingType type) {
        try (DomainUnderTest domain = start(oneOfTwo(type))) {
            domain.acceptNumbers(0, 0, 5);
            Delivered first = domain.take(0);
            domain.port(0).unlink(0);
            first.release();
            domain.accept(0, 1, 5);
            domain.assertNothingFor(0);
            domain.assertNothingFor(SPARE);
            domain.assertInFlight(5);
            domain.port(SPARE).link(LinkConfiguration.to(0));
            Delivered second = domain.take(SPARE);
            domain.port(SPARE).unlink(0);
            second.release();
            Set<Integer> flushed = new HashSet<>();
            domain.domain().flush(0, (header, payload) -> flushed.add(payload instanceof Integer number ? number : -1));
            flushed.add(second.number());
            assertEquals(numbers(1, 6), flushed);
        }
    }

    /** Every entry that is still held counts, and nothing else does. */
    @ParameterizedTest
    @EnumSource
    void shouldBeInProgressWhileEntriesAreHeld(SchedulingType type) {
        try (DomainUnderTest domain = start(oneOfTwo(type))) {
            assertEquals(0, domain.port(0).unlinksInProgress());
            domain.acceptNumbers(0, 0, 3);
            List<Delivered> entries = new ArrayList<>(domain.takeSome(0, 2, 0));
            entries.addAll(domain.takeSome(0, 2, 0));
            assertFalse(entries.isEmpty());
            domain.port(0).unlink(0);
            for (Delivered entry : entries) {
                domain.assertNothingFor(0);
                assertEquals(1, domain.port(0).unlinksInProgress());
                entry.release();
            }
            domain.assertNothingFor(0);
            assertEquals(0, domain.port(0).unlinksInProgress());
            domain.port(0).link(LinkConfiguration.to(0));
            drain(domain, 0);
        }
    }

    @Test
    void shouldNotWaitForDetachedEntries() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = start(oneOfTwo(SchedulingType.ORDERED))) {
            domain.accept(0, 0, 1);
            Delivered entry = domain.take(0).detach();
            domain.port(0).unlink(0);
            domain.assertNothingFor(0);
            assertEquals(0, domain.port(0).unlinksInProgress());
            domain.ingress().release(entry.entry());
        }
    }

    /** A port that waits takes notice without coming back from its dequeue. */
    @Test
    void shouldTakeNoticeOfAnUnlinkWhileItWaits() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.directed("a"))
                .queue(QueueConfiguration.directed("b"))
                .port(worker(0, 1));
        require(DeviceCapability.DIRECTED_ON_SHARED_PORT);
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            Thread waiter = crew.start("waiter", () -> {
                Delivered entry = domain.takeSome(0, 1, Long.MAX_VALUE).get(0);
                assertEquals(1, entry.queue());
                entry.release();
            });
            domain.awaitBlocked(waiter);
            domain.port(0).unlink(0);
            domain.await("notice", () -> domain.port(0).unlinksInProgress() == 0);
            domain.accept(0, 0, 1);
            domain.awaitBlocked(waiter);
            domain.accept(1, 0, 2);
            crew.join();
            domain.port(0).link(LinkConfiguration.to(0));
            assertEquals(1, domain.take(0).number());
        }
    }

    /** A port that nobody drives has nothing to take notice of. */
    @Test
    void shouldBeDoneAtOnceWithAPortThatWasNeverDriven() {
        try (DomainUnderTest domain = open(oneOfTwo(SchedulingType.ATOMIC).build())) {
            domain.port(0).unlink(0);
            assertEquals(0, domain.port(0).unlinksInProgress());
            domain.port(SPARE).link(LinkConfiguration.to(0));
            domain.started().accept(0, 0, 1);
            domain.assertNothingFor(0);
            assertEquals(1, domain.take(SPARE).number());
        }
    }

    /** The case of DPDK's f6ed136aae: a link right after an unlink that is still in progress. */
    @ParameterizedTest
    @EnumSource
    void shouldLinkAgainAtOnce(SchedulingType type) {
        try (DomainUnderTest domain = start(oneOfTwo(type))) {
            domain.acceptNumbers(0, 0, 10);
            Delivered first = domain.take(0);
            for (int i = 0; i < 100; i++) {
                assertTrue(domain.port(0).unlink(0));
                domain.port(0).link(LinkConfiguration.to(0));
                assertEquals(0, domain.port(0).unlinksInProgress());
            }
            first.release();
            assertEquals(numbers(1, 10), drain(domain, 0));
        }
    }

    @Test
    void shouldHaveItsFirstLinksAfterAReset() throws InterruptedException {
        try (DomainUnderTest domain = start(oneOfTwo(SchedulingType.DIRECTED))) {
            domain.acceptNumbers(0, 0, 2);
            domain.take(0).release();
            move(domain, 0, 0, SPARE);
            assertTrue(domain.domain().stop((header, payload) -> {}, 0));
            domain.domain().reset();
            assertEquals(List.of(LinkConfiguration.to(0)), domain.port(0).links());
            assertEquals(List.of(LinkConfiguration.to(1)), domain.port(SPARE).links());
            assertEquals(0, domain.port(0).unlinksInProgress());
            domain.started().accept(0, 0, 7);
            domain.assertNothingFor(SPARE);
            assertEquals(7, domain.take(0).number());
        }
    }

    @Test
    void shouldTellItsLinks() {
        try (DomainUnderTest domain = open(oneOfTwo(SchedulingType.ORDERED).build())) {
            assertEquals(List.of(LinkConfiguration.to(0)), domain.port(0).links());
            domain.port(0).link(new LinkConfiguration(1, EntryPriority.LOWEST));
            domain.port(0).link(new LinkConfiguration(0, EntryPriority.HIGHEST));
            assertEquals(
                    Set.of(
                            new LinkConfiguration(0, EntryPriority.HIGHEST),
                            new LinkConfiguration(1, EntryPriority.LOWEST)),
                    Set.copyOf(domain.port(0).links()));
            assertEquals(
                    domain.port(0).links(),
                    domain.domain().report().ports().get(0).links());
            assertTrue(domain.port(0).unlink(0));
            assertTrue(domain.port(0).unlink(1));
            assertFalse(domain.port(0).unlink(1), "there is no such link any more");
            assertEquals(List.of(), domain.port(0).links());
        }
    }

    @Test
    void shouldChangeThePriorityOfALinkByLinkingAgain() {
        try (DomainUnderTest domain = start(oneOfTwo(SchedulingType.UNORDERED))) {
            domain.port(0).link(new LinkConfiguration(1, EntryPriority.HIGHEST));
            domain.accept(0, 0, 0);
            domain.accept(1, 0, 1);
            assertEquals(List.of(1, 0), domain.takeNumbers(0, 2));
            domain.port(0).link(new LinkConfiguration(1, EntryPriority.LOWEST));
            domain.accept(1, 0, 1);
            domain.accept(0, 0, 0);
            assertEquals(List.of(0, 1), domain.takeNumbers(0, 2));
        }
    }

    /** By its weight a queue gets its share from the link on, and nothing for the time before. */
    @Test
    void shouldGiveNothingForTheTimeWithoutALink() {
        require(DeviceCapability.QUEUE_WEIGHTS);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.unordered("light"))
                .queue(QueueConfiguration.unordered("light too"))
                .queue(QueueConfiguration.unordered("heavy").withWeight(2))
                .port(worker(0, 1, 2).withClaimDepth(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.port(0).unlink(2);
            for (int i = 0; i < 50; i++) {
                domain.accept(0, 0, i);
                domain.accept(1, 0, i);
                domain.takeNumbers(0, 2);
            }
            for (int queue = 0; queue < 3; queue++) {
                domain.acceptNumbers(queue, 0, 20);
            }
            domain.port(0).link(LinkConfiguration.to(2));
            int heavy = 0;
            for (int i = 0; i < 12; i++) {
                Delivered entry = domain.take(0);
                heavy += entry.queue() == 2 ? 1 : 0;
                entry.release();
            }
            assertTrue(heavy >= 5 && heavy <= 7, "half of 12, but heavy=" + heavy);
        }
    }

    /** A holder keeps its flow though its port is unlinked; then the flow passes on. */
    @Test
    void shouldKeepAFlowWithItsHolderAfterAnUnlink() {
        try (DomainUnderTest domain = start(oneOfTwo(SchedulingType.ATOMIC))) {
            domain.acceptNumbers(0, 3, 3);
            Delivered held = domain.take(0);
            move(domain, 0, 0, SPARE);
            domain.assertNothingFor(SPARE);
            held.forwardTo(SINK);
            assertEquals(List.of(1, 2), domain.takeNumbers(SPARE, 2));
            assertEquals(0, domain.take(SINK).number());
        }
    }

    @Test
    void shouldRestoreTheOrderAcrossAnUnlink() {
        try (DomainUnderTest domain = start(oneOfTwo(SchedulingType.ORDERED))) {
            domain.acceptNumbers(0, 1, 12);
            List<Delivered> early = domain.take(0, 3);
            move(domain, 0, 0, SPARE);
            List<Delivered> late = domain.take(SPARE, 9);
            late.forEach(entry -> entry.forwardTo(SINK));
            domain.assertNothingFor(SINK);
            for (int i = 2; i >= 0; i--) {
                early.get(i).forwardTo(SINK);
            }
            assertEquals(IntStream.range(0, 12).boxed().toList(), domain.takeNumbers(SINK, 12));
        }
    }

    /** What a directed queue has delivered may be finished late; what it has not goes to the new port in order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void shouldMoveADirectedQueueWithItsOrder(int burst) {
        try (DomainUnderTest domain = start(oneOfTwo(SchedulingType.DIRECTED))) {
            int next = 0;
            int port = 0;
            for (int round = 0; round < 20; round++) {
                domain.acceptNumbers(0, 0, 20);
                List<Integer> numbers = new ArrayList<>();
                while (numbers.size() < 20) {
                    List<Delivered> some = domain.takeSome(port, burst, DomainUnderTest.patienceNanos());
                    some.forEach(entry -> numbers.add(entry.number()));
                    move(domain, 0, port, 1 - port);
                    some.forEach(Delivered::release);
                    port = 1 - port;
                }
                assertEquals(IntStream.range(0, 20).boxed().toList(), numbers, "round " + next++);
            }
        }
    }

    @Test
    void shouldRefuseASecondLinkOfADirectedQueue() {
        try (DomainUnderTest domain = start(oneOfTwo(SchedulingType.DIRECTED))) {
            assertRefused(
                    ConfigurationRefusal.DIRECTED_LINKS,
                    () -> domain.port(SPARE).link(LinkConfiguration.to(0)));
            domain.port(0).link(new LinkConfiguration(0, EntryPriority.LOWEST));
            domain.accept(0, 0, 7);
            domain.assertNothingFor(SPARE);
            assertEquals(7, domain.take(0).number());
        }
    }

    @Test
    void shouldRefuseLinksToQueuesThatDoNotExist() {
        try (DomainUnderTest domain = start(oneOfTwo(SchedulingType.ATOMIC))) {
            assertRefused(
                    ConfigurationRefusal.UNKNOWN_QUEUE, () -> domain.port(0).link(LinkConfiguration.to(3)));
            assertThrows(IndexOutOfBoundsException.class, () -> domain.port(0).unlink(3));
            assertThrows(IndexOutOfBoundsException.class, () -> domain.port(0).unlink(-1));
            assertEquals(List.of(LinkConfiguration.to(0)), domain.port(0).links());
        }
    }

    /** What could not be opened with a link cannot get it later. */
    @Test
    void shouldRefuseALinkThatThePortMayNotHave() {
        require(DeviceCapability.WAKE_THRESHOLD);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16)
                .queue(QueueConfiguration.directed("d"))
                .queue(QueueConfiguration.unordered("u"))
                .port(worker(0).withWakeThreshold(4))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            assertRefused(
                    ConfigurationRefusal.WAKE_THRESHOLD, () -> domain.port(0).link(LinkConfiguration.to(1)));
            assertEquals(List.of(LinkConfiguration.to(0)), domain.port(0).links());
        }
    }

    @Test
    void shouldRefuseALinkBeyondTheLimit() {
        int limit = device().limits().linksPerPort();
        assume(limit < device().limits().queues(), "fewer links at a port than queues");
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(16);
        IntStream.rangeClosed(0, limit).forEach(i -> configuration.queue(QueueConfiguration.unordered("q" + i)));
        configuration.port(worker(IntStream.rangeClosed(1, limit).toArray())).port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            assertRefused(ConfigurationRefusal.LINKS, () -> domain.port(0).link(LinkConfiguration.to(0)));
            domain.port(0).unlink(limit);
            domain.port(0).link(LinkConfiguration.to(0));
            domain.accept(0, 0, 5);
            assertEquals(5, domain.take(0).number());
            domain.port(SPARE).link(LinkConfiguration.to(limit));
        }
    }

    /** OcteonTX, queue to port, single link: each queue at one port of its own. */
    @Test
    void shouldPassQueueToPortSingleLink() {
        linkAll(4, IntStream.range(0, 4).toArray());
    }

    /** OcteonTX, queue to port, multi link: many queues at few ports. */
    @Test
    void shouldPassQueueToPortMultiLink() {
        linkAll(8, IntStream.range(0, 8).map(queue -> queue % 2).toArray());
    }

    /** Takes all links away, gives each queue to the port that is named for it, and sees who gets what. */
    private void linkAll(int queues, int[] portOf) {
        int ports = IntStream.of(portOf).max().getAsInt() + 1;
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64);
        IntStream.range(0, queues).forEach(i -> configuration.queue(QueueConfiguration.atomic("q" + i, 2)));
        configuration.ports(ports, worker(IntStream.range(0, queues).toArray()));
        try (DomainUnderTest domain = start(configuration)) {
            for (int queue = 0; queue < queues; queue++) {
                for (int port = 0; port < ports; port++) {
                    domain.port(port).unlink(queue);
                }
                domain.port(portOf[queue]).link(LinkConfiguration.to(queue));
                domain.accept(queue, 0, queue);
            }
            for (int port = 0; port < ports; port++) {
                int own = port;
                Set<Integer> expected = IntStream.range(0, queues)
                        .filter(queue -> portOf[queue] == own)
                        .boxed()
                        .collect(Collectors.toSet());
                assertEquals(expected, drain(domain, port));
            }
        }
    }

    /** A queue loses its only link while its port sleeps, and gets it back: the port wakes as it did before. */
    @Test
    void shouldServeAWaitingPortAfterManyChanges() {
        try (DomainUnderTest domain = start(oneOfTwo(SchedulingType.UNORDERED));
                Crew crew = domain.crew()) {
            Thread waiter = crew.start(
                    "waiter",
                    () -> domain.takeSome(0, 1, TimeUnit.SECONDS.toNanos(30))
                            .get(0)
                            .release());
            domain.awaitBlocked(waiter);
            for (int i = 0; i < 50; i++) {
                domain.port(0).unlink(0);
                domain.port(0).link(LinkConfiguration.to(0));
            }
            domain.awaitBlocked(waiter);
            domain.accept(0, 0, 1);
            domain.await("delivery", domain.domain()::isIdle);
            crew.join();
        }
    }
}
