package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The window of an ordered flow (eventdev rule 8), its sequence numbers, and finishing by another thread. */
public abstract class ReorderWindowContract extends DeviceContract {

    private static final int SINK = 1;

    /** Queue 0 is ordered at port 0, queue 1 is directed at port 1. */
    private DomainUnderTest orderedThenDirected(int credits, int flows, int window) {
        return start(DomainConfiguration.credits(credits)
                .queue(QueueConfiguration.ordered("work", flows, window))
                .queue(QueueConfiguration.directed("sink"))
                .port(worker(0))
                .port(worker(1)));
    }

    /** Rule 8: exactly the window is accepted. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void shouldAcceptExactlyTheWindowOfAFlow(int window) {
        try (DomainUnderTest domain = orderedThenDirected(4 * window, 3, window)) {
            for (int flow = 0; flow < 3; flow++) {
                domain.acceptNumbers(0, flow, window);
                assertEquals(Refusal.REORDER_WINDOW, domain.offer(0, flow), "one more in flow " + flow);
            }
            domain.assertInFlight(3 * window);
            assertEquals(Refusal.NONE, domain.offer(1, 0), "other queues still take entries");
        }
    }

    /** Rule 8: what is finished behind a stalled head counts until the head is finished. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldCountFinishedEntriesUntilTheHeadIsFinished(boolean forwards) {
        try (DomainUnderTest domain = orderedThenDirected(32, 2, 4)) {
            domain.acceptNumbers(0, 0, 4);
            List<Delivered> entries = domain.take(0, 4);
            for (Delivered entry : entries.subList(1, 4)) {
                if (forwards) {
                    entry.forwardTo(1);
                } else {
                    entry.release();
                }
                assertEquals(Refusal.REORDER_WINDOW, domain.offer(0, 0));
            }
            assertEquals(Refusal.NONE, domain.offer(0, 1), "another flow has its own window");
            entries.get(0).release();
            domain.acceptNumbers(0, 0, 4);
            assertEquals(Refusal.REORDER_WINDOW, domain.offer(0, 0));
        }
    }

    /** Two stalled flows whose windows are half the credits each leave a third one room, and take entries again when their heads are done. */
    @ParameterizedTest
    @CsvSource({"64, true", "64, false", "4096, true", "4096, false"})
    void shouldKeepStalledFlowsFromTakingAllCredits(int credits, boolean finishesWhatFollows) {
        try (DomainUnderTest domain = orderedThenDirected(credits, 3, credits / 2)) {
            List<Delivered> heads = new ArrayList<>();
            for (int flow = 0; flow < 2; flow++) {
                domain.accept(0, flow, 0);
                heads.add(domain.take(0));
                while (domain.offer(0, flow).accepted()) {
                    if (finishesWhatFollows) {
                        domain.take(0).forwardTo(SINK);
                    }
                }
                assertEquals(Refusal.REORDER_WINDOW, domain.offer(0, flow));
            }
            int left = credits - domain.domain().inFlight();
            assertTrue(left >= credits / 32, () -> "credits left by stalled flows: " + left + " of " + credits);
            domain.acceptNumbers(0, 2, left / 2);
            domain.domain().flush(0, (header, payload) -> {});
            heads.forEach(Delivered::release);
            drainSink(domain);
            domain.assertInFlight(0);
            domain.acceptNumbers(0, 0, credits / 2);
        }
    }

    private static void drainSink(DomainUnderTest domain) {
        for (List<Delivered> some = domain.takeSome(SINK, 16, 0);
                !some.isEmpty();
                some = domain.takeSome(SINK, 16, 0)) {
            some.forEach(Delivered::release);
        }
    }

    /** Rule 8: the window moves on by as many places as were finished at its front. */
    @Test
    void shouldMoveTheWindowByWhatIsFinishedAtItsFront() {
        try (DomainUnderTest domain = orderedThenDirected(32, 1, 4)) {
            domain.acceptNumbers(0, 0, 4);
            List<Delivered> entries = domain.take(0, 4);
            entries.get(1).forwardTo(1);
            entries.get(0).forwardTo(1);
            domain.accept(0, 0, 4);
            domain.accept(0, 0, 5);
            assertEquals(Refusal.REORDER_WINDOW, domain.offer(0, 0));
            entries.get(2).release();
            domain.accept(0, 0, 6);
            assertEquals(Refusal.REORDER_WINDOW, domain.offer(0, 0));
            entries.get(3).forwardTo(1);
            domain.take(0, 3).forEach(entry -> entry.forwardTo(1));
            assertEquals(List.of(0, 1, 3, 4, 5, 6), domain.takeNumbers(SINK, 6));
        }
    }

    /** Rule 8, over and over: the window never shrinks and never grows. */
    @Test
    void shouldKeepTheSizeOfTheWindowForEver() {
        try (DomainUnderTest domain = orderedThenDirected(32, 2, 3)) {
            for (int round = 0; round < 1000; round++) {
                domain.acceptNumbers(0, 1, 3);
                assertEquals(Refusal.REORDER_WINDOW, domain.offer(0, 1));
                List<Delivered> entries = new ArrayList<>(domain.take(0, 3));
                Collections.rotate(entries, round);
                entries.get(0).release();
                entries.get(1).forwardTo(1);
                entries.get(2).forwardTo(1);
                assertEquals(2, domain.takeNumbers(SINK, 2).size());
            }
        }
    }

    /** Rules 8 and 11: a FORWARD into a flow with a full window is not refused, and nothing is lost. */
    @Test
    void shouldForwardIntoAFlowWhoseWindowIsFull() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(32)
                .queue(QueueConfiguration.unordered("in"))
                .queue(QueueConfiguration.ordered("work", 1, 2))
                .queue(QueueConfiguration.directed("sink"))
                .port(worker(0))
                .port(worker(1))
                .port(worker(2));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 0, 12);
            for (Delivered entry : domain.take(0, 12)) {
                entry.forwardTo(1);
            }
            domain.assertInFlight(12);
            assertEquals(Refusal.REORDER_WINDOW, domain.offer(1, 0));
            List<Integer> came = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Delivered entry = domain.take(1);
                assertEquals(i, entry.sequenceNumber());
                came.add(entry.number());
                entry.forwardTo(2);
            }
            assertEquals(came, domain.takeNumbers(2, 12));
        }
    }

    /** A flow that is full does not stop the flows and queues beside it from running to the end. */
    @Test
    void shouldLetOthersRunWhileOneFlowIsFullAndStalled() {
        require(DeviceCapability.INDEPENDENT_SERIES);
        try (DomainUnderTest domain = orderedThenDirected(32, 3, 8)) {
            domain.acceptNumbers(0, 0, 8);
            List<Delivered> stalled = domain.take(0, 8);
            stalled.subList(1, 8).forEach(entry -> entry.forwardTo(1));
            for (int round = 0; round < 100; round++) {
                assertEquals(Refusal.REORDER_WINDOW, domain.offer(0, 0));
                int flow = 1 + round % 2;
                domain.acceptNumbers(0, flow, 8);
                domain.take(0, 8).forEach(entry -> entry.forwardTo(1));
                assertEquals(IntStream.range(0, 8).boxed().toList(), domain.takeNumbers(SINK, 8));
            }
            stalled.get(0).forwardTo(1);
            assertEquals(IntStream.range(0, 8).boxed().toList(), domain.takeNumbers(SINK, 8));
        }
    }

    /** Sequence numbers are 0, 1, 2 and so on in each flow of an ordered or atomic queue, whatever is refused between. */
    @ParameterizedTest
    @EnumSource(names = {"ATOMIC", "ORDERED"})
    void shouldNumberTheEntriesOfEachFlow(SchedulingType type) {
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(12).queue(queue(type, 3, 6)).port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            SequenceChecker sequence = new SequenceChecker("sequence numbers", 3);
            int[] sent = new int[3];
            for (int round = 0; round < 30; round++) {
                while (true) {
                    int flow = (sent[0] + sent[1] + sent[2] + round) % 3;
                    if (!domain.ingress()
                            .enqueue(EntryHeader.of(0, flow), sent[flow])
                            .accepted()) {
                        break;
                    }
                    sent[flow]++;
                }
                int count = domain.domain().inFlight();
                for (int i = 0; i < count; i++) {
                    Delivered entry = domain.take(0);
                    assertEquals(entry.number(), entry.sequenceNumber());
                    sequence.next(entry.flow(), entry.sequenceNumber());
                    entry.release();
                }
            }
        }
    }

    /** The other types have no places. */
    @ParameterizedTest
    @EnumSource(names = {"UNORDERED", "DIRECTED"})
    void shouldNumberNothingWithoutFlows(SchedulingType type) {
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(8).queue(queue(type, 1, 0)).port(worker(0));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 5, 3);
            domain.take(0, 3).forEach(entry -> assertEquals(0, entry.sequenceNumber()));
        }
    }

    /** FORWARD gives an entry its place in the next flow when its turn has come. */
    @Test
    void shouldNumberForwardedEntriesInTheOrderOfTheirTurn() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(32)
                .queue(QueueConfiguration.ordered("work", 2, 8))
                .queue(QueueConfiguration.ordered("next", 2, 8))
                .port(worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration)) {
            domain.acceptNumbers(0, 1, 8);
            List<Delivered> entries = new ArrayList<>(domain.take(0, 8));
            Collections.reverse(entries);
            entries.forEach(entry -> entry.forwardTo(1));
            domain.take(1, 8).forEach(entry -> assertEquals(entry.number(), entry.sequenceNumber()));
        }
    }

    /** Detached entries keep their places, and any thread may finish them. */
    @ParameterizedTest
    @CsvSource({"1, false", "4, false", "1, true", "4, true"})
    void shouldRestoreTheOrderOfEntriesThatOtherThreadsFinish(int threads, boolean releasesSome) {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = orderedThenDirected(64, 1, 16)) {
            domain.acceptNumbers(0, 0, 16);
            List<Delivered> entries = domain.take(0, 16);
            entries.forEach(Delivered::detach);
            domain.assertInFlight(16);
            domain.inThreads(threads, thread -> {
                for (int i = 15 - thread; i >= 0; i -= threads) {
                    if (releasesSome && i % 4 == 0) {
                        domain.ingress().release(entries.get(i).entry());
                    } else {
                        domain.ingress().forward(entries.get(i).entry(), EntryHeader.of(1, 0), i);
                    }
                }
            });
            List<Integer> expected = IntStream.range(0, 16)
                    .filter(i -> !releasesSome || i % 4 != 0)
                    .boxed()
                    .toList();
            assertEquals(expected, domain.takeNumbers(SINK, expected.size()));
        }
    }

    /** A detached entry holds its place until it is finished, and is finished once. */
    @Test
    void shouldHoldThePlaceOfADetachedEntry() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = orderedThenDirected(8, 1, 2)) {
            domain.acceptNumbers(0, 0, 2);
            List<Delivered> entries = domain.take(0, 2);
            long entry = entries.get(0).detach().entry();
            entries.get(1).forwardTo(1);
            domain.assertNothingFor(SINK);
            assertEquals(Refusal.REORDER_WINDOW, domain.offer(0, 0));
            long unknown = EntryHeader.of(9, 0);
            assertThrows(IllegalArgumentException.class, () -> domain.ingress().forward(entry, unknown, 0));
            domain.ingress().forward(entry, EntryHeader.of(1, 0), 0);
            assertThrows(IllegalStateException.class, () -> domain.ingress().release(entry));
            assertEquals(List.of(0, 1), domain.takeNumbers(SINK, 2));
        }
    }
}
