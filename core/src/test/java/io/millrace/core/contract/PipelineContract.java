package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.Port;
import io.millrace.core.PortConfiguration;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chains of stages with real threads. Every worker serves every stage. Each atomic stage keeps a try-lock for each flow; where all
 * stages before have kept the order, it keeps the expected sequence as well, and so does the directed sink at the end.
 */
public abstract class PipelineContract extends DeviceContract {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);

    static Stream<Arguments> pairs() {
        List<SchedulingType> types = List.of(SchedulingType.ATOMIC, SchedulingType.ORDERED, SchedulingType.UNORDERED);
        return types.stream().flatMap(first -> types.stream().map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldKeepTheContractOfEachPairOfTypes(SchedulingType first, SchedulingType second) {
        new Line(Scale.of(30_000), 16, first, second).run(2, false);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldKeepTheContractOfEachPairWithOneFlow(SchedulingType first, SchedulingType second) {
        new Line(Scale.of(15_000), 1, first, second).run(3, false);
    }

    /** The shape of padata: parallel work, then one serial consumer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1024})
    void shouldRestoreTheOrderForADirectedConsumer(int flows) {
        new Line(Scale.of(60_000), flows, SchedulingType.ORDERED).run(3, false);
    }

    /** Completions come from threads that own no port, in any order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void shouldRestoreTheOrderWhenForeignThreadsFinish(int flows) {
        require(DeviceCapability.DETACH);
        new Line(Scale.of(30_000), flows, SchedulingType.ORDERED, SchedulingType.ATOMIC).run(2, true);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldKeepTheContractThroughManyStages(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SchedulingType> all = List.of(SchedulingType.ATOMIC, SchedulingType.ORDERED, SchedulingType.UNORDERED);
        SchedulingType[] types = Stream.generate(() -> all.get(random.nextInt(seed % 2 == 0 ? 3 : 2)))
                .limit(8)
                .toArray(SchedulingType[]::new);
        new Line(Scale.of(8_000), 32, types).run(2, false);
    }

    /** A directed consumer stands at the end of each. */
    @ParameterizedTest
    @MethodSource
    void shouldKeepTheContractOfThreeStagesInAnyOrder(List<SchedulingType> types) {
        new Line(Scale.of(8_000), 8, types.toArray(SchedulingType[]::new)).run(2, false);
    }

    static Stream<List<SchedulingType>> shouldKeepTheContractOfThreeStagesInAnyOrder() {
        List<SchedulingType> types = List.of(SchedulingType.ATOMIC, SchedulingType.ORDERED, SchedulingType.UNORDERED);
        return types.stream()
                .flatMap(first -> types.stream()
                        .filter(second -> second != first)
                        .map(second -> Stream.concat(
                                        Stream.of(first, second),
                                        types.stream().filter(third -> third != first && third != second))
                                .toList()));
    }

    /** All credits circle through one queue; a FORWARD that could be refused would stop them. */
    @ParameterizedTest
    @EnumSource
    void shouldLoopToItselfWithAllCreditsInUse(SchedulingType type) {
        int credits = 32;
        int rounds = 100;
        int ports = type == SchedulingType.DIRECTED ? 1 : 2;
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(credits).queue(queue(type, 4, 8)).ports(ports, worker(0));
        AtomicInteger left = new AtomicInteger(credits);
        int[] passes = new int[credits];
        try (DomainUnderTest domain = start(configuration)) {
            for (int i = 0; i < credits; i++) {
                domain.accept(0, i % 4, i);
            }
            domain.inThreads(ports, port -> {
                Burst burst = new Burst(4);
                while (left.get() > 0 && !domain.failed()) {
                    int count = domain.port(port).dequeue(burst, TICK);
                    for (int i = 0; i < count; i++) {
                        int number = burst.payload(i) instanceof Integer sent ? sent : -1;
                        if (++passes[number] < rounds) {
                            domain.port(port).forward(burst.entry(i), burst.header(i), number);
                        } else {
                            domain.port(port).release(burst.entry(i));
                            left.decrementAndGet();
                        }
                    }
                }
            });
            domain.assertInFlight(0);
            Arrays.stream(passes).forEach(count -> assertEquals(rounds, count));
        }
    }

    /** The stage is a mark in the entry, which comes back to the queue for each of them. */
    @ParameterizedTest
    @EnumSource(names = {"ATOMIC", "ORDERED"})
    void shouldPassManyStagesThroughOneQueue(SchedulingType type) {
        int stages = 5;
        int total = Scale.of(10_000);
        int flows = 4;
        SequenceChecker sequence = new SequenceChecker("stages of one queue", flows);
        AtomicInteger left = new AtomicInteger(flows * total);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(queue(type, flows, 16))
                .queue(QueueConfiguration.directed("sink"))
                .ports(2, worker(0))
                .port(worker(1));
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            crew.start("producer", () -> {
                for (int i = 0; i < flows * total; i++) {
                    domain.insist(EntryHeader.of(0, i % flows), i / flows);
                }
            });
            for (int i = 0; i < 3; i++) {
                Port port = domain.port(i);
                crew.start("worker " + i, () -> {
                    Burst burst = new Burst(4);
                    while (left.get() > 0 && !domain.failed()) {
                        int count = port.dequeue(burst, TICK);
                        for (int k = 0; k < count; k++) {
                            long header = burst.header(k);
                            int stage = EntryHeader.stage(header);
                            if (stage == stages) {
                                sequence.next(EntryHeader.flow(header), burst.payload(k) instanceof Integer n ? n : -1);
                                port.release(burst.entry(k));
                                left.decrementAndGet();
                                continue;
                            }
                            int next = stage + 1 == stages ? 1 : 0;
                            long to = EntryHeader.of(next, EntryHeader.flow(header));
                            port.forward(burst.entry(k), EntryHeader.withStage(to, stage + 1), burst.payload(k));
                        }
                    }
                });
            }
            crew.join();
        }
    }

    /** A worker that holds the head of a flow stops no stage for the others. */
    @Test
    void shouldLetOtherFlowsRunToTheEndBesideAStalledOne() {
        require(DeviceCapability.INDEPENDENT_SERIES);
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                .queue(QueueConfiguration.ordered("work", 4, 16))
                .queue(QueueConfiguration.atomic("serial", 4))
                .ports(3, worker(0, 1));
        AtomicInteger left = new AtomicInteger(3 * 1000);
        try (DomainUnderTest domain = start(configuration)) {
            domain.accept(0, 0, 0);
            Delivered stalled = domain.take(2);
            domain.acceptNumbers(0, 0, 15);
            try (Crew crew = domain.crew()) {
                for (int flow = 1; flow < 4; flow++) {
                    int own = flow;
                    crew.start("producer " + flow, () -> {
                        for (int i = 0; i < 1000; i++) {
                            domain.insist(EntryHeader.of(0, own), i);
                        }
                    });
                }
                SequenceChecker sequence = new SequenceChecker("flows beside a stalled one", 4);
                for (int i = 0; i < 2; i++) {
                    int port = i;
                    crew.start("worker " + i, () -> serveTwoStages(domain, port, sequence, left));
                }
                crew.join();
            }
            stalled.release();
        }
    }

    private static void serveTwoStages(DomainUnderTest domain, int port, SequenceChecker sequence, AtomicInteger left) {
        Burst burst = new Burst(4);
        while (left.get() > 0 && !domain.failed()) {
            int count = domain.port(port).dequeue(burst, TICK);
            for (int i = 0; i < count; i++) {
                int flow = EntryHeader.flow(burst.header(i));
                if (EntryHeader.queue(burst.header(i)) == 0) {
                    domain.port(port).forward(burst.entry(i), EntryHeader.of(1, flow), burst.payload(i));
                    continue;
                }
                sequence.next(flow, burst.payload(i) instanceof Integer number ? number : -1);
                domain.port(port).release(burst.entry(i));
                left.decrementAndGet();
            }
        }
    }

    /** Work that is a thousand times longer for some entries than for others, and every seventh entry released on the way. */
    @ParameterizedTest
    @CsvSource({"1, true", "16, true", "16, false"})
    void shouldRestoreTheOrderOfSkewedWork(int flows, boolean releasesSome) {
        Line line = new Line(Scale.of(20_000), flows, SchedulingType.ORDERED, SchedulingType.ATOMIC);
        line.skewed = true;
        line.releasesSome = releasesSome;
        line.run(3, false);
    }

    /** A line of stages, one queue each, and a directed sink. The payload is made from flow and sequence. */
    private final class Line {

        private static final long FLOW_SHIFT = 32;

        private final int flows;
        private final int each;
        private final SchedulingType[] types;
        private final int sink;
        private final List<ExclusivityChecker> exclusivity = new ArrayList<>();
        private final List<SequenceChecker> sequences = new ArrayList<>();
        private final ExactlyOnceChecker once;
        private final AtomicInteger left;
        private boolean skewed;
        private boolean releasesSome;

        Line(int total, int flows, SchedulingType... types) {
            this.flows = flows;
            this.each = Math.max(1, total / flows);
            this.types = types;
            this.sink = types.length;
            this.once = new ExactlyOnceChecker("line " + List.of(types), each * flows);
            this.left = new AtomicInteger(each * flows);
            for (int stage = 0; stage <= sink; stage++) {
                exclusivity.add(new ExclusivityChecker("stage " + stage + " of " + List.of(types), flows));
                sequences.add(new SequenceChecker("stage " + stage + " of " + List.of(types), flows));
            }
        }

        void run(int workers, boolean detaches) {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(128);
            for (SchedulingType type : types) {
                configuration.queue(queue(type, flows, 32));
            }
            configuration.queue(QueueConfiguration.directed("sink"));
            PortConfiguration worker = worker(IntStream.range(0, sink).toArray());
            configuration.ports(workers, worker).port(worker(sink));
            try (DomainUnderTest domain = start(configuration);
                    Crew crew = domain.crew()) {
                crew.start("producer", () -> {
                    for (long number = 0; number < each; number++) {
                        for (int flow = 0; flow < flows; flow++) {
                            domain.insist(EntryHeader.of(0, flow), payload(flow, number));
                        }
                    }
                });
                for (int i = 0; i < workers; i++) {
                    int port = i;
                    crew.start("worker " + i, () -> work(domain, port, detaches));
                }
                crew.start("sink", () -> consume(domain, workers));
                crew.join();
                once.allSeen();
                exclusivity.forEach(ExclusivityChecker::allFree);
            }
        }

        private long payload(int flow, long number) {
            return (long) flow << FLOW_SHIFT | number;
        }

        private void work(DomainUnderTest domain, int port, boolean detaches) {
            SplittableRandom random = new SplittableRandom(port);
            Burst burst = new Burst(4);
            while (left.get() > 0 && !domain.failed()) {
                int count = domain.port(port).dequeue(burst, TICK);
                for (int i = count - 1; detaches && i >= 0; i--) {
                    domain.port(port).detach(burst.entry(i));
                }
                for (int i = 0; i < count; i++) {
                    boolean atomic = types[EntryHeader.queue(burst.header(i))] == SchedulingType.ATOMIC;
                    int which = atomic ? i : count - 1 - i;
                    // A burst may hold an atomic run beside others: only those of other types may change places.
                    which = mixed(burst) ? i : which;
                    pass(domain, port, burst, which, detaches, random);
                }
            }
        }

        private boolean mixed(Burst burst) {
            for (int i = 1; i < burst.count(); i++) {
                if (EntryHeader.queue(burst.header(i)) != EntryHeader.queue(burst.header(0))) {
                    return true;
                }
            }
            return false;
        }

        private void pass(
                DomainUnderTest domain, int port, Burst burst, int i, boolean detaches, SplittableRandom random) {
            long header = burst.header(i);
            int stage = EntryHeader.queue(header);
            int flow = EntryHeader.flow(header);
            long payload = burst.payload(i) instanceof Long sent ? sent : -1;
            long number = payload & 0xFFFF_FFFFL;
            assertEquals(flow, payload >>> FLOW_SHIFT, "the payload is that of the flow");
            if (types[stage] == SchedulingType.ATOMIC) {
                exclusivity.get(stage).enter(flow, port + 1);
                arrive(stage, flow, number);
                exclusivity.get(stage).leave(flow, port + 1);
            }
            int work = skewed && random.nextInt(1000) == 0 ? 10_000 : 10;
            for (int k = 0; k < work; k++) {
                Surroundings.spinWait();
            }
            boolean ends = releasesSome && stage == 0 && number % 7 == 3;
            if (ends) {
                once.seen((int) (flow * (long) each + number));
                left.decrementAndGet();
            }
            long next = EntryHeader.of(stage + 1, flow);
            if (ends) {
                domain.port(port).release(burst.entry(i));
            } else if (detaches) {
                domain.ingress().forward(burst.entry(i), next, payload);
            } else {
                domain.port(port).forward(burst.entry(i), next, payload);
            }
        }

        private void consume(DomainUnderTest domain, int port) {
            Burst burst = new Burst(16);
            while (left.get() > 0 && !domain.failed()) {
                int count = domain.port(port).dequeue(burst, TICK);
                for (int i = 0; i < count; i++) {
                    long payload = burst.payload(i) instanceof Long sent ? sent : -1;
                    int flow = (int) (payload >>> FLOW_SHIFT);
                    long number = payload & 0xFFFF_FFFFL;
                    arrive(sink, flow, number);
                    once.seen((int) (flow * (long) each + number));
                    domain.port(port).release(burst.entry(i));
                    left.decrementAndGet();
                }
            }
        }

        /** Checks the order where every stage before has kept it. */
        private void arrive(int stage, int flow, long number) {
            boolean ordered = Arrays.stream(types, 0, stage).noneMatch(type -> type == SchedulingType.UNORDERED);
            if (ordered && releasesSome) {
                sequences.get(stage).later(flow, number);
            } else if (ordered) {
                sequences.get(stage).next(flow, number);
            }
        }
    }
}
