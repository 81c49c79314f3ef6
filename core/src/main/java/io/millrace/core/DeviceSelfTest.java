package io.millrace.core;

import static io.millrace.core.SelfTestDomain.expect;
import static io.millrace.core.SelfTestDomain.expectRefused;

import io.millrace.core.SelfTestDomain.Taken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Tries in a fraction of a second whether a device does what it says: the duties that every device has, and each capability that it claims, once.
 *
 * <p>It is for users who want to know whether the device in front of them works at all. Who writes a device runs the contract, which is a thousand times as
 * thorough. What is tried runs in the calling thread, in domains of its own, so a device in use can be tried as well.
 */
public final class DeviceSelfTest {

    private static final int CREDITS = 8;
    private static final int WORK = 0;
    private static final int SINK = 1;

    private final Device device;
    private final List<String> failures = new ArrayList<>();

    private DeviceSelfTest(Device device) {
        this.device = device;
    }

    /** Tries a device and returns a sentence for each check that failed; none if all is well. */
    public static List<String> failures(Device device) {
        DeviceSelfTest test = new DeviceSelfTest(Objects.requireNonNull(device, "device"));
        test.run();
        return List.copyOf(test.failures);
    }

    private void run() {
        SchedulingType type = anyType();
        check("credits", () -> credits(type));
        check("handles", () -> handles(type));
        check("flush", () -> flush(type));
        check("wake", () -> wake(type));
        check("implicit release", () -> implicitRelease(type));
        check("configuration", this::configuration);
        for (DeviceCapability capability : device.capabilities()) {
            check(capability.name(), checkOf(capability));
        }
    }

    private void check(String name, Runnable check) {
        try {
            check.run();
        } catch (RuntimeException failure) {
            failures.add(name + ": " + Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
        }
    }

    private Runnable checkOf(DeviceCapability capability) {
        return switch (capability) {
            case UNORDERED -> this::unordered;
            case ATOMIC -> this::atomic;
            case ORDERED -> this::ordered;
            case DIRECTED -> this::directed;
            case DIRECTED_ON_SHARED_PORT -> this::directedOnSharedPort;
            case ENTRY_PRIORITY -> this::priority;
            case EXACT_FLOWS -> this::exactFlows;
            case CARRIES_FLOW -> this::carriesFlow;
            case EXPLICIT_RELEASE -> this::explicitRelease;
            case INDEPENDENT_ORDER -> this::independentOrder;
            case INDEPENDENT_SERIES -> this::independentSeries;
            case DETACH -> this::detach;
            case FRAGMENTS -> this::fragments;
            case TAKE_BACK -> this::takeBack;
            case EXECUTION_CREDITS -> this::executionCredits;
            case QUEUE_WEIGHTS -> this::queueWeights;
            case HOLD_LIMIT -> this::holdLimit;
            case WAKE_THRESHOLD -> this::wakeThreshold;
            case RUNTIME_LINKS -> this::runtimeLinks;
        };
    }

    // Where the checks take place.

    private boolean has(DeviceCapability capability) {
        return device.capabilities().contains(capability);
    }

    private SchedulingType anyType() {
        for (SchedulingType type : SchedulingType.values()) {
            if (has(DeviceCapability.valueOf(type.name()))) {
                return type;
            }
        }
        throw new IllegalArgumentException("the device has queues of no type: device=" + device.name());
    }

    /** Returns a type of which one port gets the entries in the order of appending. */
    private SchedulingType inOrderType() {
        return has(DeviceCapability.DIRECTED) ? SchedulingType.DIRECTED : SchedulingType.ORDERED;
    }

    private static QueueConfiguration queue(SchedulingType type) {
        return switch (type) {
            case UNORDERED -> QueueConfiguration.unordered("work");
            case ATOMIC -> QueueConfiguration.atomic("work", 4);
            case ORDERED -> QueueConfiguration.ordered("work", 4, CREDITS / 2);
            case DIRECTED -> QueueConfiguration.directed("work");
        };
    }

    /** Returns a port that claims one entry at a time and keeps what it has, if the device allows that. */
    private PortConfiguration worker(int... queues) {
        PortConfiguration port = PortConfiguration.linkedTo(queues).withClaimDepth(1);
        return has(DeviceCapability.EXPLICIT_RELEASE) ? port.withExplicitRelease() : port;
    }

    private void inDomain(DomainConfiguration.Builder configuration, Consumer<SelfTestDomain> body) {
        try (SelfTestDomain domain = new SelfTestDomain(device, configuration)) {
            body.accept(domain);
        }
    }

    private DomainConfiguration.Builder one(SchedulingType type) {
        return DomainConfiguration.credits(CREDITS).queue(queue(type)).port(worker(WORK));
    }

    /** Returns a queue with two ports before a queue with a third one. */
    private DomainConfiguration.Builder two(SchedulingType type) {
        return DomainConfiguration.credits(CREDITS)
                .queue(queue(type))
                .queue(queue(inOrderType()))
                .ports(type == SchedulingType.DIRECTED ? 1 : 2, worker(WORK))
                .port(worker(SINK));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    // What every device must do.

    private void credits(SchedulingType type) {
        int limit = 4;
        inDomain(DomainConfiguration.credits(limit).queue(flowEach(type)).port(worker(WORK)), domain -> {
            for (int round = 0; round < 8; round++) {
                for (int i = 0; i < limit; i++) {
                    domain.accept(EntryHeader.of(WORK, i), i);
                }
                long header = EntryHeader.of(WORK, 0);
                Refusal refusal = domain.domain().ingress().enqueue(header, limit);
                expect("a NEW entry beyond the last credit is refused", false, refusal.accepted());
                expect("entries in flight", limit, domain.domain().inFlight());
                expect("entries that come out", Set.copyOf(numbers(limit)), new HashSet<>(domain.payloads(0, limit)));
            }
        });
    }

    /** Returns a queue whose windows do not stand in the way of the credits. */
    private static QueueConfiguration flowEach(SchedulingType type) {
        return type == SchedulingType.ORDERED ? QueueConfiguration.ordered("work", 4, 2) : queue(type);
    }

    private void handles(SchedulingType type) {
        inDomain(one(type), domain -> {
            domain.accept(WORK, 0, 1);
            Taken entry = domain.takeOne(0);
            entry.release();
            expectRefused("an entry that is finished twice", IllegalStateException.class, entry::release);
        });
    }

    private void flush(SchedulingType type) {
        inDomain(one(type), domain -> {
            domain.accept(WORK, 0, 3);
            List<Object> flushed = new ArrayList<>();
            int count = domain.domain().flush(WORK, (header, payload) -> flushed.add(String.valueOf(payload)));
            expect("entries taken back by a flush", 3, count);
            expect("entries told to the callback", Set.of("0", "1", "2"), Set.copyOf(flushed));
            expect("entries left by a flush", 0, domain.take(0, 1).size());
        });
    }

    private void wake(SchedulingType type) {
        inDomain(one(type), domain -> {
            domain.port(0).wake();
            long begin = Surroundings.nanoTime();
            domain.port(0).dequeue(new Burst(1), 1_000_000_000L);
            expect("a wake ends the wait", true, Surroundings.nanoTime() - begin < 900_000_000L);
        });
    }

    private void implicitRelease(SchedulingType type) {
        PortConfiguration port = PortConfiguration.linkedTo(WORK);
        inDomain(DomainConfiguration.credits(CREDITS).queue(queue(type)).port(port), domain -> {
            domain.accept(WORK, 0, 1);
            domain.takeOne(0);
            domain.take(0, 1);
            expect(
                    "entries in flight after the next dequeue",
                    0,
                    domain.domain().inFlight());
        });
    }

    private void configuration() {
        expectRefused("a queue that no port is linked to", ConfigurationException.class, () -> {
            QueueConfiguration queue = queue(anyType());
            device.open(DomainConfiguration.credits(CREDITS)
                            .queue(queue)
                            .queue(queue)
                            .port(worker(WORK))
                            .build())
                    .close();
        });
    }

    // What a device says that it has.

    private void unordered() {
        inDomain(one(SchedulingType.UNORDERED), domain -> {
            for (int round = 0; round < 8; round++) {
                domain.accept(WORK, 0, CREDITS);
                Set<Object> found = new HashSet<>(domain.payloads(0, CREDITS));
                expect("entries that come out, each once", Set.copyOf(numbers(CREDITS)), found);
            }
            expect("entries that come out when all have", 0, domain.take(0, 1).size());
        });
    }

    private void atomic() {
        inDomain(two(SchedulingType.ATOMIC), domain -> {
            domain.accept(WORK, 1, 2);
            Taken first = domain.takeOne(0);
            expect("entries of a flow for a second port", 0, domain.take(1, 1).size());
            first.release();
            expect("the next entry of the flow", List.of(1), domain.payloads(1, 1));
        });
    }

    private void ordered() {
        inDomain(two(SchedulingType.ORDERED), domain -> {
            domain.accept(WORK, 1, 4);
            List<Taken> entries = new ArrayList<>(domain.take(0, 2));
            entries.addAll(domain.take(1, 2));
            expect("entries of a flow that are worked on at once", 4, entries.size());
            entries.get(3).forwardTo(SINK);
            entries.get(1).forwardTo(SINK);
            entries.get(2).release();
            expect(
                    "entries that pass the first of their flow",
                    0,
                    domain.take(2, 1).size());
            entries.get(0).forwardTo(SINK);
            expect("entries finished backwards, the third one released", List.of(0, 1, 3), domain.payloads(2, 4));
        });
    }

    private void directed() {
        inDomain(two(SchedulingType.DIRECTED), domain -> {
            domain.accept(WORK, 0, 4);
            expect("entries for a port that is not linked", 0, domain.take(1, 1).size());
            expect("entries of one producer", numbers(4), domain.payloads(0, 4));
        });
    }

    private void directedOnSharedPort() {
        SchedulingType other = anyType();
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(CREDITS)
                .queue(QueueConfiguration.directed("own"))
                .queue(queue(other))
                .port(worker(WORK, SINK));
        inDomain(configuration, domain -> {
            domain.accept(EntryHeader.of(WORK, 0), "own");
            domain.accept(EntryHeader.of(SINK, 0), "shared");
            expect("entries of both queues", Set.of("own", "shared"), new HashSet<>(domain.payloads(0, 2)));
        });
    }

    private void priority() {
        inDomain(one(anyType()), domain -> {
            for (int priority : new int[] {EntryPriority.LOWEST, EntryPriority.NORMAL, EntryPriority.HIGHEST}) {
                domain.accept(EntryHeader.withPriority(EntryHeader.of(WORK, priority / 2), priority), priority);
            }
            List<Integer> expected = List.of(EntryPriority.HIGHEST, EntryPriority.NORMAL, EntryPriority.LOWEST);
            expect("entries by priority", expected, domain.payloads(0, 3));
        });
    }

    private void exactFlows() {
        if (has(DeviceCapability.ATOMIC)) {
            inDomain(two(SchedulingType.ATOMIC), domain -> {
                domain.accept(WORK, 0, 2);
                domain.take(0, 1);
                domain.accept(WORK, 1, 1);
                domain.accept(WORK, 3, 1);
                expect("flows beside a held one", 2, domain.payloads(1, 3).size());
            });
        }
    }

    private void carriesFlow() {
        for (SchedulingType type : SchedulingType.values()) {
            if (has(DeviceCapability.valueOf(type.name()))) {
                inDomain(one(type), domain -> {
                    long header = EntryHeader.withStage(EntryHeader.of(WORK, 3), 77);
                    domain.accept(header, type);
                    expect("the header of an entry", header, domain.takeOne(0).header());
                });
            }
        }
    }

    private void explicitRelease() {
        inDomain(one(anyType()), domain -> {
            domain.accept(WORK, 0, 1);
            Taken entry = domain.takeOne(0);
            domain.take(0, 1);
            expect("entries in flight after another dequeue", 1, domain.domain().inFlight());
            entry.release();
            expect("entries in flight after the release", 0, domain.domain().inFlight());
        });
    }

    private void independentOrder() {
        inDomain(one(anyType()), domain -> {
            domain.accept(WORK, 0, 2);
            List<Taken> entries = domain.take(0, 2);
            expect("entries that a port holds at once", 2, entries.size());
            entries.get(1).release();
            expectRefused("the second entry once more", IllegalStateException.class, entries.get(1)::release);
            entries.get(0).release();
        });
    }

    private void independentSeries() {
        inDomain(two(SchedulingType.ORDERED), domain -> {
            domain.accept(EntryHeader.of(WORK, 0), 0);
            domain.accept(EntryHeader.of(WORK, 1), 1);
            List<Taken> entries = domain.take(0, 2);
            expect("entries of two flows that are worked on at once", 2, entries.size());
            entries.get(1).forwardTo(SINK);
            expect("a flow behind another one that stands still", List.of(1), domain.payloads(2, 1));
            entries.get(0).release();
        });
    }

    private void detach() {
        inDomain(one(anyType()), domain -> {
            domain.accept(WORK, 0, 1);
            Taken entry = domain.takeOne(0);
            domain.port(0).detach(entry.entry());
            expectRefused("a detached entry at its port", IllegalStateException.class, entry::release);
            expect("entries in flight", 1, domain.domain().inFlight());
            domain.domain().ingress().release(entry.entry());
        });
    }

    private void fragments() {
        inDomain(two(SchedulingType.ORDERED), domain -> {
            domain.accept(WORK, 0, 2);
            List<Taken> entries = domain.take(0, 2);
            Taken last = entries.get(1);
            Refusal refusal = last.port().fragment(last.entry(), EntryHeader.of(SINK, 0), "fragment");
            expect("a fragment for which there is a credit", Refusal.NONE, refusal);
            last.forwardTo(SINK);
            entries.get(0).forwardTo(SINK);
            expect("a fragment in the place of its entry", List.of(0, "fragment", 1), domain.payloads(2, 3));
        });
    }

    private void takeBack() {
        PortConfiguration greedy = PortConfiguration.linkedTo(WORK).withClaimDepth(CREDITS);
        SchedulingType type = SchedulingType.UNORDERED;
        if (has(DeviceCapability.UNORDERED)) {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(CREDITS)
                    .queue(queue(type))
                    .port(greedy)
                    .port(greedy);
            inDomain(configuration, domain -> {
                domain.accept(WORK, 0, CREDITS);
                expect("entries for the first port", 1, domain.take(0, 1).size());
                expect(
                        "entries left to the second port",
                        CREDITS - 1,
                        domain.payloads(1, CREDITS).size());
            });
        }
    }

    private void executionCredits() {
        SchedulingType type = anyType();
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(CREDITS)
                .queue(queue(type).withExecutionCredits(2))
                .port(worker(WORK));
        inDomain(configuration, domain -> {
            domain.accept(WORK, 0, 4);
            List<Taken> entries = domain.take(0, 4);
            expect("entries that are worked on at once", 2, entries.size());
            entries.forEach(Taken::release);
            expect("entries that follow finished ones", 2, domain.take(0, 4).size());
        });
    }

    private void queueWeights() {
        QueueConfiguration light = queue(anyType());
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(4 * CREDITS)
                .queue(light)
                .queue(light.withWeight(3))
                .port(worker(WORK, SINK));
        inDomain(configuration, domain -> {
            for (int i = 0; i < CREDITS; i++) {
                domain.accept(EntryHeader.of(WORK, i % 4), WORK);
                domain.accept(EntryHeader.of(SINK, i % 4), SINK);
            }
            long heavy = domain.payloads(0, CREDITS).stream()
                    .filter(queue -> Objects.equals(queue, SINK))
                    .count();
            expect("three of four entries come from the heavier queue", CREDITS * 3L / 4, heavy);
        });
    }

    private void holdLimit() {
        SchedulingType type = anyType();
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(CREDITS)
                .queue(queue(type))
                .port(worker(WORK).withHoldLimit(2));
        inDomain(configuration, domain -> {
            domain.accept(WORK, 0, 4);
            List<Taken> entries = domain.take(0, 4);
            expect("entries that a port holds at once", 2, entries.size());
            entries.forEach(Taken::release);
            expect("entries that follow finished ones", 2, domain.take(0, 4).size());
        });
    }

    private void wakeThreshold() {
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(CREDITS)
                .queue(QueueConfiguration.directed("own"))
                .port(worker(WORK).withWakeThreshold(2));
        inDomain(configuration, domain -> {
            domain.accept(WORK, 0, 1);
            expect("a single entry for a port that does not sleep", List.of(0), domain.payloads(0, 1));
        });
    }

    private void runtimeLinks() {
        QueueConfiguration queue = queue(anyType());
        DomainConfiguration.Builder configuration = DomainConfiguration.credits(CREDITS)
                .queue(queue)
                .queue(queue)
                .port(worker(WORK))
                .port(worker(SINK));
        inDomain(configuration, domain -> {
            domain.accept(WORK, 0, 2);
            Taken held = domain.takeOne(0);
            domain.port(0).unlink(WORK);
            domain.port(1).link(LinkConfiguration.to(WORK));
            expect("entries of an unlinked queue", 0, domain.take(0, 1).size());
            expect(
                    "unlinks in progress while an entry is held",
                    1,
                    domain.port(0).unlinksInProgress());
            held.release();
            expect("entries for a newly linked port", List.of(1), domain.payloads(1, 1));
            expect("unlinks in progress at the end", 0, domain.port(0).unlinksInProgress());
        });
    }
}
