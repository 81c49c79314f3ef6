package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an ordered queue promises, step by step in one thread. "Rule n" means the eventdev rule of that number: 1 forwarded entries
 * reach the next queue in original order; 2 a released one is skipped; 3 NEW keeps its order and has none against FORWARD; 4 what was
 * released enters again as NEW; 6 an atomic flow stays until its last release; 7 implicit release; 8 a full window; 9 any order of
 * finishing; 10 single link; 11 only NEW is refused; 12 the count of a burst.
 */
public abstract class OrderingContract extends DeviceContract {

    private static final int SINK = 3;
    private static final int FLOWS = 4;
    private static final int WINDOW = 16;

    /** Queue 0 is ordered and served by ports 0 to 2; queue 1 takes what is forwarded and is served by port 3. */
    private DomainConfiguration.Builder orderedThen(SchedulingType next) {
        return DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("work", FLOWS, WINDOW))
                .queue(queue(next, FLOWS, WINDOW))
                .ports(3, worker(0))
                .port(worker(1));
    }

    private DomainUnderTest orderedThenAtomic() {
        return start(orderedThen(SchedulingType.ATOMIC));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Takes the entries one at a time from ports 0, 1, 2, 0 and so on. */
    private static List<Delivered> spread(DomainUnderTest domain, int count) {
        List<Delivered> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(domain.take(i % 3));
        }
        return entries;
    }

    /** Rule 1. */
    @ParameterizedTest
    @EnumSource(names = {"ATOMIC", "DIRECTED"})
    void shouldRestoreTheOrderOfEntriesThatAreForwardedInReverse(SchedulingType next) {
        try (DomainUnderTest domain = start(orderedThen(next))) {
            domain.acceptNumbers(0, 1, 9);
            List<Delivered> entries = spread(domain, 9);
            Collections.reverse(entries);
            entries.forEach(entry -> entry.forwardTo(1));
            assertEquals(numbers(9), domain.takeNumbers(SINK, 9));
        }
    }

    /** Rule 1. */
    @Test
    void shouldRestoreTheOrderForEveryPermutationOfFinishing() {
        try (DomainUnderTest domain = orderedThenAtomic()) {
            for (List<Integer> permutation : permutations(5)) {
                domain.acceptNumbers(0, 0, 5);
                List<Delivered> entries = spread(domain, 5);
                permutation.forEach(which -> entries.get(which).forwardTo(1));
                assertEquals(numbers(5), domain.takeNumbers(SINK, 5), "finished in the order " + permutation);
            }
        }
    }

    /** Rule 1: an entry goes on as soon as its predecessors have, not before and not later. */
    @Test
    void shouldLetAnEntryThroughExactlyWhenItsPredecessorsAreFinished() {
        try (DomainUnderTest domain = orderedThenAtomic()) {
            domain.acceptNumbers(0, 0, 4);
            List<Delivered> entries = spread(domain, 4);
            entries.get(3).forwardTo(1);
            entries.get(1).forwardTo(1);
            domain.assertNothingFor(SINK);
            entries.get(0).forwardTo(1);
            assertEquals(List.of(0, 1), domain.takeNumbers(SINK, 2));
            domain.assertNothingFor(SINK);
            entries.get(2).forwardTo(1);
            assertEquals(List.of(2, 3), domain.takeNumbers(SINK, 2));
        }
    }

    /** Rule 1: the flow is part of what identifies the order. */
    @Test
    void shouldNotHoldOtherFlowsBehindAStalledOne() {
        require(DeviceCapability.INDEPENDENT_SERIES);
        try (DomainUnderTest domain = orderedThenAtomic()) {
            domain.accept(0, 0, -1);
            Delivered stalled = domain.take(0);
            for (int flow = 1; flow < FLOWS; flow++) {
                domain.acceptNumbers(0, flow, 5);
                spread(domain, 5).forEach(entry -> entry.forwardTo(1));
                assertEquals(numbers(5), domain.takeNumbers(SINK, 5));
            }
            stalled.forwardTo(1);
            assertEquals(-1, domain.take(SINK).number());
        }
    }

    /** Rule 1: the queue is part of what identifies the order. */
    @Test
    void shouldNotHoldTheSameFlowOfAnotherQueue() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("left", 1, 8))
                .queue(QueueConfiguration.ordered("right", 1, 8))
                .queue(QueueConfiguration.atomic("sink", 1))
                .port(worker(0))
                .port(worker(1))
                .port(worker(2));
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(0, 0, 100);
            Delivered stalled = domain.take(0);
            domain.accept(1, 0, 200);
            domain.take(1).forwardTo(2);
            assertEquals(List.of(200), domain.takeNumbers(2, 1));
            stalled.forwardTo(2);
            assertEquals(List.of(100), domain.takeNumbers(2, 1));
        }
    }

    /** Rule 1: order is that of the flow in the ordered queue, whatever flow the entries are forwarded to. */
    @Test
    void shouldKeepTheOrderOfTheSourceFlowAcrossDestinationFlows() {
        try (DomainUnderTest domain = start(orderedThen(SchedulingType.DIRECTED))) {
            domain.acceptNumbers(0, 2, 8);
            List<Delivered> entries = spread(domain, 8);
            Collections.reverse(entries);
            entries.forEach(entry -> entry.forwardTo(1, entry.number() % FLOWS));
            assertEquals(numbers(8), domain.takeNumbers(SINK, 8));
        }
    }

    /** Rule 1: each of several destinations gets its part in order. */
    @Test
    void shouldKeepTheOrderAtEachOfSeveralDestinations() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("work", 1, 16))
                .queue(QueueConfiguration.directed("even"))
                .queue(QueueConfiguration.directed("odd"))
                .port(worker(0))
                .port(worker(1))
                .port(worker(2));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 10);
            List<Delivered> entries = domain.take(0, 10);
            Collections.reverse(entries);
            entries.forEach(entry -> entry.forwardTo(1 + entry.number() % 2));
            assertEquals(List.of(0, 2, 4, 6, 8), domain.takeNumbers(1, 5));
            assertEquals(List.of(1, 3, 5, 7, 9), domain.takeNumbers(2, 5));
        }
    }

    /** Rule 2. */
    @Test
    void shouldSkipReleasedEntries() {
        try (DomainUnderTest domain = orderedThenAtomic()) {
            domain.acceptNumbers(0, 0, 12);
            List<Delivered> entries = spread(domain, 12);
            Collections.reverse(entries);
            for (Delivered entry : entries) {
                if (entry.number() % 3 == 0) {
                    entry.release();
                } else {
                    entry.forwardTo(1);
                }
            }
            assertEquals(List.of(1, 2, 4, 5, 7, 8, 10, 11), domain.takeNumbers(SINK, 8));
            domain.assertNothingFor(SINK);
        }
    }

    /** Rule 2. */
    @Test
    void shouldLetParkedEntriesGoWhenTheirHeadIsReleased() {
        try (DomainUnderTest domain = orderedThenAtomic()) {
            domain.acceptNumbers(0, 0, 4);
            List<Delivered> entries = spread(domain, 4);
            entries.subList(1, 4).forEach(entry -> entry.forwardTo(1));
            domain.assertNothingFor(SINK);
            entries.get(0).release();
            assertEquals(List.of(1, 2, 3), domain.takeNumbers(SINK, 3));
        }
    }

    /** Rules 2 and 7: an implicit release is a release. */
    @Test
    void shouldSkipImplicitlyReleasedEntries() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("work", 1, 16))
                .queue(QueueConfiguration.directed("sink"))
                .port(PortConfiguration.linkedTo(0))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 3);
            assertEquals(0, domain.take(0).number());
            List<Delivered> rest = domain.take(1, 2);
            rest.forEach(entry -> entry.forwardTo(1));
            domain.assertNothingFor(2);
            domain.assertInFlight(3);
            domain.assertNothingFor(0);
            domain.assertInFlight(2);
            assertEquals(List.of(1, 2), domain.takeNumbers(2, 2));
        }
    }

    /** Rule 2: a flow that ends with released entries, and is used again, has no memory of them. */
    @Test
    void shouldKeepTheOrderAfterFlowsWereReleasedToTheEnd() {
        try (DomainUnderTest domain = orderedThenAtomic()) {
            for (int round = 0; round < 50; round++) {
                domain.acceptNumbers(0, 0, 3);
                spread(domain, 3).forEach(Delivered::release);
                domain.acceptNumbers(0, 0, 3);
                List<Delivered> entries = spread(domain, 3);
                Collections.reverse(entries);
                entries.forEach(entry -> entry.forwardTo(1));
                assertEquals(numbers(3), domain.takeNumbers(SINK, 3));
            }
        }
    }

    /** Rule 3: NEW entries of one thread to one queue and flow keep their order, one by one and in bursts, by ingress and by port. */
    @ParameterizedTest
    @EnumSource(names = {"ATOMIC", "DIRECTED"})
    void shouldKeepTheOrderOfNewEntries(SchedulingType type) {
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(64).queue(queue(type, 2, 0)).port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            long header = EntryHeader.of(0, 1);
            domain.acceptNumbers(0, 1, 4);
            assertEquals(numbers(4), domain.takeNumbers(0, 4));
            for (int i = 0; i < 4; i++) {
                assertEquals(Refusal.NONE, domain.port(0).enqueue(header, i));
            }
            assertEquals(numbers(4), domain.takeNumbers(0, 4));
            Burst burst = new Burst(8);
            numbers(8).forEach(number -> burst.add(header, number));
            assertEquals(8, domain.ingress().enqueue(burst));
            assertEquals(numbers(8), domain.takeNumbers(0, 8));
            assertEquals(8, domain.port(0).enqueue(burst));
            assertEquals(numbers(8), domain.takeNumbers(0, 8));
        }
    }

    /** Rule 3: a stalled FORWARD does not hold a NEW entry to the same destination and flow. */
    @Test
    void shouldNotHoldNewEntriesBehindParkedOnes() {
        try (DomainUnderTest domain = orderedThenAtomic()) {
            domain.acceptNumbers(0, 0, 2);
            List<Delivered> entries = spread(domain, 2);
            entries.get(1).forwardTo(1);
            domain.accept(1, 0, 77);
            assertEquals(List.of(77), domain.takeNumbers(SINK, 1));
            entries.get(0).forwardTo(1);
            assertEquals(List.of(0, 1), domain.takeNumbers(SINK, 2));
        }
    }

    /** Rule 4. */
    @Test
    void shouldTakeAReleasedEntryOnlyAsNew() {
        try (DomainUnderTest domain = orderedThenAtomic()) {
            domain.accept(0, 0, 1);
            Delivered entry = domain.take(0);
            entry.release();
            domain.assertInFlight(0);
            assertThrows(IllegalStateException.class, () -> entry.forwardTo(1));
            domain.assertInFlight(0);
            domain.assertNothingFor(SINK);
            domain.accept(1, 0, 1);
            domain.assertInFlight(1);
            assertEquals(1, domain.take(SINK).number());
        }
    }

    /** Rule 6: see {@link AtomicityContract} for more. */
    @Test
    void shouldKeepAnAtomicFlowAtItsPortUntilTheLastDeliveredEntryIsFinished() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.atomic("a", 1))
                .ports(2, worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 4);
            List<Delivered> held = domain.takeSome(0, 2, DomainUnderTest.patienceNanos());
            for (Delivered entry : held) {
                domain.assertNothingFor(1);
                entry.release();
            }
            assertEquals(held.size(), domain.take(1).number());
        }
    }

    /** Rule 7. */
    @Test
    void shouldReleaseAtTheNextDequeueWhatThePreviousOneDelivered() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(8)
                .queue(QueueConfiguration.unordered("u"))
                .port(PortConfiguration.linkedTo(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 3);
            Delivered first = domain.take(0);
            domain.assertInFlight(3);
            Delivered second = domain.take(0);
            domain.assertInFlight(2);
            assertThrows(IllegalStateException.class, first::release);
            second.release();
            domain.assertInFlight(1);
            domain.take(0);
            domain.assertInFlight(1);
            domain.assertNothingFor(0);
            domain.assertInFlight(0);
        }
    }

    /** Rule 7: unless it is switched off. */
    @Test
    void shouldReleaseNothingImplicitlyWhenThatIsSwitchedOff() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(8)
                .queue(QueueConfiguration.unordered("u"))
                .port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 3);
            List<Delivered> entries = List.of(domain.take(0), domain.take(0), domain.take(0));
            domain.assertNothingFor(0);
            domain.assertInFlight(3);
            entries.forEach(Delivered::release);
            domain.assertInFlight(0);
        }
    }

    /** Rule 9: entries of one delivery are finished in any order and mixed with NEW. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldTakeTheEntriesOfABurstInAnyOrderAndMixedWithNew(long seed) {
        require(DeviceCapability.INDEPENDENT_ORDER);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("work", 1, 16))
                .queue(QueueConfiguration.directed("sink"))
                .queue(QueueConfiguration.directed("side"))
                .port(worker(0))
                .port(worker(1))
                .port(worker(2));
        Random random = new Random(seed);
        try (DomainUnderTest domain = start(configuration)) {
            for (int round = 0; round < 20; round++) {
                domain.acceptNumbers(0, 0, 10);
                List<Delivered> entries = new ArrayList<>(domain.take(0, 10));
                Collections.shuffle(entries, random);
                for (Delivered entry : entries) {
                    assertEquals(Refusal.NONE, domain.port(0).enqueue(EntryHeader.of(2, 0), entry.number()));
                    if (entry.number() == 4) {
                        entry.release();
                    } else {
                        entry.forwardTo(1);
                    }
                }
                assertEquals(List.of(0, 1, 2, 3, 5, 6, 7, 8, 9), domain.takeNumbers(1, 9));
                List<Integer> sent = entries.stream().map(Delivered::number).toList();
                assertEquals(sent, domain.takeNumbers(2, 10));
            }
        }
    }

    /** Rule 11: with no credit left, NEW is refused, FORWARD and RELEASE are not. */
    @Test
    void shouldForwardAndReleaseWithNoCreditLeft() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(4)
                .queue(QueueConfiguration.ordered("work", 2, 2))
                .queue(QueueConfiguration.atomic("sink", 2))
                .ports(2, worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 2);
            domain.acceptNumbers(0, 1, 2);
            assertEquals(Refusal.NO_CREDIT, domain.offer(1, 0));
            for (Delivered entry : domain.take(0, 4)) {
                entry.forwardTo(1);
                assertEquals(Refusal.NO_CREDIT, domain.offer(1, 0));
            }
            domain.take(2).release();
            assertEquals(Refusal.NONE, domain.offer(1, 0));
            assertEquals(Refusal.NO_CREDIT, domain.offer(1, 0));
        }
    }

    /** Rule 12: the count of a burst says how many were taken, the cause says why it stopped; the rest is untouched. */
    @Test
    void shouldSayHowFarABurstCameAndWhyItStopped() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(5)
                .queue(QueueConfiguration.directed("d"))
                .port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            Burst burst = new Burst(8);
            numbers(8).forEach(number -> burst.add(EntryHeader.of(0, 0), number));
            assertEquals(5, domain.ingress().enqueue(burst));
            assertEquals(Refusal.NO_CREDIT, burst.refusal());
            assertEquals(8, burst.count());
            assertEquals(5, burst.payload(5));
            assertEquals(numbers(5), domain.takeNumbers(0, 5));
            assertEquals(5, domain.port(0).enqueue(burst));
            assertEquals(Refusal.NO_CREDIT, burst.refusal());
            assertEquals(numbers(5), domain.takeNumbers(0, 5));
            burst.clear();
            burst.add(EntryHeader.of(0, 0), 9);
            assertEquals(1, domain.ingress().enqueue(burst));
            assertEquals(Refusal.NONE, burst.refusal());
            assertEquals(9, domain.take(0).number());
        }
    }

    /** Rule 12: a burst of FORWARD, RELEASE and NEW stops at the NEW that is refused, and not before. */
    @Test
    void shouldDoWhatABurstAsksForInTurn() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(3)
                .queue(QueueConfiguration.directed("in"))
                .queue(QueueConfiguration.directed("out"))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 3);
            Burst all = new Burst(6);
            for (Delivered entry : domain.take(0, 3)) {
                all.deliver(entry.entry(), entry.header(), entry.sequenceNumber(), entry.payload());
            }
            all.forward(0, EntryHeader.of(1, 0), "forwarded");
            all.release(1);
            all.forward(2, EntryHeader.of(1, 0), "forwarded too");
            all.add(EntryHeader.of(1, 0), "entered with the credit of the released one");
            all.add(EntryHeader.of(1, 0), "refused");
            assertEquals(4, domain.port(0).enqueue(all));
            assertEquals(Refusal.NO_CREDIT, all.refusal());
            domain.assertInFlight(3);
            assertEquals("forwarded", domain.take(1).payload());
            assertEquals("forwarded too", domain.take(1).payload());
            assertEquals(
                    "entered with the credit of the released one",
                    domain.take(1).payload());
        }
    }

    static List<List<Integer>> permutations(int count) {
        List<List<Integer>> all = List.of(List.of());
        for (int next = 0; next < count; next++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> shorter : all) {
                for (int place = 0; place <= shorter.size(); place++) {
                    List<Integer> permutation = new ArrayList<>(shorter);
                    permutation.add(place, next);
                    longer.add(permutation);
                }
            }
            all = longer;
        }
        return all;
    }
}
