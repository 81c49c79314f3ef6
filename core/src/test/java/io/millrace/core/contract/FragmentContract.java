package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.PortCounter;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One ordered entry becomes many: the outputs of each leave together, in its place. */
public abstract class FragmentContract extends DeviceContract {

    private static final int WORK = 0;
    private static final int OUTPUT = 1;
    private static final int SINK = 1;

    @BeforeEach
    void requireFragments() {
        require(DeviceCapability.FRAGMENTS);
    }

    /** Queue 0 is ordered, or of another type, and served by port 0; queue 1 takes the outputs and is served by port 1. */
    private DomainUnderTest line(SchedulingType first, SchedulingType next, int credits) {
        return start(DomainConfiguration.credits(credits)
                .queue(queue(first, 2, Math.max(1, credits / 4)))
                .queue(queue(next, 2, Math.max(1, credits / 4)))
                .port(worker(WORK))
                .port(worker(OUTPUT)));
    }

    private DomainUnderTest orderedThenAtomic(int credits) {
        return line(SchedulingType.ORDERED, SchedulingType.ATOMIC, credits);
    }

    private static Refusal fragment(Delivered entry, Object payload) {
        return entry.port().fragment(entry.entry(), EntryHeader.of(OUTPUT, 0), payload);
    }

    private static void fragments(Delivered entry, Integer... payloads) {
        for (Integer payload : payloads) {
            assertEquals(Refusal.NONE, fragment(entry, payload));
        }
    }

    private static void forward(Delivered entry, Integer payload) {
        entry.port().forward(entry.entry(), EntryHeader.of(OUTPUT, 0), payload);
    }

    @ParameterizedTest
    @EnumSource(names = {"ATOMIC", "DIRECTED", "ORDERED"})
    void shouldSendFragmentsInThePlaceOfTheirEntry(SchedulingType next) {
        try (DomainUnderTest domain = line(SchedulingType.ORDERED, next, 32)) {
            domain.acceptNumbers(WORK, 0, 3);
            List<Delivered> entries = domain.take(0, 3);
            fragments(entries.get(2), 20, 21);
            forward(entries.get(2), 22);
            fragments(entries.get(1), 10);
            forward(entries.get(1), 11);
            domain.assertNothingFor(SINK);
            fragments(entries.get(0), 0, 1, 2);
            domain.assertNothingFor(SINK);
            forward(entries.get(0), 3);
            assertEquals(List.of(0, 1, 2, 3, 10, 11, 20, 21, 22), domain.takeNumbers(SINK, 9));
        }
    }

    @Test
    void shouldSendTheFragmentsOfAReleasedEntry() {
        try (DomainUnderTest domain = orderedThenAtomic(32)) {
            domain.acceptNumbers(WORK, 0, 2);
            List<Delivered> entries = domain.take(0, 2);
            fragments(entries.get(1), 10, 11);
            entries.get(1).release();
            fragments(entries.get(0), 0);
            entries.get(0).release();
            assertEquals(List.of(0, 10, 11), domain.takeNumbers(SINK, 3));
            domain.assertInFlight(0);
        }
    }

    @Test
    void shouldKeepTheFragmentsOfAnEntryThatIsFinishedElsewhere() {
        require(DeviceCapability.DETACH);
        try (DomainUnderTest domain = orderedThenAtomic(32)) {
            domain.accept(WORK, 0, "large");
            Delivered entry = domain.take(0);
            fragments(entry, 0, 1);
            entry.detach();
            domain.inThreads(1, thread -> domain.ingress().forward(entry.entry(), EntryHeader.of(OUTPUT, 0), 2));
            assertEquals(List.of(0, 1, 2), domain.takeNumbers(SINK, 3));
        }
    }

    @Test
    void shouldSendFragmentsToDifferentQueuesAndFlows() {
        try (DomainUnderTest domain = orderedThenAtomic(32)) {
            domain.accept(WORK, 0, "large");
            Delivered entry = domain.take(0);
            assertEquals(Refusal.NONE, entry.port().fragment(entry.entry(), EntryHeader.of(OUTPUT, 1), "other flow"));
            assertEquals(Refusal.NONE, entry.port().fragment(entry.entry(), EntryHeader.of(WORK, 1), "again"));
            entry.release();
            assertEquals("other flow", domain.take(SINK).payload());
            assertEquals("again", domain.take(0).payload());
        }
    }

    @Test
    void shouldRefuseOneFragmentTooMany() {
        try (DomainUnderTest domain = orderedThenAtomic(64)) {
            domain.accept(WORK, 0, "large");
            Delivered entry = domain.take(0);
            for (int i = 0; i < Port.FRAGMENT_LIMIT; i++) {
                fragments(entry, i);
            }
            assertThrows(IllegalStateException.class, () -> fragment(entry, "too many"));
            domain.assertInFlight(1 + Port.FRAGMENT_LIMIT);
            entry.release();
            assertEquals(
                    IntStream.range(0, Port.FRAGMENT_LIMIT).boxed().toList(),
                    domain.takeNumbers(SINK, Port.FRAGMENT_LIMIT));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 64})
    void shouldTakeACreditForEachFragment(int credits) {
        try (DomainUnderTest domain = orderedThenAtomic(credits)) {
            for (int round = 0; round < 50; round++) {
                domain.accept(WORK, 0, "large");
                Delivered entry = domain.take(0);
                int count = Math.min(credits - 1, Port.FRAGMENT_LIMIT);
                for (int i = 0; i < count; i++) {
                    fragments(entry, i);
                    domain.assertInFlight(2 + i);
                }
                if (count < Port.FRAGMENT_LIMIT) {
                    assertEquals(Refusal.NO_CREDIT, fragment(entry, "refused"));
                }
                entry.release();
                domain.takeNumbers(SINK, count);
                domain.assertInFlight(0);
            }
        }
    }

    @Test
    void shouldCountFragments() {
        try (DomainUnderTest domain = orderedThenAtomic(4)) {
            domain.accept(WORK, 0, "large");
            Delivered entry = domain.take(0);
            fragments(entry, 0, 1, 2);
            assertEquals(Refusal.NO_CREDIT, fragment(entry, "refused"));
            assertEquals(3, domain.domain().counter(0, PortCounter.FRAGMENTS));
            assertEquals(1, domain.domain().counter(0, PortCounter.HELD));
            entry.release();
            domain.takeNumbers(SINK, 3);
        }
    }

    @Test
    void shouldTakeFragmentsWhileItDrainsAndNoneAfterItStopped() throws InterruptedException {
        try (DomainUnderTest domain = orderedThenAtomic(8)) {
            domain.accept(WORK, 0, "large");
            Delivered entry = domain.take(0);
            domain.domain().drain();
            fragments(entry, 0);
            domain.domain().stop((header, payload) -> {}, 0);
            assertEquals(Refusal.STOPPED, fragment(entry, "refused"));
            entry.release();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNORDERED", "ATOMIC", "DIRECTED"})
    void shouldRefuseFragmentsOfEntriesThatHaveNoOrderToKeep(SchedulingType first) {
        try (DomainUnderTest domain = line(first, SchedulingType.ATOMIC, 8)) {
            domain.accept(WORK, 0, "small");
            Delivered entry = domain.take(0);
            assertThrows(IllegalStateException.class, () -> fragment(entry, "refused"));
            domain.assertInFlight(1);
        }
    }

    @Test
    void shouldRefuseFragmentsOfEntriesThatAreNotHeldOrGoNowhere() {
        try (DomainUnderTest domain = orderedThenAtomic(8)) {
            domain.accept(WORK, 0, "large");
            Delivered entry = domain.take(0);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> domain.port(0).fragment(entry.entry(), EntryHeader.of(9, 0), "no such queue"));
            assertThrows(
                    IllegalStateException.class,
                    () -> domain.port(1).fragment(entry.entry(), EntryHeader.of(OUTPUT, 0), "another port"));
            entry.release();
            assertThrows(IllegalStateException.class, () -> fragment(entry, "released"));
            domain.assertInFlight(0);
        }
    }

    /** Many threads, random numbers of outputs: the sink sees each output once, in order. */
    @ParameterizedTest
    @CsvSource({"64, 1", "64, 4", "1000, 1", "1000, 16"})
    void shouldKeepTheOrderOfAllOutputsUnderManyThreads(int credits, int flows) {
        int total = Scale.of(10_000);
        // Each entry becomes four at most. So nobody who holds an entry waits for credit for ever.
        int threshold = credits / 4;
        SequenceChecker sequence = new SequenceChecker("outputs", flows);
        AtomicLong left = new AtomicLong(total);
        long[] entered = new long[flows];
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(credits)
                .queue(QueueConfiguration.ordered("work", flows, threshold))
                .queue(QueueConfiguration.atomic("outputs", flows))
                .ports(3, worker(WORK, OUTPUT))
                .port(worker(WORK).withNewEntryThreshold(threshold));
        try (DomainUnderTest domain = start(configuration)) {
            try (Crew crew = domain.crew()) {
                crew.start("producer", () -> {
                    SplittableRandom random = new SplittableRandom(1);
                    for (int i = 0; i < total; i++) {
                        int flow = random.nextInt(flows);
                        Output output = new Output(entered[flow], random.nextInt(5));
                        entered[flow] += output.count();
                        while (!domain.port(3)
                                .enqueue(EntryHeader.of(WORK, flow), output)
                                .accepted()) {
                            domain.throwFailure();
                            Surroundings.giveWay();
                        }
                    }
                });
                for (int port = 0; port < 3; port++) {
                    Port mine = domain.port(port);
                    crew.start("worker", () -> work(domain, mine, sequence, left));
                }
                crew.join();
            }
            domain.assertInFlight(0);
            for (int flow = 0; flow < flows; flow++) {
                sequence.ended(flow, entered[flow]);
            }
        }
    }

    /** What an entry is to become: numbers from {@code first} on. */
    private record Output(long first, int count) {}

    private static void work(DomainUnderTest domain, Port port, SequenceChecker sequence, AtomicLong left) {
        Burst burst = new Burst(4);
        while ((left.get() > 0 || !domain.domain().isIdle()) && !domain.failed()) {
            int count = port.dequeue(burst, TimeUnit.MILLISECONDS.toNanos(5));
            for (int i = 0; i < count; i++) {
                if (burst.payload(i) instanceof Long number) {
                    sequence.next(EntryHeader.flow(burst.header(i)), number);
                    port.release(burst.entry(i));
                }
            }
            // In reverse, so that there is an order to restore.
            for (int i = count - 1; i >= 0; i--) {
                if (burst.payload(i) instanceof Output output) {
                    split(domain, port, burst.entry(i), EntryHeader.flow(burst.header(i)), output);
                    left.decrementAndGet();
                }
            }
        }
    }

    private static void split(DomainUnderTest domain, Port port, long entry, int flow, Output output) {
        long header = EntryHeader.of(OUTPUT, flow);
        long last = output.first() + output.count() - 1;
        for (long number = output.first(); number < last; number++) {
            while (!port.fragment(entry, header, number).accepted()) {
                domain.throwFailure();
                Surroundings.giveWay();
            }
        }
        if (output.count() > 0) {
            port.forward(entry, header, last);
        } else {
            port.release(entry);
        }
    }
}
