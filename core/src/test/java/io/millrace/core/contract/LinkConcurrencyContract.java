package io.millrace.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.core.Burst;
import io.millrace.core.DeviceCapability;
import io.millrace.core.DomainConfiguration;
import io.millrace.core.EntryHeader;
import io.millrace.core.LinkConfiguration;
import io.millrace.core.Port;
import io.millrace.core.QueueConfiguration;
import io.millrace.core.Refusal;
import io.millrace.core.SchedulingType;
import io.millrace.core.Surroundings;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Links change at random while a domain is in full run, and ports are quiesced: every promise holds as before. */
public abstract class LinkConcurrencyContract extends DeviceContract {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int FLOWS = 8;

    @BeforeEach
    void needsRuntimeLinks() {
        require(DeviceCapability.RUNTIME_LINKS);
    }

    /** Each entry comes to the sink once, or goes to the callback of one quiesce; flows stay exclusive and in order. */
    @ParameterizedTest
    @CsvSource({
        "UNORDERED, 2",
        "UNORDERED, 5",
        "ATOMIC, 2",
        "ATOMIC, 5",
        "ORDERED, 2",
        "ORDERED, 5",
        "DIRECTED, 2",
        "DIRECTED, 5"
    })
    void shouldKeepEveryPromiseWhileLinksChange(SchedulingType type, int workers) {
        new Run(type, workers, Scale.of(40_000)).go();
    }

    /**
     * A port is unlinked right after it was woken for an entry: another one must be woken instead. There is one change for each
     * entry, since the next change would wake somebody in any case.
     */
    @ParameterizedTest
    @EnumSource(names = "DIRECTED", mode = EnumSource.Mode.EXCLUDE)
    void shouldLoseNoWakeUpWhenLinksChange(SchedulingType type) {
        int rounds = Scale.of(4_000);
        AtomicInteger done = new AtomicInteger();
        DomainConfiguration.Builder configuration =
                DomainConfiguration.credits(16).queue(queue(type, 4, 8)).ports(2, worker(0));
        try (DomainUnderTest domain = start(configuration);
                Crew crew = domain.crew()) {
            for (int i = 0; i < 2; i++) {
                int port = i;
                crew.start("worker " + i, () -> {
                    Burst burst = new Burst(1);
                    while (done.get() < rounds && !domain.failed()) {
                        if (domain.port(port).dequeue(burst, Long.MAX_VALUE) == 1) {
                            domain.port(port).release(burst.entry(0));
                            done.incrementAndGet();
                        }
                    }
                });
            }
            for (int round = 0; round < rounds; round++) {
                int before = round;
                domain.accept(0, round % 4, round);
                if (!domain.port(0).unlink(0)) {
                    domain.port(0).link(LinkConfiguration.to(0));
                }
                domain.await("entry of round " + round, () -> done.get() > before);
            }
            domain.port(0).wake();
            domain.port(1).wake();
            crew.join();
        }
    }

    /** Stop, and in every other round close, while links change and ports are quiesced: every credit comes back. */
    @ParameterizedTest
    @EnumSource
    void shouldLoseNoCreditWhenItEndsWhileLinksChange(SchedulingType type) throws InterruptedException {
        int rounds = Scale.of(30);
        for (int round = 0; round < rounds; round++) {
            boolean stops = round % 2 == 0;
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger finished = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(64)
                    .queue(queue(type, FLOWS, 32))
                    .queue(QueueConfiguration.unordered("other"))
                    .port(worker(0))
                    .port(worker(1));
            try (DomainUnderTest domain = start(configuration);
                    Crew crew = domain.crew()) {
                SplittableRandom seeds = new SplittableRandom(round);
                for (int i = 0; i < 2; i++) {
                    Port port = domain.port(i);
                    SplittableRandom random = seeds.split();
                    crew.start("worker " + i, () -> {
                        Burst burst = new Burst(4);
                        while (!over.get() && !domain.failed()) {
                            int count = port.dequeue(burst, TICK);
                            if (random.nextInt(4) == 0) {
                                count = port.quiesce((header, payload) -> {});
                            } else {
                                port.enqueue(burst);
                            }
                            finished.addAndGet(count);
                        }
                        finished.addAndGet(port.quiesce((header, payload) -> {}));
                    });
                }
                crew.start("producer", () -> {
                    Refusal refusal = Refusal.NONE;
                    for (int flow = 0; refusal != Refusal.STOPPED && !domain.failed(); flow++) {
                        refusal = domain.offer(0, flow % FLOWS);
                        accepted.addAndGet(refusal.accepted() ? 1 : 0);
                    }
                });
                SplittableRandom random = seeds.split();
                crew.start("changer", () -> {
                    while (!over.get() && !domain.failed()) {
                        change(domain, type, 2, random);
                    }
                });
                domain.await("some entries", () -> finished.get() > 20);
                AtomicInteger flushed = new AtomicInteger();
                if (stops) {
                    assertTrue(domain.domain()
                            .stop((header, payload) -> flushed.incrementAndGet(), DomainUnderTest.patienceNanos()));
                } else {
                    domain.domain().close();
                }
                over.set(true);
                crew.join();
                CreditChecker.requireConserved(domain.domain());
                if (stops) {
                    assertEquals(accepted.get(), finished.get() + flushed.get(), "accepted, and finished or flushed");
                }
            }
        }
    }

    /** Links queue 0 to a port or takes it away. The last port of a directed queue is done with before another is linked. */
    private static void change(DomainUnderTest domain, SchedulingType type, int ports, SplittableRandom random) {
        Port port = domain.port(random.nextInt(ports));
        if (type != SchedulingType.DIRECTED) {
            if (!port.unlink(0) || random.nextInt(3) == 0) {
                port.link(LinkConfiguration.to(0));
            }
        } else {
            for (int i = 0; i < ports; i++) {
                if (domain.port(i).unlink(0)) {
                    awaitUnlink(domain, domain.port(i));
                }
            }
            port.link(LinkConfiguration.to(0));
        }
        for (int i = random.nextInt(200); i > 0; i--) {
            Surroundings.spinWait();
        }
        if (random.nextInt(8) == 0) {
            Surroundings.giveWay();
        }
    }

    private static void awaitUnlink(DomainUnderTest domain, Port port) {
        domain.await("unlink", () -> port.unlinksInProgress() == 0);
    }

    /** One producer, workers between which the work queue is moved, and a sink that sees what comes of it. */
    private final class Run {

        private static final int SINK = 1;

        private final SchedulingType type;
        private final int workers;
        private final int total;
        private final ExactlyOnceChecker once;
        private final ExclusivityChecker exclusivity = new ExclusivityChecker("work", FLOWS);
        private final SequenceChecker atWork = new SequenceChecker("work", FLOWS);
        private final SequenceChecker atSink = new SequenceChecker("sink", FLOWS);
        private final AtomicInteger left;

        Run(SchedulingType type, int workers, int total) {
            this.type = type;
            this.workers = workers;
            this.total = total;
            once = new ExactlyOnceChecker("finished or quiesced", total);
            left = new AtomicInteger(total);
        }

        void go() {
            DomainConfiguration.Builder configuration = DomainConfiguration.credits(256)
                    .queue(queue(type, FLOWS, 64))
                    .queue(QueueConfiguration.directed("sink"))
                    .queue(QueueConfiguration.unordered("other"))
                    .port(worker(0))
                    .ports(workers - 1, worker(2))
                    .port(worker(SINK));
            try (DomainUnderTest domain = start(configuration);
                    Crew crew = domain.crew()) {
                crew.start("producer", () -> {
                    for (int i = 0; i < total; i++) {
                        domain.insist(EntryHeader.of(0, i % FLOWS), i);
                    }
                });
                SplittableRandom seeds = new SplittableRandom(workers);
                for (int i = 0; i < workers; i++) {
                    int worker = i;
                    SplittableRandom random = seeds.split();
                    crew.start("worker " + i, () -> work(domain, worker, random));
                }
                crew.start("sink", () -> sink(domain));
                SplittableRandom random = seeds.split();
                crew.start("changer", () -> {
                    while (left.get() > 0 && !domain.failed()) {
                        change(domain, type, workers, random);
                    }
                });
                crew.join();
                once.allSeen();
                exclusivity.allFree();
            }
        }

        private void work(DomainUnderTest domain, int worker, SplittableRandom random) {
            Port port = domain.port(worker);
            Burst burst = new Burst(4);
            while (left.get() > 0 && !domain.failed()) {
                int count = port.dequeue(burst, TICK);
                for (int i = 0; i < count; i++) {
                    check(worker, EntryHeader.flow(burst.header(i)), burst.payload(i));
                }
                boolean leaves = random.nextInt(64) == 0;
                for (int i = leaves ? count / 2 : count; i > 0; i--) {
                    int index = i - 1;
                    long next = EntryHeader.of(SINK, EntryHeader.flow(burst.header(index)));
                    port.forward(burst.entry(index), next, burst.payload(index));
                }
                if (leaves) {
                    port.quiesce((header, payload) -> finished(payload));
                }
            }
        }

        /** Entries of one flow follow one another at the workers wherever no two of them may have the flow. */
        private void check(int worker, int flow, @Nullable Object payload) {
            if (type == SchedulingType.ATOMIC || type == SchedulingType.DIRECTED) {
                exclusivity.enter(flow, worker + 1);
                atWork.next(flow, number(payload) / FLOWS);
                exclusivity.leave(flow, worker + 1);
            }
        }

        private void sink(DomainUnderTest domain) {
            Port port = domain.port(workers);
            Burst burst = new Burst(16);
            while (left.get() > 0 && !domain.failed()) {
                int count = port.dequeue(burst, TICK);
                for (int i = 0; i < count; i++) {
                    if (type == SchedulingType.ORDERED) {
                        atSink.later(EntryHeader.flow(burst.header(i)), number(burst.payload(i)) / FLOWS);
                    }
                    finished(burst.payload(i));
                }
                port.enqueue(burst);
            }
        }

        private void finished(@Nullable Object payload) {
            once.seen(number(payload));
            left.decrementAndGet();
        }

        private int number(@Nullable Object payload) {
            return payload instanceof Integer number ? number : -1;
        }
    }
}
